/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * The events with positions after one and up to another while they are gathered: first those that begin a run, then
 * those that follow them. Who follows whom is told by stream and sequence alone, wherever it is found.
 */
final class LogPageBuilder {

    /** Row ids, both ends included. */
    record Rows(long from, long to) {}

    /** Sequences of a stream, both ends included. */
    record Keys(StreamId stream, long from, long to) {

        Keys and(Keys later) {
            return new Keys(stream, from, later.to);
        }
    }

    private record Place(StreamId stream, long sequence) {}

    /**
     * The first of a run, by its row.
     *
     * @param from how many events of the run stand before those followers that belong to the page
     * @param to how many stand before the last of them, less than {@code from} if there are none
     */
    private record First(Place place, long row, long position, long from, long to) {

        boolean hasFollowers() {
            return from <= to;
        }

        Rows rows() {
            return new Rows(row + from, row + to);
        }

        Keys keys() {
            return new Keys(place.stream, place.sequence + from, place.sequence + to);
        }
    }

    private final long after;
    private final long end;
    private final @Nullable StoredEvent[] events;
    private final Map<Place, First> firsts = new LinkedHashMap<>();

    LogPageBuilder(long after, int limit) {
        this.after = after;
        end = after + limit;
        events = new StoredEvent[limit];
    }

    /** Adds the first of a run with its row id and its stream. They are to be added in the order of their positions. */
    void addFirst(EventColumns.Row row) throws SQLException {
        long id = row.number(0);
        StreamId stream = row.stream(1);
        long position = row.position();
        if (position > after) {
            put(position, row.event(stream, position));
        }
        Place place = new Place(stream, row.firstSequence());
        long from = Math.max(1, after + 1 - position);
        firsts.put(place, new First(place, id, position, from, Math.min(row.run() - 1, end - position)));
    }

    /** Adds a follower with its stream. They may be added in any order, and more than belong to the page. */
    void addFollower(EventColumns.Row row) throws SQLException {
        First first = firsts.get(new Place(row.stream(0), row.firstSequence()));
        if (first != null && first.from <= row.runOffset() && row.runOffset() <= first.to) {
            put(first.position + row.runOffset(), row.event(first.place.stream, first.position));
        }
    }

    private void put(long position, StoredEvent event) {
        events[index(position)] = event;
    }

    private int index(long position) {
        return (int) (position - after - 1);
    }

    /**
     * Where followers stand if the database numbers the rows of a statement side by side; others may stand between
     * them.
     */
    List<Rows> rows() {
        List<Rows> all = new ArrayList<>();
        for (First first : firsts.values()) {
            if (first.hasFollowers()) {
                Rows rows = first.rows();
                int last = all.size() - 1;
                boolean goesOn = last >= 0 && all.get(last).to + 2 == rows.from;
                if (goesOn) {
                    all.set(last, new Rows(all.get(last).from, rows.to));
                } else {
                    all.add(rows);
                }
            }
        }
        return all;
    }

    /**
     * Where those stand that have not been added. A range for each stream: what stands between two events of a stream
     * stands between them in the log, too.
     */
    Collection<Keys> missing() {
        Map<StreamId, Keys> all = new LinkedHashMap<>();
        for (First first : firsts.values()) {
            if (isMissingFollowers(first)) {
                all.merge(first.place.stream, first.keys(), Keys::and);
            }
        }
        return all.values();
    }

    private boolean isMissingFollowers(First first) {
        return first.hasFollowers()
                && Arrays.asList(events)
                        .subList(index(first.position + first.from), index(first.position + first.to) + 1)
                        .contains(null);
    }

    /** Fewer than asked for where the log ends. */
    List<StoredEvent> events() {
        return Arrays.stream(events).filter(Objects::nonNull).toList();
    }
}
