/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** Reads the bodies of appends while they arrive; what is wrong ends the reading. */
final class RequestBody {

    private RequestBody() {}

    /** One event, or an array of them, for a stream that the path names. */
    static List<NewEvent> events(HttpHeaders headers, InputStream body, StreamId stream) {
        try (JsonParser parser = Json.createParser(utf8(headers, body))) {
            List<NewEvent> events = new ArrayList<>();
            switch (parser.next()) {
                case START_OBJECT -> events.add(EventReader.event(parser, stream));
                case START_ARRAY -> readArray(parser, stream, events);
                default -> throw Problem.malformed("the body is neither an event (object) nor several (array)");
            }
            if (parser.hasNext()) {
                throw Problem.malformed("the body goes on after its JSON value");
            }
            return events;
        }
    }

    private static void readArray(JsonParser parser, @Nullable StreamId stream, List<NewEvent> events) {
        for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
            int index = events.size();
            try {
                if (index == Limits.BATCH) {
                    throw new InvalidEventException("events", "are more", Limits.BATCH + " in a batch");
                }
                if (next != Event.START_OBJECT) {
                    throw new InvalidEventException("event", "is no object", "an object");
                }
                events.add(EventReader.event(parser, stream));
            } catch (InvalidEventException e) {
                throw e.at(index);
            }
        }
    }

    /** JSON between systems is UTF-8 (RFC 8259, section 8.1), and bytes that are not are an error, not a question mark. */
    private static Reader utf8(HttpHeaders headers, InputStream body) {
        MediaType type = headers.getMediaType();
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
            throw new NotSupportedException("the charset is " + charset + "; allowed: UTF-8");
        }
        return new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
