/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StreamId;

/** The snapshots of one fold, in the one shape that its code has. Whatever is wrong with them, no decision fails. */
final class FoldSnapshots<S> {

    private static final Logger LOG = System.getLogger(FoldSnapshots.class.getName());

    private final Snapshots snapshots;
    private final String fold;
    private final String shape;
    private final int every;
    private final Type stateType;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** A snapshot that can be read, and the state it has. */
    record Kept<S>(Snapshot snapshot, S state) {}

    /** @param shape what the fold's author says of it */
    FoldSnapshots(
            Snapshots snapshots,
            String fold,
            String shape,
            int every,
            Type stateType,
            Class<?> events,
            boolean skipsUnknownTypes,
            EventTypes types) {
        this.snapshots = snapshots;
        this.fold = fold;
        this.every = every;
        this.stateType = stateType;
        Fingerprint all = new Fingerprint().add(shape).add(Boolean.toString(skipsUnknownTypes));
        StateShape.of(stateType).forEach(all::add);
        types.shapeOf(events).forEach(all::add);
        this.shape = all.text();
    }

    /** Whether one is due that is so many events after the last. */
    boolean isDue(long eventsSince) {
        return eventsSince >= every;
    }

    /** The last one that can be read. Whether it belongs to the stream that is there is not known yet. */
    Optional<Kept<S>> find(StreamId stream) {
        try {
            return snapshots.find(stream, fold, shape).flatMap(this::read);
        } catch (RuntimeException e) {
            tell("the snapshots of stream (" + stream + ") cannot be looked up, and all its events are read", e);
            return Optional.empty();
        }
    }

    private Optional<Kept<S>> read(Snapshot snapshot) {
        try {
            S state = state(snapshot.state());
            if (state == null) {
                passedBy(snapshot, "its state is null", null);
            } else if (!SameState.isWrittenAs(state, snapshot.state())) {
                passedBy(snapshot, "its state has what " + stateType.getTypeName() + " does not keep", null);
            } else {
                return Optional.of(new Kept<>(snapshot, state));
            }
        } catch (RuntimeException e) {
            passedBy(snapshot, "its state cannot be read as " + stateType.getTypeName(), e);
        }
        return Optional.empty();
    }

    /** The state is of the type that was written: the shape says so. */
    @SuppressWarnings("unchecked")
    private @Nullable S state(JsonText json) {
        return (S) json.as(stateType);
    }

    void passedBy(Snapshot snapshot, String reason, @Nullable Throwable cause) {
        LOG.log(
                Level.DEBUG,
                "the snapshot of \"" + fold + "\" at " + snapshot.sequence() + " of stream (" + snapshot.stream()
                        + ") is passed by: " + reason,
                cause);
    }

    /** Keeps a state, unless it would not be the same when it is read. */
    void keep(StreamId stream, S state, long sequence, String eventId) {
        try {
            JsonText json = JsonText.of(state);
            if (SameState.survives(state, json, state(json))) {
                snapshots.keep(new Snapshot(stream, fold, shape, sequence, eventId, json));
            } else {
                tell(
                        "the state of \"" + fold + "\" is another one when JSON-B has written and read it ("
                                + state.getClass().getName()
                                + "), so none is kept; a test by EventStoreTest shows what differs",
                        null);
            }
        } catch (RuntimeException e) {
            tell("the state of \"" + fold + "\" at " + sequence + " of stream (" + stream + ") cannot be kept", e);
        }
    }

    private void tell(String what, @Nullable Throwable cause) {
        LOG.log(warned.getAndSet(true) ? Level.DEBUG : Level.WARNING, what + "; this is told once", cause);
    }
}
