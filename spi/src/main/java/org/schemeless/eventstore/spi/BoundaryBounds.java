/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;

/**
 * How much a boundary may have, where whoever asks must not fill the memory.
 *
 * @param events so many at most
 * @param characters of payload and meta, in UTF-16, of all events together
 */
public record BoundaryBounds(int events, long characters) {

    public static final BoundaryBounds NONE = new BoundaryBounds(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** @throws InvalidEventException if there are more events */
    public void requireEvents(int found) {
        if (found > events) {
            throw new InvalidEventException("query", "finds more than " + events + " events", allowed());
        }
    }

    /** @throws InvalidEventException if the events have more characters */
    public void requireCharacters(long found) {
        if (found > characters) {
            throw new InvalidEventException(
                    "query",
                    "finds events whose payload and meta have more than " + characters + " characters",
                    allowed());
        }
    }

    /** Reads the events at some places, in their order. */
    public interface Reading<P, E extends Exception> {

        List<StoredEvent> at(List<P> places) throws E;
    }

    /**
     * The events at these places. Their number is looked at before any is read, their characters after each slice, so
     * that what is in memory beyond the bounds is one slice at most ({@link SliceSize}). Without bounds it is one
     * slice.
     *
     * @throws InvalidEventException if there is more
     */
    public <P, E extends Exception> List<StoredEvent> read(List<P> places, Reading<P, E> reading) throws E {
        requireEvents(places.size());
        if (equals(NONE)) {
            return reading.at(places);
        }
        SliceSize slices = new SliceSize(characters);
        List<StoredEvent> events = new ArrayList<>(places.size());
        long found = 0;
        int from = 0;
        while (from < places.size()) {
            int to = from + slices.next(places.size() - from);
            for (StoredEvent event : reading.at(places.subList(from, to))) {
                slices.read(event);
                slices.add(event);
                events.add(event);
                found += event.characters();
            }
            requireCharacters(found);
            from = to;
        }
        return events;
    }

    private String allowed() {
        return "up to " + events + " events and " + characters + " characters; name more tags, or types";
    }
}
