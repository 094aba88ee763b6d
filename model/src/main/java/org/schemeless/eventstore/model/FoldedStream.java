/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

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
            for (StoredEvent event : page.events()) {
                state = fold.after(state, event);
                sequence = event.sequence();
            }
        } while (page.hasMore());
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
