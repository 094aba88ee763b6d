/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Subject;

/** A subject in JSON: an object of type and id. */
final class SubjectJson {

    static final String SUBJECT = "subject";

    private static final String TYPE = "type";
    private static final String ID = "id";
    private static final String EXAMPLE = "{\"type\": \"customer\", \"id\": \"42\"}";

    private SubjectJson() {}

    static JsonObjectText of(Subject subject) {
        return new JsonObjectText().text(TYPE, subject.type()).text(ID, subject.id());
    }

    /**
     * The subject that a member has.
     *
     * @param value absent if there is no such member
     * @throws InvalidEventException if it is none, or outside the limits
     */
    static Subject read(@Nullable JsonValue value, String member) {
        if (value == null || value == JsonValue.NULL) {
            throw new InvalidEventException(member, "is missing", EXAMPLE);
        }
        if (!(value instanceof JsonObject object)) {
            throw new InvalidEventException(member, "is no object", EXAMPLE);
        }
        for (String name : object.keySet()) {
            if (!name.equals(TYPE) && !name.equals(ID)) {
                throw new InvalidEventException(member + "." + name, "is no member of a subject", "type, id");
            }
        }
        String type = text(object, TYPE, member);
        String id = text(object, ID, member);
        try {
            return Subject.of(type, id);
        } catch (InvalidEventException e) {
            throw e.in(member + e.getField().substring(e.getField().lastIndexOf('.')));
        }
    }

    private static String text(JsonObject subject, String name, String member) {
        if (subject.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw new InvalidEventException(member + "." + name, "is missing, or no string", "a string");
    }
}
