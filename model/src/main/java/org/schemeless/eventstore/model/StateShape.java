/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.schemeless.eventstore.Limits;

/** What a class looks like, with all classes in it: what JSON-B writes of it today can be read tomorrow if it stays. */
final class StateShape {

    private final Map<Class<?>, List<String>> classes = new LinkedHashMap<>();

    private StateShape() {}

    /**
     * One line a class: its name, the names and types of its fields, the arguments of what it extends or implements,
     * and what JSON-B is told of it.
     */
    static List<String> of(Type type) {
        StateShape shape = new StateShape();
        shape.visit(type);
        List<String> lines = new ArrayList<>();
        lines.add(type.getTypeName());
        shape.classes.forEach((visited, fields) -> lines.add(visited.getName() + fields));
        return lines;
    }

    private void visit(Type type) {
        if (type instanceof Class<?> plain) {
            visitClass(plain);
        } else if (type instanceof ParameterizedType parameterized) {
            visit(parameterized.getRawType());
            visitArguments(parameterized);
        } else if (type instanceof GenericArrayType array) {
            visit(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(this::visit);
        }
    }

    private void visitArguments(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(this::visit);
        }
    }

    private void visitClass(Class<?> type) {
        if (type.isArray()) {
            visit(type.getComponentType());
            return;
        }
        if (isPlatforms(type) || classes.containsKey(type)) {
            return;
        }
        List<Field> fields = fieldsOf(type);
        List<String> lines = new ArrayList<>(fields.stream()
                .map(field -> field.getName() + ": " + field.getGenericType().getTypeName())
                .sorted()
                .toList());
        if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants()).forEach(constant -> lines.add(((Enum<?>) constant).name()));
        }
        List<Type> generic = type.isEnum() ? List.of() : genericAbove(type);
        generic.forEach(above -> lines.add("is " + above.getTypeName()));
        lines.addAll(JsonAnnotations.of(type));
        classes.put(type, lines);
        fields.forEach(field -> visit(field.getGenericType()));
        generic.forEach(this::visitArguments);
        JsonAnnotations.subtypes(type).forEach(this::visit);
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(this::visit);
        }
    }

    /** What has arguments of all that it extends or implements, up to the platform's. */
    private static List<Type> genericAbove(Class<?> type) {
        List<Type> found = new ArrayList<>();
        Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .forEach(above -> {
                    if (above instanceof ParameterizedType) {
                        found.add(above);
                    }
                    TypeArguments.rawClass(above)
                            .filter(raw -> !isPlatforms(raw))
                            .ifPresent(raw -> found.addAll(genericAbove(raw)));
                });
        return found;
    }

    /** Those that have a value in each object, also of the classes above, of which the platform's have none. */
    static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> owner = type; owner != null && !isPlatforms(owner); owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0 && !field.isSynthetic()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Those of Java and Jakarta do not change with the application. */
    static boolean isPlatforms(Class<?> type) {
        return type.isPrimitive()
                || type.getName().startsWith("java.")
                || type.getName().startsWith("javax.")
                || type.getName().startsWith("jakarta.");
    }

    /** What is known to be wrong with snapshots of this kind before there is a state. */
    static List<String> faults(String fold, int every, Type stateType) {
        List<String> faults = new ArrayList<>();
        if (every < 1) {
            faults.add(fold + " has a snapshot every " + every + " events; it takes at least 1");
        }
        if (fold.length() > Limits.SNAPSHOT_FOLD) {
            faults.add("the name \"" + fold + "\" has " + fold.length()
                    + " characters; a fold with snapshots has up to " + Limits.SNAPSHOT_FOLD);
        }
        TypeArguments.rawClass(stateType)
                .ifPresentOrElse(
                        type -> addFaults(fold, type, faults),
                        () -> faults.add(fold + " does not say which class its state has, which snapshots need: "
                                + stateType.getTypeName()));
        return faults;
    }

    private static void addFaults(String fold, Class<?> type, List<String> faults) {
        if (type == Object.class) {
            faults.add("the state of " + fold + " is an Object, and JSON-B would not know which to read");
        }
        if (isPlatforms(type) || type.isArray() || JsonAnnotations.tellHowToRead(type)) {
            return;
        }
        String state = "the state of " + fold + ", " + type.getName() + ", ";
        if (!Modifier.isPublic(type.getModifiers())) {
            faults.add(state + "is not public, as JSON-B needs it");
        } else if (!type.isRecord() && !type.isEnum() && !KnownType.isBean(type)) {
            faults.add(
                    state + "cannot be read by JSON-B, so there can be no snapshots of it: it is neither a record nor"
                            + " a bean (a class that is not abstract and has a public or protected constructor without"
                            + " parameters), and JSON-B is told no other way (@JsonbTypeInfo, @JsonbTypeAdapter,"
                            + " @JsonbTypeDeserializer)");
        }
    }
}
