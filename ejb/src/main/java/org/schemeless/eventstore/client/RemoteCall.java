/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.service.EventStore;

/** A call of a method of {@link EventStore}, on its way to the server. */
public final class RemoteCall implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String method;
    private final Class<?>[] types;
    private final @Nullable Object[] arguments;

    private RemoteCall(String method, Class<?>[] types, @Nullable Object[] arguments) {
        this.method = method;
        this.types = types;
        this.arguments = arguments;
    }

    static RemoteCall of(Method method, @Nullable Object[] arguments) {
        return new RemoteCall(method.getName(), method.getParameterTypes(), arguments);
    }

    @Nullable
    Object through(RemoteEventStore remote) {
        return Wire.read(remote.call(Wire.write(this)), Answer.class).get();
    }

    /** For the remote bean: does what a client calls, and gives what it answers or throws. */
    public static byte[] answer(byte[] call, EventStore store) {
        return Wire.write(Wire.read(call, RemoteCall.class).on(store));
    }

    private Answer on(EventStore store) {
        try {
            return Answer.value(EventStore.class.getMethod(method, types).invoke(store, arguments));
        } catch (InvocationTargetException e) {
            return Answer.error(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no such call: " + method + Arrays.toString(types), e);
        }
    }
}
