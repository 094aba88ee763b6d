/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
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

    /** One parameter of what this type is above, with parameters of its own if it has any. */
    static Type argumentOf(Type type, Class<?> generic, int index) {
        return find(type, generic, index, Map.of())
                .map(found -> resolved(found, type))
                .orElse(Object.class);
    }

    /** A type that is said in a class, as it is where the class has these arguments. */
    static Type resolved(Type said, Type owner) {
        if (said instanceof TypeVariable<?> variable) {
            Optional<Type> found = variable.getGenericDeclaration() instanceof Class<?> declaring
                    ? find(
                            owner,
                            declaring,
                            List.of(declaring.getTypeParameters()).indexOf(variable),
                            Map.of())
                    : Optional.empty();
            return found.filter(type -> !(type instanceof TypeVariable))
                    .orElseGet(() -> rawClass(variable.getBounds()[0]).orElse(Object.class));
        }
        if (said instanceof ParameterizedType parameterized) {
            Type[] arguments = Stream.of(parameterized.getActualTypeArguments())
                    .map(argument -> resolved(argument, owner))
                    .toArray(Type[]::new);
            return new Parameterized((Class<?>) parameterized.getRawType(), arguments);
        }
        if (said instanceof WildcardType wildcard) {
            return resolved(wildcard.getUpperBounds()[0], owner);
        }
        if (said instanceof GenericArrayType array) {
            Type element = resolved(array.getGenericComponentType(), owner);
            return rawClass(element).map(raw -> (Type) raw.arrayType()).orElse(Object[].class);
        }
        return said;
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
