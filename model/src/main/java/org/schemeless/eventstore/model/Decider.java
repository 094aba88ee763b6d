/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an aggregate decides: a command and the state that its events have come to give new events, or an error. It
 * stores nothing and asks nobody; {@link Decisions} does the rest. In an application it is a CDI bean, for which
 * {@code @Inject Decisions<C, E, S>} is there; in a test it is made by {@code new}.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class AccountDecider implements Decider<AccountCommand, AccountEvent, Balance> { … }
 * }</pre>
 *
 * <p>Its methods may be called more than once for one decision, and by several threads: they have no effect outside,
 * and no state is changed, but a new one given.
 *
 * @param <C> the commands
 * @param <E> the events: a sealed interface of records with {@link EventType}, or one with {@link EventClasses}
 * @param <S> the state; never null
 */
public interface Decider<C, E, S> {

    /** The domain of the streams, one an identifier. */
    String domain();

    /**
     * What tells its commands ({@link Attempts#command}) and snapshots from those of other deciders: by default the
     * name of its class. Give the old name when the class moves or is renamed; else every command with an id would be
     * carried out once more.
     */
    default String name() {
        return OwnClass.of(this).getName();
    }

    /** The state of a stream without events. */
    S initial();

    /** The state after an event, which takes place: it is not refused here. */
    S evolve(S state, E event);

    /**
     * The events that the command makes happen in this state, in order; none if it changes nothing. What it throws
     * reaches the caller as it is, and nothing is stored.
     */
    List<? extends E> decide(C command, S state);

    /**
     * The class of the events, as the class of the decider declares it.
     *
     * @throws IllegalStateException if it declares none; then this method has to be overridden
     */
    @SuppressWarnings("unchecked")
    default Class<E> eventClass() {
        return (Class<E>) TypeArguments.of(getClass(), Decider.class, 1)
                .orElseThrow(() -> new IllegalStateException(
                        getClass().getName() + " does not say which class its events have: override eventClass()"));
    }

    /**
     * The type of the state, as the class of the decider declares it: what JSON-B reads a snapshot as.
     *
     * @throws IllegalStateException if it declares none; then this method has to be overridden, if there are snapshots
     */
    default Type stateType() {
        return TypeArguments.typeOf(getClass(), Decider.class, 2)
                .orElseThrow(() -> new IllegalStateException(
                        getClass().getName() + " does not say which class its state has: override stateType()"));
    }

    /** How its states are kept, as its class says; null if they are not. */
    default @Nullable Snapshot snapshot() {
        return getClass().getAnnotation(Snapshot.class);
    }

    /**
     * Whether events of a type that none of its classes has are passed by, also where another decider knows the type.
     * If not, which is the default, the decision fails on them.
     */
    default boolean skipsUnknownTypes() {
        return false;
    }
}
