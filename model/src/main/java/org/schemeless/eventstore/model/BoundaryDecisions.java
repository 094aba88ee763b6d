/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import org.schemeless.eventstore.EventStore;

/**
 * Decisions of a {@link BoundaryDecider}, made on what its query finds in all streams, and stored only if it would
 * still find the same. Injected for each such decider that is a CDI bean, with the decider's own qualifiers;
 * {@link #of(EventStore, BoundaryDecider)} makes them elsewhere.
 *
 * <pre>{@code
 * @Inject
 * private BoundaryDecisions<Join, CourseEvent, Seats> enrolment;
 *
 * BoundaryDecision<Seats> done = enrolment.decide(new Join("c1", "s7"));
 * }</pre>
 *
 * <p>A decision reads the boundary of the command, folds its events, decides, and appends what was decided, expecting
 * that nothing new is there ({@link org.schemeless.eventstore.ExpectedSequence#nothingNew}): what is stored was decided
 * on all events that the query finds before it, by whomever they were appended, and is stored whole, or nothing is. An
 * empty decision appends nothing.
 *
 * <p>Outside of a transaction each attempt has one of its own. If another writer was faster ({@link
 * org.schemeless.eventstore.BoundaryMovedError}), the boundary is read again, whole, and it is decided again after a
 * short pause, ten times in all unless {@link Attempts} say otherwise; then the error is thrown. In a transaction of
 * the caller's the events are part of it (over the remote view only if the protocol carries it along), what it has
 * appended before is in the boundary, and there is one attempt. <b>So the decider may be called several times for one
 * decision.</b>
 *
 * <p>All methods throw what {@link EventStore#readBoundary} and {@link EventStore#storeEvents(java.util.List,
 * org.schemeless.eventstore.ExpectedSequence)} throw; {@link org.schemeless.eventstore.UnreadableEventException} if an
 * event cannot become an object of today's classes, is none of the decider's, or is one on which the decider's {@code
 * evolve} fails; {@link InvalidDecisionException} if the decider gave no boundary, one that asks for a type that none
 * of its classes has, or events that cannot be stored; and what the decider's {@code decide} throws, as it is. Nothing
 * is stored then, but after {@link org.schemeless.eventstore.EventStoreUnavailableException} it is unknown whether it
 * is: deciding again may store a second time, unless the command has an id ({@link Attempts#command}).
 *
 * @param <C> the commands
 * @param <E> the events
 * @param <S> the state
 */
public interface BoundaryDecisions<C, E, S> {

    /** Decisions on this store, with the types of the decider's events, none of which has changed its shape yet. */
    static <C, E, S> BoundaryDecisions<C, E, S> of(EventStore store, BoundaryDecider<C, E, S> decider) {
        return of(store, decider, EventTypes.of(decider.eventClass()));
    }

    /** Decisions on this store, with these types. */
    static <C, E, S> BoundaryDecisions<C, E, S> of(
            EventStore store, BoundaryDecider<C, E, S> decider, EventTypes types) {
        return new QueriedDecisions<>(store, decider, types);
    }

    /** Decides on the command: {@code decide(command, Attempts.byDefault())}. */
    default BoundaryDecision<S> decide(C command) {
        return decide(command, Attempts.byDefault());
    }

    /**
     * Decides on the command, with so many attempts and these causal ids.
     *
     * <p>A command with an id ({@link Attempts#command}) is decided once for ever. What tells its id from others is the
     * decider's {@link BoundaryDecider#name} alone, whatever boundary it has: the same id with another command is
     * refused.
     *
     * @throws IllegalStateException if more than one attempt is asked for in a transaction of the caller's; nothing was
     *     read
     */
    BoundaryDecision<S> decide(C command, Attempts attempts);

    /** The state on which this command would be decided now. */
    S state(C command);
}
