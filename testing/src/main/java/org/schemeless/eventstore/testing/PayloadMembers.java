/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;

/**
 * The members of a payload by their paths ({@code address.street}), each with the values that stand there, in all
 * elements of an array. A member that is null is none. The order of an array does not count: a set may have another.
 */
final class PayloadMembers {

    private final Map<String, List<Object>> values = new TreeMap<>();

    PayloadMembers(JsonText payload) {
        collect("", payload.value());
    }

    private void collect(String path, JsonValue value) {
        if (value instanceof JsonObject object) {
            object.forEach((name, member) -> {
                if (member.getValueType() != JsonValue.ValueType.NULL) {
                    String below = path.isEmpty() ? name : path + "." + name;
                    values.computeIfAbsent(below, absent -> new ArrayList<>());
                    collect(below, member);
                }
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(element -> collect(path, element));
        } else if (!path.isEmpty()) {
            at(path).add(
                            value instanceof JsonNumber number
                                    ? number.bigDecimalValue().stripTrailingZeros()
                                    : value);
        }
    }

    private List<Object> at(String path) {
        return values.computeIfAbsent(path, absent -> new ArrayList<>());
    }

    /**
     * The first member that is lost in another payload, and what became of it. One that is absent is lost, and a number
     * that is another number there. Any other value that is another there is lost unless both mean the same.
     *
     * @param meanTheSame asked only if there is such a value
     */
    @Nullable
    String firstLostIn(PayloadMembers other, BooleanSupplier meanTheSame) {
        for (Map.Entry<String, List<Object>> member : values.entrySet()) {
            List<Object> was = sorted(member.getValue());
            List<Object> found = other.values.get(member.getKey());
            if (found == null) {
                return "the member \"" + member.getKey() + "\", which is absent from what it writes";
            }
            List<Object> is = sorted(found);
            if (!was.equals(is) && (areNumbers(was, is) || !meanTheSame.getAsBoolean())) {
                return "the member \"" + member.getKey() + "\": " + text(was) + " is written as " + text(is);
            }
        }
        return null;
    }

    private static List<Object> sorted(List<Object> values) {
        return values.stream().sorted(Comparator.comparing(String::valueOf)).toList();
    }

    private static boolean areNumbers(List<Object> was, List<Object> is) {
        return was.size() == is.size()
                && was.stream().allMatch(BigDecimal.class::isInstance)
                && is.stream().allMatch(BigDecimal.class::isInstance);
    }

    private static String text(List<Object> values) {
        return values.size() == 1 ? values.get(0).toString() : values.toString();
    }
}
