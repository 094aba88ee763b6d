/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The size of an item in bytes, as DynamoDB counts it for its limits: names and values, text in UTF-8. */
public final class ItemSize {

    private static final int CONTAINER = 3;
    private static final int ELEMENT = 1;

    private ItemSize() {}

    public static long of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(attribute -> utf8(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    private static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case M -> CONTAINER + of(value.m()) + ELEMENT * (long) value.m().size();
            case L ->
                CONTAINER
                        + value.l().stream()
                                .mapToLong(element -> of(element) + ELEMENT)
                                .sum();
            case BOOL, NUL -> 1;
            default -> throw new IllegalArgumentException("no item of this store has a " + value.type());
        };
    }

    /** One byte for two significant digits, begun pairs counted whole, one for the number and one for a sign. */
    private static long number(String digits) {
        String significant = digits.replaceAll("^-?0*|\\.|0*$", "");
        return Math.max(1, (significant.length() + 1) / 2) + 1 + (digits.startsWith("-") ? 1 : 0);
    }

    public static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
