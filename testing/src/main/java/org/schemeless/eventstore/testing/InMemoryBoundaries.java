/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Tag;

/** The boundaries of a store in memory; a mark is a position for each item. The lock of its store guards it. */
final class InMemoryBoundaries {

    private final List<StoredEvent> log;
    private String store = UUID.randomUUID().toString();

    /** @param log what is committed */
    InMemoryBoundaries(List<StoredEvent> log) {
        this.log = log;
    }

    /** The log begins anew: it is another store now. */
    void clear() {
        store = UUID.randomUUID().toString();
    }

    /** @param uncommitted what the transaction that asks has appended itself */
    Boundary read(EventQuery query, List<StoredEvent> uncommitted) {
        List<StoredEvent> found = Stream.concat(log.stream(), uncommitted.stream())
                .filter(query::matches)
                .toList();
        List<Long> places =
                query.items().stream().map(item -> last(item.first())).toList();
        return new Boundary(query, new Boundary.Mark(store, places), found);
    }

    /** The position of the last event with this tag, 0 if there is none. */
    private long last(Tag tag) {
        for (int i = log.size(); i > 0; i--) {
            if (log.get(i - 1).tags().contains(tag)) {
                return i;
            }
        }
        return 0;
    }

    /**
     * @throws BoundaryMovedError if an event is in the way
     * @throws InvalidEventException if the mark is none that this store can have given
     */
    void requireUnmoved(ExpectedSequence.NothingNew boundary) {
        if (!boundary.mark().store().equals(store)) {
            throw new InvalidEventException(
                    "nothingNew", "has a mark of another store", "a mark that this store has given");
        }
        List<EventQuery.Item> items = boundary.query().items();
        for (int i = 0; i < items.size(); i++) {
            long place = boundary.mark().places().get(i);
            if (place < 0 || place > last(items.get(i).first())) {
                throw new InvalidEventException(
                        "nothingNew",
                        "has a mark of which the store knows nothing, for "
                                + items.get(i).first(),
                        "a mark that this store has given");
            }
        }
        for (int position = 1; position <= log.size(); position++) {
            StoredEvent event = log.get(position - 1);
            for (int i = 0; i < items.size(); i++) {
                if (position > boundary.mark().places().get(i)
                        && new EventQuery(List.of(items.get(i))).matches(event)) {
                    throw new BoundaryMovedError(event);
                }
            }
        }
    }
}
