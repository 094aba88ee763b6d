/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Subject;

/** What a call of an administrator says in its body: an object with members that are known. */
public final class CallArguments {

    private final JsonObject object;

    /** @throws InvalidEventException if there is another member */
    CallArguments(JsonObject object, Set<String> known) {
        this.object = object;
        object.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidEventException(
                            name,
                            "is no member of this request",
                            known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known)));
                });
    }

    /** @throws InvalidEventException if it is missing, or no string */
    public String text(String name) {
        return find(name).orElseThrow(() -> new InvalidEventException(name, "is missing", "a string"));
    }

    /** @throws InvalidEventException if it is no string */
    public Optional<String> find(String name) {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        throw new InvalidEventException(name, "is no string", "a string");
    }

    /** @throws InvalidEventException if it is missing, or no subject */
    public Subject subject(String name) {
        return SubjectJson.read(object.get(name), name);
    }

    /**
     * The digits of a number.
     *
     * @throws InvalidEventException if it is no number
     */
    public Optional<String> findNumber(String name) {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonNumber number) {
            return Optional.of(number.toString());
        }
        throw new InvalidEventException(name, "is no number", "a number");
    }

    /** @throws InvalidEventException if it is missing, or no integer of 32 bits above 0 */
    public int number(String name) {
        if (object.get(name) instanceof JsonNumber number) {
            try {
                int exact = number.bigDecimalValue().intValueExact();
                if (exact > 0) {
                    return exact;
                }
            } catch (ArithmeticException e) {
                // said below
            }
        }
        throw new InvalidEventException(name, "is no number of a version", "1 and more");
    }
}
