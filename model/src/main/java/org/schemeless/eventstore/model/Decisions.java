/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.Snapshots;

/**
 * Decisions of a {@link Decider}, made on the state of a stream and stored at its end. Injected for each decider that
 * is a CDI bean, with the decider's own qualifiers; {@link #of(EventStore, Decider)} makes them elsewhere.
 *
 * <pre>{@code
 * @Inject
 * private Decisions<AccountCommand, AccountEvent, Balance> accounts;
 *
 * Decision<Balance> done = accounts.decide("42", new Withdraw(TEN));
 * }</pre>
 *
 * <p>A decision reads the stream, folds its events, decides, and appends what was decided with the exact sequence of
 * the last event read: what is stored was decided for the state of one true sequence, whole, or nothing is. An empty
 * decision appends nothing.
 *
 * <p>Outside of a transaction each attempt has one of its own. If another writer was faster ({@link
 * org.schemeless.eventstore.ConcurrencyError}), what is new is read, and only that, and it is decided again after a
 * short pause, ten times in all unless {@link Attempts} say otherwise; then the error is thrown. In a transaction of
 * the caller's the events are part of it (over the remote view only if the protocol carries it along), and there is
 * one attempt. Whether there is one is known from the server's
 * {@code TransactionSynchronizationRegistry}; without a server there is none but the batch of a {@link
 * TypedSubscription}. <b>So the decider may be called several times for one decision.</b>
 *
 * <p>All methods throw what {@link EventStore#storeEvents(java.util.List,
 * org.schemeless.eventstore.ExpectedSequence)} throws; {@link org.schemeless.eventstore.UnreadableEventException} if
 * an event cannot become an object of today's classes, is none of the decider's, or is one on which the decider's
 * {@code evolve} fails; {@link InvalidDecisionException} if what was decided cannot be stored; and what the decider's
 * {@code decide} throws, as it is. Nothing is stored then, but after
 * {@link org.schemeless.eventstore.EventStoreUnavailableException} it is unknown whether it is: deciding again may
 * store a second time, unless the command has an id ({@link Attempts#command}).
 *
 * @param <C> the commands
 * @param <E> the events
 * @param <S> the state
 */
public interface Decisions<C, E, S> {

    /** Decisions on this store, with the types of the decider's events, none of which has changed its shape yet. */
    static <C, E, S> Decisions<C, E, S> of(EventStore store, Decider<C, E, S> decider) {
        return of(store, decider, EventTypes.of(decider.eventClass()));
    }

    /** Decisions on this store, with these types. */
    static <C, E, S> Decisions<C, E, S> of(EventStore store, Decider<C, E, S> decider, EventTypes types) {
        return new DeciderDecisions<>(store, decider, Fold.of(decider, types));
    }

    /**
     * Decisions on this store, with these types, and with snapshots if the decider's class has {@link Snapshot}.
     *
     * @throws IllegalArgumentException if there can be no snapshots of its state
     */
    static <C, E, S> Decisions<C, E, S> of(
            EventStore store, Decider<C, E, S> decider, EventTypes types, Snapshots snapshots) {
        return new DeciderDecisions<>(store, decider, Fold.of(decider, types, snapshots));
    }

    /**
     * The same decisions, each attempt of which appends in a transaction of the application's, together with something
     * else. The stream is read and decided on before that transaction begins. If it throws {@link
     * org.schemeless.eventstore.ConcurrencyError}, as it is or as a cause, the attempt has lost a race; anything else
     * that it throws reaches the caller as it is.
     *
     * <p>These throw {@link IllegalStateException} if the transaction does not append what was decided, does so twice,
     * or has not begun on a server, as when a method was passed that the container does not see called.
     */
    Decisions<C, E, S> storedIn(AttemptTransaction<S> transaction);

    /** Decides in the stream of this identifier; {@code null} is the domain's own. */
    default Decision<S> decide(@Nullable String identifier, C command) {
        return decide(identifier, command, Attempts.byDefault());
    }

    /**
     * Decides in the stream of this identifier, with so many attempts and these causal ids; {@code null} is the
     * domain's own stream.
     *
     * @throws IllegalStateException if more than one attempt is asked for in a transaction of the caller's; nothing was
     *     read
     */
    Decision<S> decide(@Nullable String identifier, C command, Attempts attempts);

    /** Decides each command in the stream of its identifier: {@code decide(commands, Attempts.byDefault())}. */
    default Map<String, Decision<S>> decide(Map<String, ? extends C> commands) {
        return decide(commands, Attempts.byDefault());
    }

    /**
     * Decides each command in the stream of its identifier, and stores all that was decided as one atomic batch, with
     * the exact sequence of each stream. After a lost race on any of the streams all are decided again.
     *
     * <p>A stream that was read and gets no event is held where it was read until the commit of the others: if it has
     * moved on, all are decided again. If all decide nothing, nothing is stored.
     *
     * @return for each identifier what was decided there, in the order of the commands
     * @throws IllegalStateException as {@link #decide(String, Object, Attempts)}
     */
    Map<String, Decision<S>> decide(Map<String, ? extends C> commands, Attempts attempts);

    /** Decides by a rule over several streams: {@code decide(identifiers, rule, Attempts.byDefault())}. */
    default Map<String, Decision<S>> decide(
            Set<String> identifiers,
            Function<Map<String, S>, ? extends Map<String, ? extends List<? extends E>>> rule) {
        return decide(identifiers, rule, Attempts.byDefault());
    }

    /**
     * Decides by a rule over the states of all streams, and stores all that was decided as
     * {@link #decide(Map, Attempts)} does. The rule is given the state, and gives the events, by identifier, and may be
     * called several times.
     *
     * @throws InvalidDecisionException if events were decided for a stream that is not among the identifiers; nothing
     *     was stored
     * @throws IllegalStateException as {@link #decide(String, Object, Attempts)}
     */
    Map<String, Decision<S>> decide(
            Set<String> identifiers,
            Function<Map<String, S>, ? extends Map<String, ? extends List<? extends E>>> rule,
            Attempts attempts);

    /** The state of a stream now, which sees what {@link EventStore#readStream} does. */
    S state(@Nullable String identifier);
}
