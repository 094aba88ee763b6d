/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Projection;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.model.StateChecks;

/**
 * A decider and the stream that it decides in.
 *
 * @param <C> the commands
 * @param <E> the events
 * @param <S> the state
 */
public final class Given<C, E, S> {

    private final InMemoryEventStore store;
    private final Decider<C, E, S> decider;
    private final EventTypes types;
    private final StreamId stream;
    private final Consumer<Runnable> endOfTest;
    private List<E> others = List.of();

    Given(
            InMemoryEventStore store,
            Decider<C, E, S> decider,
            EventTypes types,
            StreamId stream,
            Consumer<Runnable> endOfTest) {
        this.store = store;
        this.decider = decider;
        this.types = types;
        this.stream = stream;
        this.endOfTest = endOfTest;
    }

    /**
     * Lets another writer append these events after the stream was read for the first time, before the decision is
     * appended.
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Given<C, E, S> whileAnotherAppends(E... events) {
        others = List.of(events);
        return this;
    }

    /** Erases these subjects: their personal members in the events that are there are missing from now on. */
    public Given<C, E, S> erased(Subject... subjects) {
        for (Subject subject : subjects) {
            store.personalData().erase(subject, null);
        }
        return this;
    }

    /** Decides, in up to ten attempts: {@code when(command, Attempts.byDefault())}. */
    public Outcome<E, S> when(C command) {
        return when(command, Attempts.byDefault());
    }

    /**
     * Decides. If the decider's class has {@link Snapshot}, the events of the stream are folded with snapshots as well.
     *
     * @throws AssertionError if a state is then not equal to itself
     */
    public Outcome<E, S> when(C command, Attempts attempts) {
        long before = store.getStreamSequence(stream.domain(), stream.identifier());
        Watched watched = new Watched();
        @Nullable Decision<S> decision = null;
        @Nullable RuntimeException failure = null;
        try {
            decision = Decisions.of(store, watched, types, store.snapshots())
                    .decide(stream.identifier(), command, attempts);
        } catch (RuntimeException e) {
            failure = e;
        }
        requireFoldedAlike();
        long byOthers = watched.attempts == 0 ? before : before + others.size();
        Outcome<E, S> outcome = new Outcome<>(
                (expected, stored) -> StoredEvents.requireSame(types, stream, expected, stored),
                decision == null ? null : decision.state(),
                failure,
                watched.attempts,
                store.readStream(stream, byOthers, Limits.PAGE).events());
        endOfTest.accept(outcome::requireLookedAt);
        return outcome;
    }

    private void requireFoldedAlike() {
        if (decider.snapshot() != null) {
            try {
                StateChecks.requireFoldedAlike(
                        decider, types, store.getAllEvents(stream.domain(), stream.identifier()));
            } catch (UnreadableEventException e) {
                return; // The decision has failed by it, which is the test's to look at.
            } catch (IllegalStateException e) {
                throw new AssertionError(e.getMessage(), e);
            }
        }
    }

    /** What a projection folds of all events of the store, which has the types of this test. */
    public <K, T> Projected<K, T> project(Projection<K, ?, T> projection) {
        return Projected.of(projection, types, store.allAfter(0));
    }

    void append(List<? extends E> events) {
        List<NewEvent> batch = events.stream()
                .map(event -> types.newEvent(stream, event).build())
                .toList();
        store.storeEvents(batch);
    }

    /**
     * The decider, which is watched: how often it decides; and the other writer is between its first decision and the
     * append.
     */
    private final class Watched implements Decider<C, E, S> {

        private int attempts;

        @Override
        public String domain() {
            return decider.domain();
        }

        @Override
        public String name() {
            return decider.name();
        }

        @Override
        public Type stateType() {
            return decider.stateType();
        }

        @Override
        public @Nullable Snapshot snapshot() {
            return decider.snapshot();
        }

        @Override
        public S initial() {
            return decider.initial();
        }

        @Override
        public S evolve(S state, E event) {
            return decider.evolve(state, event);
        }

        @Override
        public List<? extends E> decide(C command, S state) {
            attempts++;
            if (attempts == 1) {
                append(others);
            }
            return decider.decide(command, state);
        }

        @Override
        public Class<E> eventClass() {
            return decider.eventClass();
        }

        @Override
        public boolean skipsUnknownTypes() {
            return decider.skipsUnknownTypes();
        }
    }
}
