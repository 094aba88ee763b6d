/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StreamId;

/**
 * A JSON object as text. What is absent is left out. Not a {@code JsonGenerator}: that cannot take JSON text as it is,
 * and numbers must keep their digits.
 */
final class JsonObjectText {

    private final StringBuilder members = new StringBuilder();

    JsonObjectText text(String name, @Nullable String value) {
        return value == null ? this : json(name, JsonText.string(value));
    }

    JsonObjectText number(String name, @Nullable Long value) {
        return value == null ? this : raw(name, value.toString());
    }

    JsonObjectText json(String name, @Nullable JsonText value) {
        return value == null ? this : raw(name, value.toString());
    }

    /** The members that name a stream. */
    JsonObjectText stream(StreamId stream) {
        text("domain", stream.domain());
        return stream.identifier().isEmpty() ? this : text("identifier", stream.identifier());
    }

    private JsonObjectText raw(String name, String json) {
        members.append(members.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(json);
        return this;
    }

    /** The object as a value, for a member of another one. */
    JsonText value() {
        return JsonText.parse(toString());
    }

    @Override
    public String toString() {
        return "{" + members + "}";
    }
}
