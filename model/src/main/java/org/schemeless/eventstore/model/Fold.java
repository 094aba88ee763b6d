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
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

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
    private final @Nullable Keeping keeping;
    private final boolean withholds;
    private @Nullable FoldSnapshots<S> snapshots;

    /** What was asked for of snapshots. */
    private record Keeping(Snapshots snapshots, int every, String shape, Type state) {}

    private Fold(
            Class<E> events,
            Supplier<? extends S> initial,
            BiFunction<? super S, ? super E, ? extends S> evolve,
            @Nullable EventTypes types,
            boolean skipsUnknownTypes,
            @Nullable String name,
            @Nullable Keeping keeping,
            boolean withholds) {
        this.events = events;
        this.initial = initial;
        this.evolve = evolve;
        this.types = types;
        this.skipsUnknownTypes = skipsUnknownTypes;
        this.name = name;
        this.keeping = keeping;
        this.withholds = withholds;
    }

    static <E, S> Fold<E, S> of(Class<E> events, S initial, BiFunction<? super S, ? super E, ? extends S> evolve) {
        return new Fold<>(events, () -> initial, evolve, null, false, null, null, false);
    }

    static <E, S> Fold<E, S> of(Decider<?, E, S> decider, EventTypes types) {
        return new Fold<>(
                decider.eventClass(),
                decider::initial,
                decider::evolve,
                types,
                decider.skipsUnknownTypes(),
                decider.name(),
                null,
                decider.snapshot() != null);
    }

    /** The fold of what is found for this command. */
    static <C, E, S> Fold<E, S> of(BoundaryDecider<C, E, S> decider, C command, EventTypes types) {
        return new Fold<>(
                decider.eventClass(),
                () -> decider.initial(command),
                decider::evolve,
                types,
                decider.skipsUnknownTypes(),
                decider.name(),
                null,
                false);
    }

    /** The fold of a decider with its snapshots, if it asks for any. */
    static <E, S> Fold<E, S> of(Decider<?, E, S> decider, EventTypes types, Snapshots snapshots) {
        Snapshot asked = decider.snapshot();
        Fold<E, S> fold = of(decider, types);
        return asked == null
                ? fold
                : fold.kept(new Keeping(snapshots, asked.every(), asked.shape(), decider.stateType()));
    }

    /**
     * The same fold with these types: needed where a type has older versions. Without it, those of its class of events
     * hold.
     */
    public Fold<E, S> with(EventTypes knownTypes) {
        return new Fold<>(events, initial, evolve, knownTypes, skipsUnknownTypes, name, keeping, withholds);
    }

    /**
     * The same fold, which passes by events of a type that none of its classes has, whether other classes of the
     * application have it or not; otherwise it fails on them.
     */
    public Fold<E, S> skippingUnknownTypes() {
        return new Fold<>(events, initial, evolve, types, true, name, keeping, withholds);
    }

    /**
     * The same fold with a name, which tells the commands that are decided on it ({@link Attempts#command}) and its
     * snapshots from those of others. It stays when the code is changed.
     */
    public Fold<E, S> named(String foldName) {
        return new Fold<>(
                events,
                initial,
                evolve,
                types,
                skipsUnknownTypes,
                Objects.requireNonNull(foldName, "name"),
                keeping,
                withholds);
    }

    /**
     * The same fold, whose states are kept as those of a decider are ({@link Snapshot}), so that personal members of
     * events are withheld from it. It needs a name.
     *
     * @param every the state is kept by a decision that stores events, if it is so many events after the last snapshot;
     *     from 1
     * @param shape another text when the fold comes to another state of the same events
     * @param state the class of the state, which JSON-B can write and read back
     * @throws IllegalArgumentException if there can be no snapshots of such a state, or it is every 0 events
     * @throws IllegalStateException if the fold has no name
     */
    public Fold<E, S> snapshots(int every, String shape, Class<S> state, Snapshots kept) {
        return kept(new Keeping(kept, every, shape, state));
    }

    private Fold<E, S> kept(Keeping asked) {
        List<String> faults = StateShape.faults(name(), asked.every(), asked.state());
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("snapshots cannot be kept: " + String.join("; ", faults));
        }
        return new Fold<>(events, initial, evolve, types, skipsUnknownTypes, name, asked, true);
    }

    /** Made when first needed, since a fold may be given other types before. */
    synchronized @Nullable FoldSnapshots<S> snapshots() {
        if (snapshots == null && keeping != null) {
            snapshots = new FoldSnapshots<>(
                    keeping.snapshots(),
                    name(),
                    keeping.shape(),
                    keeping.every(),
                    keeping.state(),
                    events,
                    skipsUnknownTypes,
                    types());
        }
        return snapshots;
    }

    /** This fold of a stream. Nothing is read yet. */
    public StreamFold<E, S> on(EventStore store, StreamId stream) {
        return new StreamFold<>(this, store, stream);
    }

    /** @throws IllegalStateException if it has none */
    String name() {
        if (name == null) {
            throw new IllegalStateException(
                    "a command with an id, and a snapshot, need a fold with a name, so that they"
                            + " are not taken for those of another: give the fold of " + events.getName()
                            + " one by named(…)");
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

    /** The state after these events, in their order. */
    S after(S state, List<StoredEvent> stored) {
        S now = state;
        for (StoredEvent event : stored) {
            now = after(now, event);
        }
        return now;
    }

    /**
     * The state after a stored event: that after each object it has become. Where states are kept, or would be if there
     * was a place for them, personal members are withheld from it.
     */
    S after(S state, StoredEvent stored) {
        StoredEvent event = withholds ? stored.withheld() : stored;
        if (skipsUnknownTypes && !types().isOf(event.type(), events)) {
            return state;
        }
        S now = state;
        for (E object : types().read(event, events)) {
            try {
                now = after(now, object);
            } catch (RuntimeException e) {
                throw FailedOnEvent.unreadable(
                        event,
                        "it is of type \"" + event.type() + "\", sequence " + event.sequence() + " of stream ("
                                + event.stream() + "), and the fold of " + events.getName() + " fails on "
                                + object.getClass().getName(),
                        e);
            }
        }
        return now;
    }

    /** The state after an event that was decided, as it is after the same event when it is read. */
    S afterDecided(S state, NewEvent decided, E event) {
        if (!withholds || decided.personal().isEmpty()) {
            return after(state, event);
        }
        S now = state;
        for (E object : types().read(StoredBatch.unplaced(decided).withheld(), events)) {
            now = after(now, object);
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
