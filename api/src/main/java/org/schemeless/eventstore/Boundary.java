/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision rests on that concerns several streams: all events that a query found at one moment, and a mark of
 * that moment. An append that names it ({@link ExpectedSequence#nothingNew}) is stored only if no other event that the
 * query finds was committed since.
 *
 * <p>One that was read in a transaction is for that transaction: it may show events that nobody else sees.
 *
 * @param events in one order, which is that of each stream and of each tag, and never changes; the log may have events
 *     without a stream or a tag in common in another one
 */
public record Boundary(EventQuery query, Mark mark, List<StoredEvent> events) implements Serializable {

    /**
     * Up to where a query was answered. It means something to the store that gave it, together with the query.
     *
     * @param store which store gave it
     * @param places numbers of the store's own, one for each item of the query
     */
    public record Mark(String store, List<Long> places) implements Serializable {

        /** @throws InvalidEventException if a member is missing */
        public Mark {
            required("mark.store", store, "the store that gave the mark");
            required("mark.places", places, "a number for each item of the query");
            places = List.copyOf(places);
        }
    }

    /** @throws InvalidEventException if a member is missing */
    public Boundary {
        required("query", query, "an EventQuery");
        required("mark", mark, "the mark that came with the query");
        required("events", events, "the events that the query found");
        events = List.copyOf(events);
    }

    static void required(String member, @Nullable Object value, String limit) {
        if (value == null) {
            throw new InvalidEventException(member, "is missing", limit);
        }
    }
}
