/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** The events with positions after one and up to another while they are gathered, first those that begin a run. */
final class LogPage {

    /** The sequences, both ends included, between which a stream has all its followers that belong to the page. */
    record Followers(StreamId stream, long from, long to) {

        Followers and(Followers later) {
            return new Followers(stream, from, later.to);
        }
    }

    private record Place(StreamId stream, long sequence) {}

    private final long after;
    private final long end;
    private final Map<Long, StoredEvent> events = new TreeMap<>();
    private final Map<Place, Long> firsts = new HashMap<>();
    private final Map<StreamId, Followers> missing = new HashMap<>();

    LogPage(long after, long end) {
        this.after = after;
        this.end = end;
    }

    /** They are to be added in the order of their positions. */
    void addFirst(EventRow row) {
        long position = row.position();
        if (position > after) {
            events.put(position, row.toEvent(position));
        }
        long sequence = row.firstSequence();
        long from = sequence + Math.max(1, after + 1 - position);
        long to = sequence + Math.min(row.run() - 1, end - position);
        if (from <= to) {
            firsts.put(new Place(row.stream(), sequence), position);
            missing.merge(row.stream(), new Followers(row.stream(), from, to), Followers::and);
        }
    }

    /** One range a stream: what stands between two events of a stream stands between them in the log, too. */
    List<Followers> missing() {
        return List.copyOf(missing.values());
    }

    /** They may be added in any order. */
    void addFollower(EventRow row) {
        long first = Objects.requireNonNull(firsts.get(new Place(row.stream(), row.firstSequence())));
        events.put(first + row.runOffset(), row.toEvent(first));
    }

    List<StoredEvent> events() {
        return List.copyOf(events.values());
    }
}
