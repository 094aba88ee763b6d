/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.ViewFold;

/**
 * Folds the events of an application, as objects of today's classes, into a view: a state for each key, which the store
 * keeps. In an application it is a CDI bean; what it keeps is read by an injected {@link View} of the same key and
 * state.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Turnover implements Projection<YearMonth, AccountEvent, Sum> {
 *     public String name() { return "turnover"; }
 *     public Set<YearMonth> keys(AccountEvent event, StoredEvent stored) { return Set.of(monthOf(stored.created())); }
 *     public Sum apply(YearMonth month, Sum before, AccountEvent event, StoredEvent stored) { … }
 * }
 * }</pre>
 *
 * <p>It is pure: it may be given any event again, when the view is built anew, at any time and on any node. What acts
 * on the world is a {@link TypedSubscription}, which is never built anew.
 *
 * <p>What it is given has no personal members: they are withheld from all that the store keeps, and are null or what
 * {@link Personal#erased} says. A key that depends on one stops the view ({@link
 * org.schemeless.eventstore.UnreadableEventException}). Who has to show them keeps the id of the event, or writes a
 * {@link TypedSubscription} that listens to erasures.
 *
 * <p>A view whose code changes what it keeps gets another {@link #version}. It is built from the first event on beside
 * the one that is read, and takes its place by one commit.
 *
 * @param <K> the keys
 * @param <E> the events: a sealed interface of records with {@link EventType}, or one with {@link EventClasses}
 * @param <S> the states: a public record or bean that JSON-B writes and reads
 */
public interface Projection<K, E, S> {

    /** The name of the view, unique in the application but for its versions; 1 to 60 characters. */
    String name();

    /** From 1; another one builds the view anew. */
    default int version() {
        return 1;
    }

    /** The keys whose states the event changes, none if it changes no state. */
    Set<K> keys(E event, StoredEvent stored);

    /**
     * The state of a key after an event.
     *
     * @param before the state before it, {@code null} if there is none
     * @return {@code null} to have none from now on
     */
    @Nullable
    S apply(K key, @Nullable S before, E event, StoredEvent stored);

    /** The key as the store keeps it, 1 to 255 characters, another one for each key; by it keys are listed. */
    default String text(K key) {
        return key.toString();
    }

    /**
     * A state that a version of the view has kept, as an object of today's class. While a new version is built, and
     * after a way back, what is read is of another version: to be overridden where its JSON is not that of the class.
     *
     * @param keptBy the version that has kept it
     */
    default S read(JsonText state, int keptBy) {
        return state.as(stateClass());
    }

    /** How many events of the log are read for a batch, 1 to 1,000; after a failure it is one for a while. */
    default int batchSize() {
        return 500;
    }

    /** The domains whose events are wanted; empty for all. */
    default Set<String> domains() {
        return Set.of();
    }

    /** How many threads, at most, work at the view side by side, over all nodes, each at keys of its own; 1 to 32. */
    default int segments() {
        return 1;
    }

    /** Whether a new version is read as soon as it has come as far as the one before, or only when somebody says so. */
    default boolean isActivatedWhenCaughtUp() {
        return true;
    }

    /**
     * The class of the events, as the class of the projection declares it.
     *
     * @throws IllegalStateException if it declares none; then this method has to be overridden
     */
    @SuppressWarnings("unchecked")
    default Class<E> eventClass() {
        return (Class<E>) TypeArguments.of(getClass(), Projection.class, 1)
                .orElseThrow(() -> new IllegalStateException(
                        getClass().getName() + " does not say which class its events have: override eventClass()"));
    }

    /**
     * The class of the states, as the class of the projection declares it.
     *
     * @throws IllegalStateException if it declares none; then this method has to be overridden
     */
    @SuppressWarnings("unchecked")
    default Class<S> stateClass() {
        return (Class<S>) TypeArguments.of(getClass(), Projection.class, 2)
                .orElseThrow(() -> new IllegalStateException(
                        getClass().getName() + " does not say which class its states have: override stateClass()"));
    }

    /**
     * This projection as the store knows it, with these types.
     *
     * @throws IllegalArgumentException if none of the types is of the class of the events
     */
    default ViewFold<S> asFold(EventTypes types) {
        return new ProjectionFold<>(this, types);
    }
}
