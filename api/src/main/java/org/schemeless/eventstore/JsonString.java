/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

/** Writes strings as JSON does, escaping only what has to be (RFC 8259, section 7). */
final class JsonString {

    private JsonString() {}

    /** @throws InvalidEventException if the string contains half a surrogate pair, which no encoding can carry */
    static void append(StringBuilder out, String value) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(value, from, i).append(escape(c));
                from = i + 1;
            } else if (Character.isSurrogate(c)) {
                requirePair(value, i++);
            }
        }
        out.append(value, from, value.length()).append('"');
    }

    private static void requirePair(String value, int at) {
        if (!Character.isSupplementaryCodePoint(value.codePointAt(at))) {
            throw new InvalidEventException("json", "contains half a surrogate pair", "well-formed Unicode");
        }
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> String.format("\\u%04x", (int) c);
        };
    }
}
