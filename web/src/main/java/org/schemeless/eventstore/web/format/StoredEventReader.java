/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;

/** Reads one event as it stands in the log of a store: with id, time and sequence, and its position if it is there. */
final class StoredEventReader {

    private static final String SEQUENCE = "sequence";
    private static final String POSITION = "position";

    private StoredEventReader() {}

    /** @throws InvalidEventException if a member is unknown, missing, of the wrong type or outside its limits */
    static StoredEvent event(JsonParser parser) {
        if (parser.next() != Event.START_OBJECT) {
            throw new InvalidEventException("event", "is no object", "an object");
        }
        EventReader reader = new EventReader(parser, List.of(SEQUENCE, POSITION), PersonalJson.Origin.LOG);
        NewEvent event = reader.read(null);
        return new StoredEvent(
                required("id", event.id()),
                event.stream(),
                required(SEQUENCE, reader.number(SEQUENCE)),
                reader.number(POSITION),
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                required("created", event.created()),
                event.tags(),
                event.personal());
    }

    private static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new InvalidEventException(member, "is missing", "what the store has given that the event comes from");
        }
        return value;
    }
}
