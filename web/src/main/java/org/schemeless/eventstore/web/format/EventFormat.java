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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** How one event stands in JSON. */
@FunctionalInterface
interface EventFormat {

    /**
     * Reads the event in whose object the parser stands, to its end.
     *
     * @param named the stream that the path names; if absent, the event names its own
     * @throws InvalidEventException if a member is unknown, missing, of the wrong type or outside its limits
     */
    NewEvent event(JsonParser parser, @Nullable StreamId named);

    /** Reads the array of events in which the parser stands, to its end. */
    default List<NewEvent> events(JsonParser parser, @Nullable StreamId named) {
        List<NewEvent> events = new ArrayList<>();
        for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
            int index = events.size();
            try {
                if (index == Limits.BATCH) {
                    throw new InvalidEventException("events", "are more", Limits.BATCH + " in a batch");
                }
                if (next != Event.START_OBJECT) {
                    throw new InvalidEventException("event", "is no object", "an object");
                }
                events.add(event(parser, named));
            } catch (InvalidEventException e) {
                throw e.at(index);
            }
        }
        return events;
    }
}
