/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a class says of the parameters of an interface that it implements, wherever above it that is said. */
final class TypeArguments {

    private TypeArguments() {}

    /** The class of one parameter, empty if it is not a class. */
    static Optional<Class<?>> of(Class<?> type, Class<?> generic, int index) {
        return typeOf(type, generic, index).flatMap(TypeArguments::rawClass);
    }

    /** One parameter, with parameters of its own if it has any; empty if the class does not know it. */
    static Optional<Type> typeOf(Class<?> type, Class<?> generic, int index) {
        return find(type, generic, index, Map.of()).filter(found -> !(found instanceof TypeVariable));
    }

    /** The class that a type is of. */
    static Optional<Class<?>> rawClass(Type type) {
        if (type instanceof Class<?> plain) {
            return Optional.of(plain);
        }
        return type instanceof ParameterizedType parameterized
                ? rawClass(parameterized.getRawType())
                : Optional.empty();
    }

    private static Optional<Type> find(Type type, Class<?> generic, int index, Map<Type, Type> known) {
        Class<?> raw = rawClass(type).orElse(Object.class);
        Map<Type, Type> arguments = new HashMap<>();
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                Type given = parameterized.getActualTypeArguments()[i];
                arguments.put(variables[i], known.getOrDefault(given, given));
            }
        }
        if (raw == generic) {
            return Optional.ofNullable(arguments.get(generic.getTypeParameters()[index]));
        }
        return Stream.concat(Stream.ofNullable(raw.getGenericSuperclass()), Stream.of(raw.getGenericInterfaces()))
                .map(above -> find(above, generic, index, arguments))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
