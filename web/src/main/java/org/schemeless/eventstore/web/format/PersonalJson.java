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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.PersonalMembers.Form;

/**
 * The personal members of an event in JSON: an array of objects, each with some members of the payload, whose they are,
 * by which key they are encrypted, and what has become of them if they are not as they were given.
 */
final class PersonalJson {

    static final String PERSONAL = "personal";

    private static final String KEY = "key";
    private static final String MEMBERS = "members";
    private static final String SEALED = "sealed";
    private static final Set<String> MISSING = Set.of("erased", "locked");
    private static final String EXAMPLE =
            "[{\"subject\": {\"type\": \"customer\", \"id\": \"42\"}, \"members\": [\"/street\"]}]";

    /** What they come from, which settles what they may say. */
    enum Origin {
        /** A new event: whose they are. */
        NEW(SubjectJson.SUBJECT, MEMBERS),

        /** An event that was read from a store: the key is that store's, and passed by. */
        READ(SubjectJson.SUBJECT, KEY, MEMBERS),

        /** A line of a log: also encrypted, with the key in place of the subject. */
        LOG(SubjectJson.SUBJECT, KEY, MEMBERS, SEALED);

        private final Set<String> known;

        Origin(String... known) {
            this.known = Set.of(known);
        }
    }

    private PersonalJson() {}

    /** The array; absent without any. */
    static @Nullable JsonText of(List<PersonalMembers> personal) {
        return personal.isEmpty()
                ? null
                : JsonText.parse(personal.stream()
                        .map(members -> of(members).toString())
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static JsonObjectText of(PersonalMembers members) {
        JsonObjectText json = new JsonObjectText();
        if (members.subject() != null) {
            json.json(SubjectJson.SUBJECT, SubjectJson.of(members.subject()).value());
        }
        if (members.key() != null) {
            json.text(KEY, members.key().text());
        }
        json.json(
                MEMBERS,
                JsonText.parse(members.pointers().stream()
                        .map(pointer -> JsonText.string(pointer).toString())
                        .collect(Collectors.joining(",", "[", "]"))));
        return members.form() == Form.CLEAR ? json : json.json(name(members.form()), JsonText.of(true));
    }

    private static String name(Form form) {
        return switch (form) {
            case CLEAR -> "clear";
            case SEALED -> SEALED;
            case ERASED -> "erased";
            case LOCKED -> "locked";
            case WITHHELD -> "withheld";
        };
    }

    /**
     * The event with the personal members of an array, if there is one.
     *
     * @throws InvalidEventException if it is none, or something is outside the limits, or the payload has not what is
     *     named
     */
    static NewEvent add(@Nullable JsonText personal, Origin origin, NewEvent event) {
        if (personal == null || personal.isNull()) {
            return event;
        }
        if (!(personal.value() instanceof JsonArray array)) {
            throw new InvalidEventException(PERSONAL, "is no array", EXAMPLE);
        }
        List<PersonalMembers> read = new ArrayList<>();
        for (JsonValue item : array) {
            if (!(item instanceof JsonObject members)) {
                throw new InvalidEventException(PERSONAL, "has an item that is no object", EXAMPLE);
            }
            read.add(read(members, origin));
        }
        return event.with(event.payload(), read);
    }

    private static PersonalMembers read(JsonObject members, Origin origin) {
        for (String name : members.keySet()) {
            if (MISSING.contains(name) && origin != Origin.NEW) {
                throw new InvalidEventException(
                        PERSONAL + "." + name,
                        "says that the payload has not what belongs there",
                        "whole events; a log is moved as GET /log?sealed=true gives it");
            }
            if (!origin.known.contains(name)) {
                throw new InvalidEventException(
                        PERSONAL + "." + name,
                        "is no member of personal members",
                        String.join(", ", new TreeSet<>(origin.known)));
            }
        }
        boolean isSealed = members.containsKey(SEALED);
        if (isSealed && members.get(SEALED) != JsonValue.TRUE) {
            throw new InvalidEventException(PERSONAL + "." + SEALED, "is another value", "true, or no such member");
        }
        List<String> pointers = pointers(members.get(MEMBERS));
        if (!isSealed) {
            String member = PERSONAL + "." + SubjectJson.SUBJECT;
            return PersonalMembers.of(SubjectJson.read(members.get(SubjectJson.SUBJECT), member), pointers);
        }
        if (members.containsKey(SubjectJson.SUBJECT)) {
            throw new InvalidEventException(
                    PERSONAL + "." + SubjectJson.SUBJECT, "is there beside sealed", "key in place of subject");
        }
        if (members.get(KEY) instanceof JsonString key) {
            return new PersonalMembers(null, new KeyId(key.getString()), pointers, Form.SEALED);
        }
        throw new InvalidEventException(PERSONAL + "." + KEY, "is missing, or no string", "the id of a key");
    }

    private static List<String> pointers(@Nullable JsonValue members) {
        if (!(members instanceof JsonArray array) || !array.stream().allMatch(JsonString.class::isInstance)) {
            throw new InvalidEventException(
                    PERSONAL + "." + MEMBERS,
                    "is missing, or no array of strings",
                    "JSON Pointers (RFC 6901), such as \"/street\"");
        }
        return array.getValuesAs(JsonString::getString);
    }
}
