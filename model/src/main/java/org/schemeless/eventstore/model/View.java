/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.Views;

/**
 * What a projection has folded, to be read: a state for each key. For injection, with the key and state of the
 * projection, and its qualifiers, {@code @Inject View<YearMonth, Sum> turnover}; or made by {@link #of}.
 *
 * <p>What is read is the active build, whole, as {@link Views} promise. While a new version is built, that is one that
 * an earlier version has folded, and after a way back one of a later version: {@link Projection#read} makes of its
 * states objects of today's class.
 *
 * @param <K> the keys
 * @param <S> the states
 */
public final class View<K, S> {

    private final Views views;
    private final Projection<K, ?, S> projection;

    private View(Views views, Projection<K, ?, S> projection) {
        this.views = views;
        this.projection = projection;
    }

    /** What this projection has folded. */
    public static <K, S> View<K, S> of(Views views, Projection<K, ?, S> projection) {
        return new View<>(views, projection);
    }

    /**
     * A state as it was read.
     *
     * @param key as {@link Projection#text} gives it
     * @param position that of the last event that has changed it
     */
    public record Entry<S>(String key, S state, long position) {}

    /** The state of a key, empty if it has none. */
    public Optional<S> get(K key) {
        return get(key, Freshness.none());
    }

    /**
     * The state of a key once what is asked for is in it.
     *
     * @throws org.schemeless.eventstore.ViewBehindException if it was not in the time given
     * @throws IllegalStateException if it was appended in the current transaction and is not committed; comes as cause
     *     of an EJBException
     */
    public Optional<S> get(K key, Freshness freshness) {
        freshness.await(views, projection.name());
        return views.find(projection.name(), projection.text(key)).map(this::state);
    }

    /** The states of these keys, each whole, not of one moment; keys without a state are left out. */
    public Map<K, S> get(Collection<K> keys) {
        Map<String, ViewState> found = views.find(
                projection.name(), keys.stream().map(projection::text).collect(Collectors.toSet()));
        Map<K, S> states = new LinkedHashMap<>();
        for (K key : keys) {
            ViewState state = found.get(projection.text(key));
            if (state != null) {
                states.put(key, state(state));
            }
        }
        return states;
    }

    /**
     * A page of all states, by key, in the order of the database's text.
     *
     * @param after the last key seen; {@code null} for the beginning
     * @param limit 1 to 1,000
     */
    public List<Entry<S>> list(@Nullable String after, int limit) {
        return views.list(projection.name(), after, limit).stream()
                .map(state -> new Entry<>(state.key(), state(state), state.position()))
                .toList();
    }

    private S state(ViewState kept) {
        return projection.read(kept.state(), kept.version());
    }
}
