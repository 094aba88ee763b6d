/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** The state of a stream at the sequence up to which it was read. */
final class FoldedStream<E, S> {

    private final Fold<E, S> fold;
    private final EventStore store;
    private final StreamId stream;
    private S state;
    private long sequence;

    FoldedStream(Fold<E, S> fold, EventStore store, StreamId stream) {
        this.fold = fold;
        this.store = store;
        this.stream = stream;
        this.state = fold.initialState();
    }

    /** Reads what is new. */
    void readOn() {
        EventPage page;
        do {
            page = store.readStream(stream, sequence, Limits.PAGE);
            page.events().forEach(this::take);
        } while (page.hasMore());
    }

    private void take(StoredEvent event) {
        state = fold.after(state, event);
        sequence = event.sequence();
    }

    /**
     * What was decided here when the command was carried out. It is read apart from what was read before.
     *
     * @throws IllegalStateException if the stream ends before it
     */
    Decision<S> repeated(CommandResult first) {
        Long end = first.sequences().get(stream);
        if (end == null) {
            throw new IllegalStateException("the store does not say where stream (" + stream
                    + ") was when the command was carried out, but of " + first.sequences());
        }
        long own = first.events().stream()
                .filter(event -> event.stream().equals(stream))
                .count();
        FoldedStream<E, S> then = new FoldedStream<>(fold, store, stream);
        List<StoredEvent> events = new ArrayList<>();
        while (then.sequence < end) {
            int rest = (int) Math.min(Limits.PAGE, end - then.sequence);
            List<StoredEvent> page =
                    store.readStream(stream, then.sequence, rest).events();
            if (page.isEmpty()) {
                throw new IllegalStateException("stream (" + stream + ") ends at " + then.sequence
                        + ", and the command was carried out when it was at " + end);
            }
            page.forEach(then::take);
            page.stream().filter(event -> event.sequence() > end - own).forEach(events::add);
        }
        return new Decision<>(then.state, end, events, true);
    }

    Fold<E, S> fold() {
        return fold;
    }

    StreamId stream() {
        return stream;
    }

    S state() {
        return state;
    }

    long sequence() {
        return sequence;
    }
}
