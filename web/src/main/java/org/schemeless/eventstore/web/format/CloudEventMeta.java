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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;

/**
 * Meta as attributes of a CloudEvent. Members that an attribute can carry are attributes of their own; the rest goes as
 * the text of a JSON object in the attribute {@value CloudEvents#META}, so that meta comes back whole.
 */
final class CloudEventMeta {

    private static final JsonText JSON_TYPE = JsonText.string("application/json");

    private CloudEventMeta() {}

    /** The meta of the attributes that are left when those of the event itself are taken out; absent if none. */
    static @Nullable JsonText read(Map<String, JsonText> attributes) {
        StringBuilder members = new StringBuilder();
        attributes.forEach((name, value) -> {
            if (name.equals(CloudEvents.META) && !value.isNull()) {
                append(members, inner(value));
            } else if (isKept(name, value)) {
                append(members, JsonText.string(name) + ":" + value);
            }
        });
        return members.isEmpty() ? null : parse("{" + members + "}");
    }

    private static void append(StringBuilder members, String more) {
        members.append(members.isEmpty() || more.isEmpty() ? "" : ",").append(more);
    }

    private static boolean isKept(String name, JsonText value) {
        if (value.isNull() || name.equals(CloudEvents.CONTENT_TYPE) && value.equals(JSON_TYPE)) {
            return false;
        }
        if (!CloudEvents.isForMeta(name)) {
            throw new InvalidEventException(name, "is no attribute that can be given", "a-z and 0-9, and none of ours");
        }
        if (!isAttribute(value.value())) {
            throw new InvalidEventException(name, "is no attribute", "a string, an integer of 32 bits or a boolean");
        }
        return true;
    }

    /** The members in the text of an object. */
    private static String inner(JsonText value) {
        if (value.value() instanceof JsonString text) {
            String object = parse(text.getString()).toString();
            if (object.startsWith("{")) {
                return object.substring(1, object.length() - 1);
            }
        }
        throw new InvalidEventException(CloudEvents.META, "is no text of a JSON object", "\"{…}\"");
    }

    private static JsonText parse(String json) {
        try {
            return JsonText.parse(json);
        } catch (InvalidEventException e) {
            throw e.in(CloudEvents.META);
        }
    }

    static void write(@Nullable JsonText meta, JsonObjectText out) {
        JsonObject members =
                meta == null ? JsonValue.EMPTY_JSON_OBJECT : meta.value().asJsonObject();
        StringBuilder rest = new StringBuilder();
        if (!members.containsKey(CloudEvents.CONTENT_TYPE)) {
            out.json(CloudEvents.CONTENT_TYPE, JSON_TYPE);
        }
        members.forEach((name, value) -> {
            JsonText json = JsonText.of(value);
            if (CloudEvents.isExtension(name) && isAttribute(value)) {
                out.json(name, json);
            } else {
                append(rest, JsonText.string(name) + ":" + json);
            }
        });
        if (!rest.isEmpty()) {
            out.text(CloudEvents.META, "{" + rest + "}");
        }
    }

    /** Strings without control characters, booleans, integers of 32 bits (CloudEvents 1.0, type system). */
    private static boolean isAttribute(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE, FALSE -> true;
            case STRING -> ((JsonString) value).getString().chars().noneMatch(Character::isISOControl);
            case NUMBER -> isInteger(value.toString());
            case NULL, ARRAY, OBJECT -> false;
        };
    }

    private static boolean isInteger(String number) {
        try {
            return Integer.toString(Integer.parseInt(number)).equals(number);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
