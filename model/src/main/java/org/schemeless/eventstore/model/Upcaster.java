/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.schemeless.eventstore.StoredEvent;

/** A method with {@link Upcast} and the bean that has it. */
final class Upcaster {

    private final Method method;
    private final Supplier<?> bean;
    private final Upcast upcast;

    Upcaster(Method method, Supplier<?> bean) {
        this.method = method;
        this.bean = bean;
        this.upcast = Objects.requireNonNull(method.getAnnotation(Upcast.class));
        method.setAccessible(true);
    }

    /** Those of a class and of what it extends. */
    static List<Method> methodsOf(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Method method : owner.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Upcast.class)
                        && !method.isBridge()
                        && methods.stream().noneMatch(known -> overrides(known, method))) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private static boolean overrides(Method lower, Method upper) {
        return !Modifier.isPrivate(upper.getModifiers())
                && lower.getName().equals(upper.getName())
                && Arrays.equals(lower.getParameterTypes(), upper.getParameterTypes());
    }

    String type() {
        return upcast.type();
    }

    int from() {
        return upcast.from();
    }

    /** What is wrong with the form of the method. */
    Optional<String> fault() {
        Class<?>[] parameters = method.getParameterTypes();
        boolean takes = (parameters.length == 1 || parameters.length == 2 && parameters[1] == StoredEvent.class)
                && (parameters[0] == JsonObject.class || parameters[0] == JsonValue.class);
        boolean gives =
                method.getReturnType() == JsonObject.class || Collection.class.isAssignableFrom(method.getReturnType());
        return takes && gives
                ? Optional.empty()
                : Optional.of(this
                        + " has another form than JsonObject (JsonObject), with a StoredEvent as the second parameter"
                        + " if it is needed, and List<JsonObject> as the result if there are several or none");
    }

    /** The payloads of the next version. */
    List<JsonObject> apply(JsonValue payload, StoredEvent event) throws UpcastFailedException {
        if (!method.getParameterTypes()[0].isInstance(payload)) {
            throw new UpcastFailedException(
                    this + " takes a JSON object, and the payload is " + payload.getValueType(), null);
        }
        Object result = invoked(payload, event);
        List<JsonObject> objects = new ArrayList<>();
        for (Object part : result instanceof Collection<?> several ? several : Arrays.asList(result)) {
            if (!(part instanceof JsonObject object)) {
                throw new UpcastFailedException(this + " gave " + part + ", which is no JSON object", null);
            }
            objects.add(object);
        }
        return objects;
    }

    private Object invoked(JsonValue payload, StoredEvent event) throws UpcastFailedException {
        try {
            return method.getParameterCount() == 1
                    ? method.invoke(bean.get(), payload)
                    : method.invoke(bean.get(), payload, event);
        } catch (InvocationTargetException e) {
            throw new UpcastFailedException(this + " failed (" + e.getCause() + ")", e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UpcastFailedException(this + " cannot be called (" + e + ")", e);
        }
    }

    /** The method, for messages. */
    @Override
    public String toString() {
        return "the upcaster " + name();
    }

    /** Its class and method. */
    String name() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
