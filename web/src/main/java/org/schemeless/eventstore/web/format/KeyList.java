/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.WrappedKey;

/** Wrapped keys: an object with an array of them, or one a line. */
public record KeyList(List<WrappedKey> keys) {

    static final String KEYS = "keys";

    private static final String ID = "id";
    private static final String MASTER_KEY = "masterKey";
    private static final String WRAPPED = "wrapped";
    private static final String CREATED = "created";
    private static final Set<String> MEMBERS = Set.of(ID, SubjectJson.SUBJECT, MASTER_KEY, WRAPPED, CREATED);

    public KeyList {
        keys = List.copyOf(keys);
    }

    /**
     * The id that a parameter or member has.
     *
     * @throws InvalidEventException if it is none
     */
    public static KeyId id(String member, String text) {
        try {
            return new KeyId(text);
        } catch (InvalidEventException e) {
            throw e.in(member);
        }
    }

    static JsonObjectText json(WrappedKey key) {
        return new JsonObjectText()
                .text(ID, key.id().text())
                .json(SubjectJson.SUBJECT, SubjectJson.of(key.subject()).value())
                .text(MASTER_KEY, key.masterKey())
                .text(WRAPPED, key.wrapped())
                .text(CREATED, key.created().toString());
    }

    /** Reads an object with the array, to its end. */
    static List<WrappedKey> read(JsonParser parser) {
        if (parser.next() != Event.START_OBJECT) {
            throw new InvalidEventException(KEYS, "is missing", "an object with an array of keys");
        }
        JsonObject body = JsonText.read(parser, Event.START_OBJECT).value().asJsonObject();
        for (String name : body.keySet()) {
            if (!name.equals(KEYS)) {
                throw new InvalidEventException(name, "is no member of this request", KEYS);
            }
        }
        if (!(body.get(KEYS) instanceof JsonArray array)) {
            throw new InvalidEventException(KEYS, "is missing, or no array", "an array of keys");
        }
        List<WrappedKey> keys = new ArrayList<>();
        for (JsonValue key : array) {
            keys.add(read(key, keys.size()));
        }
        return keys;
    }

    /** The key that is the next one after so many. */
    static WrappedKey read(JsonValue value, int index) {
        String place = KEYS + "[" + index + "]";
        if (index == Limits.PAGE) {
            throw new InvalidEventException(KEYS, "are more", Limits.PAGE + " in a request");
        }
        if (!(value instanceof JsonObject key)) {
            throw new InvalidEventException(place, "is no object", "an object");
        }
        for (String name : key.keySet()) {
            if (!MEMBERS.contains(name)) {
                throw new InvalidEventException(
                        place + "." + name, "is no member of a key", String.join(", ", new TreeSet<>(MEMBERS)));
            }
        }
        try {
            return new WrappedKey(
                    id(ID, text(key, ID)),
                    SubjectJson.read(key.get(SubjectJson.SUBJECT), SubjectJson.SUBJECT),
                    text(key, MASTER_KEY),
                    text(key, WRAPPED),
                    Timestamps.parse(CREATED, text(key, CREATED)));
        } catch (InvalidEventException e) {
            throw e.in(place + "." + e.getField());
        }
    }

    private static String text(JsonObject key, String member) {
        if (key.get(member) instanceof JsonString text) {
            return text.getString();
        }
        throw new InvalidEventException(member, "is missing, or no string", "a string");
    }
}
