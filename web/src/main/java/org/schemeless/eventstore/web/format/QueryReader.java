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
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.web.problem.Problem;

/** Reads queries by tags, and what an append expects that rests on one. Each error names the member. */
final class QueryReader {

    private static final String ITEMS = "items";
    private static final String TYPES = "types";
    private static final String QUERY = "query";
    private static final String MARK = "mark";

    private QueryReader() {}

    /** The query that is a whole body. */
    static EventQuery body(JsonText body) {
        if (!(body.value() instanceof JsonObject query)) {
            throw Problem.malformed("The body is no object with the member items");
        }
        return query(query, "");
    }

    /** The boundary that is not to have moved; absent if it is null. */
    static ExpectedSequence.@Nullable NothingNew nothingNew(JsonText value, String member) {
        if (value.isNull()) {
            return null;
        }
        JsonObject object = object(value.value(), member, QUERY + " and " + MARK);
        requireKnown(object, Set.of(QUERY, MARK), member + ".");
        String queryMember = member + "." + QUERY;
        String markMember = member + "." + MARK;
        EventQuery query = query(object(object.get(QUERY), queryMember, ITEMS), queryMember + ".");
        try {
            return new ExpectedSequence.NothingNew(
                    query,
                    BoundaryMark.parse(string(object.get(MARK), markMember), query, markMember),
                    ExpectedSequence.any());
        } catch (InvalidEventException e) {
            throw e.in(markMember);
        }
    }

    private static EventQuery query(JsonObject query, String prefix) {
        requireKnown(query, Set.of(ITEMS), prefix);
        List<EventQuery.Item> items = new ArrayList<>();
        for (JsonValue item : array(query.get(ITEMS), prefix + ITEMS)) {
            String place = prefix + ITEMS + "[" + items.size() + "]";
            items.add(item(object(item, place, TagsJson.TAGS + " and " + TYPES), place));
        }
        try {
            return new EventQuery(items);
        } catch (InvalidEventException e) {
            throw e.in(prefix + ITEMS);
        }
    }

    private static EventQuery.Item item(JsonObject item, String place) {
        requireKnown(item, Set.of(TagsJson.TAGS, TYPES), place + ".");
        List<String> types = new ArrayList<>();
        JsonValue named = item.get(TYPES);
        if (named != null && named != JsonValue.NULL) {
            for (JsonValue type : array(named, place + "." + TYPES)) {
                types.add(string(type, place + "." + TYPES + "[" + types.size() + "]"));
            }
        }
        JsonArray tags = array(item.get(TagsJson.TAGS), place + "." + TagsJson.TAGS);
        try {
            return new EventQuery.Item(TagsJson.read(tags), types);
        } catch (InvalidEventException e) {
            throw e.in(place + "." + member(e.getField()));
        }
    }

    /** A query without tags is told of the query; of the item it is the tags. */
    private static String member(String field) {
        return field.equals("query") ? TagsJson.TAGS : field.replaceFirst("^query\\.", "");
    }

    private static void requireKnown(JsonObject object, Set<String> known, String prefix) {
        for (String member : object.keySet()) {
            if (!known.contains(member)) {
                throw new InvalidEventException(
                        prefix + member,
                        "is no member here",
                        String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private static JsonObject object(@Nullable JsonValue value, String member, String limit) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new InvalidEventException(member, value == null ? "is missing" : "is no object", "an object of " + limit);
    }

    private static JsonArray array(@Nullable JsonValue value, String member) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new InvalidEventException(member, value == null ? "is missing" : "is no array", "an array");
    }

    private static String string(@Nullable JsonValue value, String member) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw new InvalidEventException(member, value == null ? "is missing" : "is no string", "a string");
    }
}
