/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.StoredEvent;

/**
 * A page that is read in slices, so that large events do not fill the memory: it is full when it has as many events as
 * were asked for, or as many bytes as a page may have. How many events the next slice has is judged by the largest so
 * far, and limited all the same: after small events, large ones may come.
 */
final class SizedPage {

    private static final int FIRST = 25;
    private static final int MOST = 64;

    private final int limit;
    private final long maxBytes;

    /** The events by id: one that gets its position between two slices may be in both. */
    private final Map<String, StoredEvent> events = new LinkedHashMap<>();

    private long bytes;
    private long largest = 1;

    SizedPage(int limit, long maxBytes) {
        this.limit = limit;
        this.maxBytes = maxBytes;
    }

    boolean isFull() {
        return events.size() >= limit || bytes >= maxBytes;
    }

    /** The events to ask for next, at least one. */
    int next() {
        long fitting = Math.max(1, (maxBytes - bytes) / largest);
        int most = events.isEmpty() ? FIRST : MOST;
        return (int) Math.min(Math.min(most, limit - events.size()), fitting);
    }

    void add(List<StoredEvent> more) {
        for (StoredEvent event : more) {
            if (events.putIfAbsent(event.id(), event) == null) {
                bytes += event.characters();
                largest = Math.max(largest, event.characters());
            }
        }
    }

    int size() {
        return events.size();
    }

    List<StoredEvent> events() {
        return new ArrayList<>(events.values());
    }
}
