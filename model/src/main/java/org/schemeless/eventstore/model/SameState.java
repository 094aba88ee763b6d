/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;

/** Whether two states are the same. */
final class SameState {

    private SameState() {}

    /**
     * Equal; or, where a class has no {@code equals} that compares what is in it, equal in all fields. The fields of a
     * record are compared too, since a record with an array is equal to none.
     */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (Objects.equals(a, b)) {
            return true;
        }
        if (a == null || b == null) {
            return false;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return sameElements(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(entry ->
                                    y.containsKey(entry.getKey()) && same(entry.getValue(), y.get(entry.getKey())));
        }
        if (a.getClass() != b.getClass()) {
            return false;
        }
        if (a.getClass().isArray()) {
            return sameArrays(a, b);
        }
        return comparesFields(a.getClass())
                && StateShape.fieldsOf(a.getClass()).stream().allMatch(field -> same(value(field, a), value(field, b)));
    }

    /** Whether a state that was written as this JSON is the same when it is read back, and would be written alike. */
    static boolean survives(Object state, JsonText json, @Nullable Object back) {
        return back != null && same(state, back) && isWrittenAs(back, json);
    }

    /**
     * Whether JSON-B writes the state as this JSON: else it was written by a class that kept something else. Elements
     * may come in another order, since a set that was read has one of its own.
     */
    static boolean isWrittenAs(Object state, JsonText json) {
        JsonText written = JsonText.of(state);
        return written.equals(json) || unordered(written.value()).equals(unordered(json.value()));
    }

    /** Equal to that of another value if both differ in no more than the order of members and elements. */
    private static Object unordered(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT ->
                value.asJsonObject().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, member -> unordered(member.getValue())));
            case ARRAY ->
                value.asJsonArray().stream()
                        .collect(Collectors.groupingBy(SameState::unordered, Collectors.counting()));
            case NUMBER -> ((JsonNumber) value).bigDecimalValue().stripTrailingZeros();
            default -> value;
        };
    }

    private static boolean sameElements(Collection<?> x, Collection<?> y) {
        Iterator<?> others = y.iterator();
        return x.size() == y.size() && x.stream().allMatch(element -> same(element, others.next()));
    }

    private static boolean sameArrays(Object a, Object b) {
        boolean same = Array.getLength(a) == Array.getLength(b);
        for (int i = 0; same && i < Array.getLength(a); i++) {
            same = same(Array.get(a, i), Array.get(b, i));
        }
        return same;
    }

    private static boolean comparesFields(Class<?> type) {
        return !StateShape.isPlatforms(type) && !type.isEnum() && (type.isRecord() || !hasEquals(type));
    }

    private static boolean hasEquals(Class<?> type) {
        try {
            Method equals = type.getMethod("equals", Object.class);
            return equals.getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has equals", e);
        }
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a field that was made accessible is", e);
        }
    }
}
