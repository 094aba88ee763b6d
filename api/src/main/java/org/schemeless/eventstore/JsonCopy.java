/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Copies one value from a parser to text, token by token, and refuses what is outside the limits as soon as it shows.
 */
final class JsonCopy {

    private static final String SIZE = Limits.JSON_BYTES + " bytes of UTF-8";

    private final JsonParser parser;
    private final StringBuilder out = new StringBuilder();

    /** The names seen in the objects, and an unused set for the arrays, that are open. */
    private final Deque<Set<String>> open = new ArrayDeque<>();

    private boolean first = true;

    JsonCopy(JsonParser parser) {
        this.parser = parser;
    }

    String value(Event start) {
        copy(start);
        while (!open.isEmpty()) {
            copy(parser.next());
        }
        String text = out.toString();
        if (text.length() > Limits.JSON_BYTES / 3 && text.getBytes(StandardCharsets.UTF_8).length > Limits.JSON_BYTES) {
            throw tooLarge();
        }
        return text;
    }

    private void copy(Event event) {
        if (event != Event.END_ARRAY && event != Event.END_OBJECT) {
            separate();
        }
        switch (event) {
            case START_OBJECT -> open('{');
            case START_ARRAY -> open('[');
            case END_OBJECT -> close('}');
            case END_ARRAY -> close(']');
            case KEY_NAME -> name(parser.getString());
            case VALUE_STRING -> JsonString.append(out, parser.getString());
            case VALUE_NUMBER -> number(parser.getString());
            case VALUE_TRUE -> out.append("true");
            case VALUE_FALSE -> out.append("false");
            case VALUE_NULL -> out.append("null");
        }
        if (out.length() > Limits.JSON_BYTES) {
            throw tooLarge();
        }
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void open(char bracket) {
        if (open.size() == Limits.JSON_DEPTH) {
            throw new InvalidEventException("json", "is nested deeper", Limits.JSON_DEPTH + " levels");
        }
        open.push(new HashSet<>());
        out.append(bracket);
        first = true;
    }

    private void close(char bracket) {
        open.pop();
        out.append(bracket);
        first = false;
    }

    private void name(String name) {
        if (!open.element().add(name)) {
            throw new InvalidEventException("json", "has the member \"" + name + "\" twice", "each member once");
        }
        JsonString.append(out, name);
        out.append(':');
        first = true;
    }

    private void number(String digits) {
        if (digits.length() > Limits.NUMBER_CHARACTERS) {
            throw new InvalidEventException(
                    "json",
                    "has a number of " + digits.length() + " characters",
                    Limits.NUMBER_CHARACTERS + " characters");
        }
        int e = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        if (e >= 0 && !isSmall(digits.substring(e + 1))) {
            throw new InvalidEventException(
                    "json", "has the number " + digits, "exponents to " + Limits.NUMBER_EXPONENT);
        }
        out.append(digits);
    }

    private static boolean isSmall(String exponent) {
        try {
            return Math.abs(Long.parseLong(exponent)) <= Limits.NUMBER_EXPONENT;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static InvalidEventException tooLarge() {
        return new InvalidEventException("json", "is larger", SIZE);
    }
}
