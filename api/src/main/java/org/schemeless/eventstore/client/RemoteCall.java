/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import jakarta.ejb.EJBException;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;

/** A call of a method of {@link EventStore}, on its way to the server. */
public final class RemoteCall implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(RemoteCall.class.getName());

    private final String method;
    private final Class<?>[] types;
    private final @Nullable Object[] arguments;

    private RemoteCall(String method, Class<?>[] types, @Nullable Object[] arguments) {
        this.method = method;
        this.types = types;
        this.arguments = arguments;
    }

    /** @param arguments null if there are none, as a proxy gives them */
    static RemoteCall of(Method method, @Nullable Object @Nullable [] arguments) {
        return new RemoteCall(
                method.getName(),
                method.getParameterTypes(),
                arguments == null
                        ? new Object[0]
                        : Arrays.stream(arguments).map(Wire::sent).toArray());
    }

    @Nullable
    Object through(RemoteEventStore remote) {
        return answerOf(remote.call(Wire.write(this))).get();
    }

    private static Answer answerOf(byte[] answer) {
        try {
            return Wire.readAnswer(answer);
        } catch (IllegalArgumentException e) {
            throw new EJBException("the answer is not one of an event store's remote bean: " + e.getMessage(), e);
        }
    }

    /**
     * For the remote bean: does what a client calls, and gives what it answers or throws. Nothing is read from a caller
     * who has none of the roles.
     *
     * @param isCallerInRole whether the caller has the role of this name
     */
    public static byte[] answer(byte[] call, EventStore store, Predicate<String> isCallerInRole) {
        if (!RemoteRoles.mayCallAnything(isCallerInRole)) {
            return Wire.write(Answer.refused("The caller has none of the roles reader, writer, admin"));
        }
        return Wire.write(answerTo(call, store, isCallerInRole));
    }

    private static Answer answerTo(byte[] bytes, EventStore store, Predicate<String> isCallerInRole) {
        RemoteCall call;
        try {
            call = Wire.readCall(bytes);
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "A remote call was refused: {0}", e.getMessage());
            return Answer.error(new InvalidEventException(
                    "call",
                    "is not of the kind or the size that is taken",
                    "what EventStoreClient sends, " + Limits.BATCH + " events and " + Wire.CALL_BYTES + " bytes"));
        }
        return RemoteRoles.mayCall(call.method, isCallerInRole)
                ? call.on(store)
                : Answer.refused(call.method + " needs the role " + RemoteRoles.neededBy(call.method));
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
