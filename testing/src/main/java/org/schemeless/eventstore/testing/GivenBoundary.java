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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.BoundaryDecision;
import org.schemeless.eventstore.model.BoundaryDecisions;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Projection;
import org.schemeless.eventstore.model.TaggedEvent;

/**
 * A boundary decider and the events that are there.
 *
 * @param <C> the commands
 * @param <E> the events
 * @param <S> the state
 */
public final class GivenBoundary<C, E, S> {

    private final InMemoryEventStore store;
    private final BoundaryDecider<C, E, S> decider;
    private final EventTypes types;
    private final Consumer<Runnable> endOfTest;
    private List<TaggedEvent<? extends E>> others = List.of();

    GivenBoundary(
            InMemoryEventStore store,
            BoundaryDecider<C, E, S> decider,
            EventTypes types,
            Consumer<Runnable> endOfTest) {
        this.store = store;
        this.decider = decider;
        this.types = types;
        this.endOfTest = endOfTest;
    }

    /**
     * Lets another writer append these events after the boundary was read for the first time, before the decision is
     * appended.
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final GivenBoundary<C, E, S> whileAnotherAppends(TaggedEvent<? extends E>... events) {
        others = List.of(events);
        return this;
    }

    /** Erases these subjects: their personal members in the events that are there are missing from now on. */
    public GivenBoundary<C, E, S> erased(Subject... subjects) {
        for (Subject subject : subjects) {
            store.personalData().erase(subject, null);
        }
        return this;
    }

    /** Decides, in up to ten attempts: {@code when(command, Attempts.byDefault())}. */
    public Outcome<TaggedEvent<? extends E>, S> when(C command) {
        return when(command, Attempts.byDefault());
    }

    /** Decides. */
    public Outcome<TaggedEvent<? extends E>, S> when(C command, Attempts attempts) {
        long before = store.getLastPosition();
        Watched watched = new Watched();
        @Nullable BoundaryDecision<S> decision = null;
        @Nullable RuntimeException failure = null;
        try {
            decision = BoundaryDecisions.of(store, watched, types).decide(command, attempts);
        } catch (RuntimeException e) {
            failure = e;
        }
        long byOthers = watched.attempts == 0 ? before : before + others.size();
        Outcome<TaggedEvent<? extends E>, S> outcome = new Outcome<>(
                (expected, stored) -> StoredEvents.requireSameTagged(types, newEvents(expected), stored),
                decision == null ? null : decision.state(),
                failure,
                watched.attempts,
                store.allAfter(byOthers));
        endOfTest.accept(outcome::requireLookedAt);
        return outcome;
    }

    /** What a projection folds of all events of the store, which has the types of this test. */
    public <K, T> Projected<K, T> project(Projection<K, ?, T> projection) {
        return Projected.of(projection, types, store.allAfter(0));
    }

    void append(List<? extends TaggedEvent<? extends E>> events) {
        store.storeEvents(newEvents(events));
    }

    private List<NewEvent> newEvents(List<? extends TaggedEvent<? extends E>> events) {
        return events.stream().map(this::newEvent).toList();
    }

    private NewEvent newEvent(TaggedEvent<? extends E> event) {
        NewEvent.Builder builder = types.newEvent(event.stream(), event.event());
        event.tags().forEach(tag -> builder.tag(tag.name(), tag.value()));
        return builder.build();
    }

    /**
     * The decider, which is watched: how often it decides; and the other writer is between its first decision and the
     * append.
     */
    private final class Watched implements BoundaryDecider<C, E, S> {

        private int attempts;

        @Override
        public String name() {
            return decider.name();
        }

        @Override
        public EventQuery boundary(C command) {
            return decider.boundary(command);
        }

        @Override
        public S initial(C command) {
            return decider.initial(command);
        }

        @Override
        public S evolve(S state, E event) {
            return decider.evolve(state, event);
        }

        @Override
        public List<? extends TaggedEvent<? extends E>> decide(C command, S state) {
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
