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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Tag;

/** The tags of an event in JSON: an array of objects with name and value. */
final class TagsJson {

    static final String TAGS = "tags";

    private static final String NAME = "name";
    private static final String VALUE = "value";

    private TagsJson() {}

    /** The array; absent without any tag. */
    static @Nullable JsonText of(List<Tag> tags) {
        if (tags.isEmpty()) {
            return null;
        }
        return JsonText.parse(tags.stream()
                .map(tag -> new JsonObjectText()
                        .text(NAME, tag.name())
                        .text(VALUE, tag.value())
                        .toString())
                .collect(Collectors.joining(",", "[", "]")));
    }

    /**
     * Gives the event the tags of an array, if there is one.
     *
     * @throws InvalidEventException if it is none, or a tag is outside the limits
     */
    static NewEvent.Builder add(@Nullable JsonText tags, NewEvent.Builder event) {
        if (tags == null || tags.isNull()) {
            return event;
        }
        if (tags.value().getValueType() != JsonValue.ValueType.ARRAY) {
            throw wrong("is no array");
        }
        read(tags.value().asJsonArray()).forEach(tag -> event.tag(tag.name(), tag.value()));
        return event;
    }

    /**
     * The tags of an array.
     *
     * @throws InvalidEventException if one is no tag, or outside the limits
     */
    static List<Tag> read(JsonArray tags) {
        List<Tag> read = new ArrayList<>();
        for (JsonValue tag : tags) {
            if (!(tag instanceof JsonObject object) || !object.keySet().equals(Set.of(NAME, VALUE))) {
                throw wrong("has an item that is no object of name and value");
            }
            read.add(Tag.of(text(object, NAME), text(object, VALUE)));
        }
        return read;
    }

    private static String text(JsonObject tag, String member) {
        if (tag.get(member) instanceof JsonString text) {
            return text.getString();
        }
        throw new InvalidEventException(TAGS + "." + member, "is no string", "a string");
    }

    private static InvalidEventException wrong(String problem) {
        return new InvalidEventException(TAGS, problem, "[{\"name\": \"course\", \"value\": \"c1\"}]");
    }
}
