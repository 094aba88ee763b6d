/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Members of JSON text that is as {@link JsonText} has it, found by JSON Pointer (RFC 6901). They are cut out and put
 * in as text, so that all else stays as it was, digit by digit.
 */
final class JsonMembers {

    private static final String POINTER = "a JSON Pointer (RFC 6901), such as /street or /phones/0";

    /**
     * Where a value is.
     *
     * @param start of the value
     * @param end behind it
     * @param member where the name begins whose value it is, -1 if it is an element of an array or all there is
     */
    private record Span(int start, int end, int member) {}

    private final String text;

    JsonMembers(String text) {
        this.text = text;
    }

    /** The value at this place, as text. */
    Optional<String> at(String pointer) {
        return Optional.ofNullable(span(pointer)).map(span -> text.substring(span.start(), span.end()));
    }

    /** The text with another value at this place, where there is one. */
    Optional<String> with(String pointer, String value) {
        return Optional.ofNullable(span(pointer))
                .map(span -> text.substring(0, span.start()) + value + text.substring(span.end()));
    }

    /** The text without what is at this place: no member of an object, null in place of anything else. */
    String without(String pointer) {
        Span span = span(pointer);
        if (span == null) {
            return text;
        }
        if (span.member() < 0) {
            return text.substring(0, span.start()) + "null" + text.substring(span.end());
        }
        int from = span.member();
        int to = span.end();
        if (text.charAt(to) == ',') {
            to++;
        } else if (text.charAt(from - 1) == ',') {
            from--;
        }
        return text.substring(0, from) + text.substring(to);
    }

    private @Nullable Span span(String pointer) {
        Span span = new Span(0, text.length(), -1);
        for (String token : tokens(pointer)) {
            Span inner = switch (text.charAt(span.start())) {
                case '{' -> member(span.start(), JsonText.string(token).toString());
                case '[' -> element(span.start(), token);
                default -> null;
            };
            if (inner == null) {
                return null;
            }
            span = inner;
        }
        return span;
    }

    private @Nullable Span member(int object, String name) {
        int at = object + 1;
        while (text.charAt(at) == '"') {
            int colon = end(at);
            int value = colon + 1;
            int end = end(value);
            if (text.regionMatches(at, name, 0, name.length()) && colon - at == name.length()) {
                return new Span(value, end, at);
            }
            at = text.charAt(end) == ',' ? end + 1 : end;
        }
        return null;
    }

    private @Nullable Span element(int array, String token) {
        if (!token.matches("0|[1-9][0-9]{0,8}")) {
            return null;
        }
        int wanted = Integer.parseInt(token);
        int at = array + 1;
        for (int i = 0; text.charAt(at) != ']'; i++) {
            int end = end(at);
            if (i == wanted) {
                return new Span(at, end, -1);
            }
            at = text.charAt(end) == ',' ? end + 1 : end;
        }
        return null;
    }

    /** The end of the value that begins here. */
    private int end(int start) {
        int at = start;
        int open = 0;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                at = endOfString(at);
            } else {
                at++;
                if (c == '{' || c == '[') {
                    open++;
                } else if (c == '}' || c == ']') {
                    open--;
                } else if (open == 0) {
                    at = endOfToken(at);
                }
            }
        } while (open > 0);
        return at;
    }

    private int endOfString(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int endOfToken(int start) {
        int at = start;
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static List<String> tokens(String pointer) {
        return pointer.isEmpty()
                ? List.of()
                : Stream.of(pointer.substring(1).split("/", -1))
                        .map(token -> token.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }

    /** These pointers in their order. */
    static List<String> pointers(@Nullable List<String> pointers) {
        if (pointers == null || pointers.isEmpty()) {
            throw new InvalidEventException("personal.members", "is missing or empty", POINTER);
        }
        if (pointers.size() > Limits.PERSONAL) {
            throw new InvalidEventException(
                    "personal.members", "has " + pointers.size() + " pointers", Limits.PERSONAL + " of an event");
        }
        List<String> sorted = new ArrayList<>(pointers);
        sorted.forEach(JsonMembers::requirePointer);
        sorted.sort(null);
        for (int i = 0; i < sorted.size(); i++) {
            for (String other : sorted.subList(i + 1, sorted.size())) {
                requireOutside(sorted.get(i), other);
            }
        }
        return List.copyOf(sorted);
    }

    private static void requireOutside(String pointer, String other) {
        if (other.equals(pointer) || other.startsWith(pointer + "/")) {
            throw new InvalidEventException(
                    "personal.members",
                    "has \"" + other + "\" within \"" + pointer + "\"",
                    "each member once, and none within another one");
        }
    }

    private static void requirePointer(@Nullable String pointer) {
        if (pointer == null) {
            throw new InvalidEventException("personal.members", "has a null", POINTER);
        }
        if (pointer.codePointCount(0, pointer.length()) > Limits.POINTER) {
            throw new InvalidEventException(
                    "personal.members", "has a pointer that is too long", Limits.POINTER + " characters");
        }
        if (!pointer.matches("(?s)(/([^~/]|~[01])*)*")) {
            throw new InvalidEventException("personal.members", "has \"" + pointer + "\"", POINTER);
        }
        JsonText.string(pointer);
    }
}
