/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStore;

/** An event store in another application, as if it were here. */
public final class EventStoreClient {

    private EventStoreClient() {}

    /**
     * The event store behind a remote bean. Values and errors arrive as they are; what happens on the way (no network,
     * no such bean) is an {@code EJBException}, and an {@code EJBAccessException} if the caller has not the role that
     * the call needs: writer to store events, reader for all else, or admin. Whether a transaction of the caller's
     * comes along is up to the server's protocol. A call has at most 96 MiB as bytes; a larger one is an {@link
     * org.schemeless.eventstore.InvalidEventException}.
     */
    public static EventStore of(RemoteEventStore remote) {
        return (EventStore) Proxy.newProxyInstance(
                EventStoreClient.class.getClassLoader(),
                new Class<?>[] {EventStore.class},
                (proxy, method, arguments) -> method.getDeclaringClass() == EventStore.class
                        ? received(method, RemoteCall.of(method, arguments).through(remote))
                        : method.invoke(remote, arguments));
    }

    /** An {@code Optional} cannot be serialized: what is in it was sent, or null. */
    private static @Nullable Object received(Method method, @Nullable Object answer) {
        return method.getReturnType() == Optional.class ? Optional.ofNullable(answer) : answer;
    }
}
