/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Projection;

/**
 * What a projection has folded of all events of the store.
 *
 * @param <K> the keys
 * @param <S> the states
 */
public final class Projected<K, S> {

    private final Projection<K, ?, S> projection;
    private final ViewFold<S> fold;
    private final Map<String, JsonText> states;

    private Projected(Projection<K, ?, S> projection, ViewFold<S> fold, Map<String, JsonText> states) {
        this.projection = projection;
        this.fold = fold;
        this.states = states;
    }

    /**
     * A server keeps a state after a batch, whose length nobody knows: so all is folded twice, with each state kept and
     * read again after each event, and only at the end.
     *
     * @throws AssertionError if that is not the same: a state does not survive as JSON
     */
    static <K, S> Projected<K, S> of(Projection<K, ?, S> projection, EventTypes types, List<StoredEvent> events) {
        ViewFold<S> fold = projection.asFold(types);
        LogFilter wanted = new LogFilter(fold.domains(), fold.types());
        Map<String, JsonText> kept = new HashMap<>();
        Map<String, S> folded = new HashMap<>();
        for (StoredEvent event : events) {
            if (wanted.takes(event)) {
                fold.changes(event).forEach((key, change) -> {
                    kept.compute(key, (same, before) -> applied(fold, change, before));
                    folded.compute(key, (same, before) -> change.apply(before));
                });
            }
        }
        requireSame(fold, kept, folded);
        return new Projected<>(projection, fold, kept);
    }

    private static <S> @Nullable JsonText applied(
            ViewFold<S> fold, UnaryOperator<S> change, @Nullable JsonText before) {
        S after = change.apply(before == null ? null : fold.read(before));
        return after == null ? null : fold.write(after);
    }

    private static <S> void requireSame(ViewFold<S> fold, Map<String, JsonText> kept, Map<String, S> folded) {
        Set<String> keys = new TreeSet<>(kept.keySet());
        keys.addAll(folded.keySet());
        for (String key : keys) {
            S state = folded.get(key);
            JsonText atOnce = state == null ? null : fold.write(state);
            if (!isSame(kept.get(key), atOnce)) {
                throw new AssertionError(
                        "the view \"" + fold.view() + "\" has " + kept.get(key) + " for the key \"" + key
                                + "\" if its state is kept after each event, and " + atOnce
                                + " if it is kept after the last: the state does not survive as JSON");
            }
        }
    }

    private static boolean isSame(@Nullable JsonText one, @Nullable JsonText other) {
        return one == null || other == null ? one == other : one.isSameValueAs(other);
    }

    /** The state of a key, {@code null} if it has none. */
    public @Nullable S state(K key) {
        JsonText state = states.get(projection.text(key));
        return state == null ? null : fold.read(state);
    }

    /** The state of a key, to be compared. */
    public Kept view(K key) {
        return new Kept(projection.text(key));
    }

    /** The keys that have a state, as {@link Projection#text} gives them. */
    public Set<String> keys() {
        return Set.copyOf(states.keySet());
    }

    /** What a view has for a key. */
    public final class Kept {

        private final String key;

        private Kept(String key) {
            this.key = key;
        }

        /** Requires this state, compared as JSON: numbers by value. */
        public Projected<K, S> isEqualTo(S expected) {
            JsonText wanted = fold.write(Objects.requireNonNull(expected, "a key without a state is isEmpty()"));
            JsonText state = states.get(key);
            if (state == null || !state.isSameValueAs(wanted)) {
                throw new AssertionError("expected of the view \"" + fold.view() + "\" for the key \"" + key + "\": "
                        + wanted + ", but it has "
                        + (state == null ? "none; there are " + new TreeSet<>(keys()) : state));
            }
            return Projected.this;
        }

        /** Requires that the key has no state. */
        public Projected<K, S> isEmpty() {
            if (states.containsKey(key)) {
                throw new AssertionError("expected of the view \"" + fold.view() + "\" for the key \"" + key
                        + "\": none, but it has " + states.get(key));
            }
            return Projected.this;
        }
    }
}
