/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;

/**
 * How events come to a state. It does not change, and is made once ({@link Folds#of}) for all streams and threads.
 *
 * @param <E> the events
 * @param <S> the state
 */
public final class Fold<E, S> {

    private final Class<E> events;
    private final Supplier<? extends S> initial;
    private final BiFunction<? super S, ? super E, ? extends S> evolve;
    private final @Nullable EventTypes types;
    private final boolean skipsUnknownTypes;
    private final @Nullable String name;

    Fold(
            Class<E> events,
            Supplier<? extends S> initial,
            BiFunction<? super S, ? super E, ? extends S> evolve,
            @Nullable EventTypes types,
            boolean skipsUnknownTypes,
            @Nullable String name) {
        this.events = events;
        this.initial = initial;
        this.evolve = evolve;
        this.types = types;
        this.skipsUnknownTypes = skipsUnknownTypes;
        this.name = name;
    }

    /**
     * The same fold with these types: needed where a type has older versions. Without it, those of its class of events
     * hold.
     */
    public Fold<E, S> with(EventTypes knownTypes) {
        return new Fold<>(events, initial, evolve, knownTypes, skipsUnknownTypes, name);
    }

    /**
     * The same fold, which passes by events of a type that none of its classes has, whether other classes of the
     * application have it or not; otherwise it fails on them.
     */
    public Fold<E, S> skippingUnknownTypes() {
        return new Fold<>(events, initial, evolve, types, true, name);
    }

    /**
     * The same fold with a name, which tells the commands that are decided on it ({@link Attempts#command}) from those
     * of others. It stays when the code is changed.
     */
    public Fold<E, S> named(String foldName) {
        return new Fold<>(events, initial, evolve, types, skipsUnknownTypes, Objects.requireNonNull(foldName, "name"));
    }

    /** This fold of a stream. Nothing is read yet. */
    public StreamFold<E, S> on(EventStore store, StreamId stream) {
        return new StreamFold<>(this, store, stream);
    }

    /** @throws IllegalStateException if it has none */
    String name() {
        if (name == null) {
            throw new IllegalStateException("a command with an id needs a fold with a name, so that it is not taken for"
                    + " one of another function: give the fold of " + events.getName() + " one by named(…)");
        }
        return name;
    }

    EventTypes types() {
        return types == null ? EventTypes.of(events) : types;
    }

    Class<E> events() {
        return events;
    }

    S initialState() {
        return required(initial.get(), "the initial state");
    }

    /** The state after a stored event: that after each object it has become. */
    S after(S state, StoredEvent event) {
        if (skipsUnknownTypes && !types().isOf(event.type(), events)) {
            return state;
        }
        S now = state;
        for (E object : types().read(event, events)) {
            try {
                now = after(now, object);
            } catch (RuntimeException e) {
                throw new UnreadableEventException(
                        event.id(),
                        "it is of type \"" + event.type() + "\", sequence " + event.sequence() + " of stream ("
                                + event.stream() + "), and the fold of " + events.getName() + " fails on "
                                + object.getClass().getName() + " (" + e + ")",
                        e);
            }
        }
        return now;
    }

    S after(S state, E event) {
        return required(
                evolve.apply(state, event),
                "the state after " + event.getClass().getName());
    }

    private S required(@Nullable S state, String what) {
        if (state == null) {
            throw new IllegalStateException(what + " is null, in a fold of " + events.getName());
        }
        return state;
    }
}
