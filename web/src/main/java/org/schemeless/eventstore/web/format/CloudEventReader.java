/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.web.problem.PercentEncoding;

/** Reads one event of a request in the JSON format of CloudEvents 1.0. */
final class CloudEventReader {

    private static final Pattern AFTER_PATH = Pattern.compile("[?#].*", Pattern.DOTALL);

    private final JsonParser parser;
    private final Map<String, JsonText> attributes = new LinkedHashMap<>();

    private CloudEventReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @see EventFormat#event */
    static NewEvent event(JsonParser parser, @Nullable StreamId named) {
        CloudEventReader reader = new CloudEventReader(parser);
        reader.readMembers();
        try {
            return reader.event(named);
        } catch (InvalidEventException e) {
            throw e.in(CloudEvents.attribute(e.getField()));
        }
    }

    private void readMembers() {
        while (parser.next() != Event.END_OBJECT) {
            String name = parser.getString();
            if (attributes.containsKey(name)) {
                throw new InvalidEventException(name, "is there twice", "each member once");
            }
            attributes.put(name, value(name, BodyText.next(parser, name)));
        }
    }

    private JsonText value(String name, Event first) {
        boolean scalar = first != Event.START_OBJECT && first != Event.START_ARRAY;
        if (!scalar && !name.equals(CloudEvents.DATA)) {
            throw new InvalidEventException(name, "is no attribute", "a string, an integer or a boolean");
        }
        try {
            return JsonText.read(parser, first);
        } catch (InvalidEventException e) {
            throw e.in(name);
        }
    }

    private NewEvent event(@Nullable StreamId named) {
        if (!"1.0".equals(text("specversion"))) {
            throw new InvalidEventException("specversion", "is missing or another", "\"1.0\"");
        }
        @Nullable String source = text(CloudEvents.SOURCE);
        @Nullable String subject = text(CloudEvents.SUBJECT);
        NewEvent.Builder event = NewEvent.in(stream(named, source, subject), required("type"));
        if (source != null && source.startsWith(CloudEvents.OWN_SOURCES)) {
            dropPlaces();
            TagsJson.add(json(CloudEvents.TAGS), event);
        }
        @Nullable JsonText personal = json(CloudEvents.PERSONAL);
        NewEvent read = event.id(required("id"))
                .correlationId(text(CloudEvents.CORRELATION_ID))
                .causationId(text(CloudEvents.CAUSATION_ID))
                .created(time())
                .payload(attributes.remove(CloudEvents.DATA))
                .meta(CloudEventMeta.read(attributes))
                .build();
        return PersonalJson.add(personal, PersonalJson.Origin.READ, read);
    }

    /** The JSON of an attribute that is its text. */
    private @Nullable JsonText json(String name) {
        @Nullable String text = text(name);
        try {
            return text == null ? null : JsonText.parse(text);
        } catch (InvalidEventException e) {
            throw e.in(name);
        }
    }

    /** Takes out where another event store has the event: this one gives it a place of its own. */
    private void dropPlaces() {
        text(CloudEvents.SEQUENCE);
        text(CloudEvents.POSITION);
    }

    private static StreamId stream(@Nullable StreamId named, @Nullable String source, @Nullable String subject) {
        if (source == null || source.isEmpty()) {
            throw new InvalidEventException(CloudEvents.SOURCE, "is missing or empty", "a URI reference");
        }
        if (named == null) {
            return StreamId.of(domain(source), subject);
        }
        if (subject != null && !subject.isEmpty() && !subject.equals(named.identifier())) {
            throw new InvalidEventException(
                    CloudEvents.SUBJECT, "is \"" + subject + "\"", "the identifier that the path names, or nothing");
        }
        return named;
    }

    /** The last segment of the path: query and fragment are none of it (RFC 3986, sections 3.4 and 3.5). */
    private static String domain(String source) {
        String path = AFTER_PATH.matcher(source).replaceFirst("");
        try {
            return PercentEncoding.decode(path.substring(path.lastIndexOf('/') + 1));
        } catch (CharacterCodingException e) {
            throw new InvalidEventException(
                    CloudEvents.SOURCE, "ends in what is no UTF-8 in percent-encoding", "…/{domain}");
        }
    }

    private @Nullable Instant time() {
        @Nullable String time = text(CloudEvents.TIME);
        return time == null ? null : Timestamps.parse(CloudEvents.TIME, time);
    }

    private String required(String name) {
        @Nullable String text = text(name);
        if (text == null) {
            throw new InvalidEventException(name, "is missing", "a string");
        }
        return text;
    }

    private @Nullable String text(String name) {
        @Nullable JsonText value = attributes.remove(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.value() instanceof JsonString string) {
            return string.getString();
        }
        throw new InvalidEventException(name, "is no string", "a string");
    }
}
