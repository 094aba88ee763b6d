/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.SliceSize;

/**
 * A page that is read in slices, so that large events do not fill the memory: it is full when it has as many events as
 * were asked for, or as many characters as a page may have.
 */
public final class SizedPage {

    private final int limit;
    private final SliceSize slices;

    /** The events by id: one that gets its position between two slices may be in both. */
    private final Map<String, StoredEvent> events = new LinkedHashMap<>();

    /** @param maxCharacters of payload and meta in UTF-16, which the last event may exceed */
    public SizedPage(int limit, long maxCharacters) {
        this.limit = limit;
        this.slices = new SliceSize(maxCharacters);
    }

    public boolean isFull() {
        return events.size() >= limit || slices.isFull();
    }

    /** The events to ask for next, at least one. */
    public int next() {
        return slices.next(limit - events.size());
    }

    /** The next events of a stream, from after a sequence. */
    public EventPage slice(EventStorage storage, StreamId stream, long after) {
        return storage.readSlice(stream, after, limit - events.size(), slices);
    }

    public void add(List<StoredEvent> slice) {
        for (StoredEvent event : slice) {
            slices.read(event);
            if (events.putIfAbsent(event.id(), event) == null) {
                slices.add(event);
            }
        }
    }

    public List<StoredEvent> events() {
        return new ArrayList<>(events.values());
    }
}
