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
import java.util.Optional;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** The state of a stream at the sequence up to which it was read. */
final class FoldedStream<E, S> {

    private final Fold<E, S> fold;
    private final EventStore store;
    private final StreamId stream;
    private S state;
    private long sequence;
    private boolean begun;

    /** The sequence of the snapshot that it began with. */
    private long snapshot;

    FoldedStream(Fold<E, S> fold, EventStore store, StreamId stream) {
        this.fold = fold;
        this.store = store;
        this.stream = stream;
        this.state = fold.initialState();
    }

    /** Reads what is new; at first, all that no snapshot has. */
    void readOn() {
        EventPage page;
        do {
            page = next(Limits.SEQUENCE, Limits.SEQUENCE);
            page.events().forEach(this::take);
        } while (page.hasMore());
    }

    /**
     * The next page to fold. The first one is after the last snapshot that can be used, or else at the beginning.
     *
     * @param most where the snapshot is at most
     * @param end where the last page ends, if the stream goes on
     */
    private EventPage next(long most, long end) {
        boolean first = !begun;
        begun = true;
        FoldSnapshots<S> snapshots = fold.snapshots();
        Optional<EventPage> tail = first && snapshots != null ? tailOfSnapshot(snapshots, most, end) : Optional.empty();
        return tail.orElseGet(() -> page(sequence, end));
    }

    private EventPage page(long after, long end) {
        return store.readStream(stream, after, (int) Math.min(Limits.PAGE, end - after));
    }

    /** It can be used if its last event is still there: then it is of this stream, and not ahead of it. */
    private Optional<EventPage> tailOfSnapshot(FoldSnapshots<S> snapshots, long most, long end) {
        return snapshots
                .find(stream)
                .filter(found -> found.snapshot().sequence() <= most)
                .flatMap(found -> {
                    Snapshot last = found.snapshot();
                    EventPage tail = page(last.sequence() - 1, end);
                    if (tail.events().isEmpty() || !tail.events().get(0).id().equals(last.eventId())) {
                        snapshots.passedBy(last, "its last event is not there", null);
                        return Optional.empty();
                    }
                    state = found.state();
                    sequence = last.sequence();
                    snapshot = sequence;
                    return Optional.of(
                            new EventPage(tail.events().subList(1, tail.events().size()), tail.sequence()));
                });
    }

    /** Keeps the state after a decision that was stored, if it is far enough from the last snapshot. */
    void keep(Decision<S> decision) {
        FoldSnapshots<S> snapshots = fold.snapshots();
        List<StoredEvent> events = decision.events();
        if (snapshots != null && !events.isEmpty() && snapshots.isDue(decision.sequence() - snapshot)) {
            snapshots.keep(
                    stream,
                    decision.state(),
                    decision.sequence(),
                    events.get(events.size() - 1).id());
        }
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
            List<StoredEvent> page = then.next(end - own, end).events();
            if (page.isEmpty() && then.sequence < end) {
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
