/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.ViewFold;

/** A projection as the fold that the store knows. */
final class ProjectionFold<K, E, S> implements ViewFold<S> {

    private final Projection<K, E, S> projection;
    private final EventTypes types;
    private final Class<E> events;
    private final Set<String> names;

    /** @throws IllegalArgumentException if none of the types is of the class of the events */
    ProjectionFold(Projection<K, E, S> projection, EventTypes types) {
        this.projection = projection;
        this.types = types;
        this.events = projection.eventClass();
        this.names = types.namesOf(events);
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "of the event types " + types.versions().keySet() + " none is a " + events.getName() + ", which "
                            + projection.getClass().getName() + " folds");
        }
    }

    @Override
    public String view() {
        return projection.name();
    }

    @Override
    public int version() {
        return projection.version();
    }

    @Override
    public int segments() {
        return projection.segments();
    }

    @Override
    public int batchSize() {
        return projection.batchSize();
    }

    @Override
    public Set<String> domains() {
        return projection.domains();
    }

    @Override
    public Set<String> types() {
        return names;
    }

    @Override
    public boolean isActivatedWhenCaughtUp() {
        return projection.isActivatedWhenCaughtUp();
    }

    /**
     * The parts that an upcaster has made of an event change a key one after the other. What is kept has no personal
     * members: they are withheld, and a key is not to depend on them.
     */
    @Override
    public Map<String, UnaryOperator<S>> changes(StoredEvent event) {
        StoredEvent stored = event.withheld();
        List<E> parts = types.read(stored, events);
        Map<String, UnaryOperator<S>> changes = new LinkedHashMap<>();
        List<String> all = new ArrayList<>();
        for (E part : parts) {
            for (K key : keys(part, stored)) {
                String text = text(key, stored);
                all.add(text);
                UnaryOperator<S> change = before -> projection.apply(key, before, part, stored);
                changes.merge(text, change, (first, then) -> before -> then.apply(first.apply(before)));
            }
        }
        if (event.personal().stream().anyMatch(members -> members.form() == PersonalMembers.Form.CLEAR)) {
            requireSameKeys(event, all);
        }
        return changes;
    }

    private Set<K> keys(E part, StoredEvent stored) {
        try {
            return projection.keys(part, stored);
        } catch (RuntimeException e) {
            throw stored.personal().isEmpty() ? e : dependent(stored, e);
        }
    }

    private String text(K key, StoredEvent stored) {
        try {
            return Objects.requireNonNull(projection.text(key), "the text of a key");
        } catch (RuntimeException e) {
            throw stored.personal().isEmpty() ? e : dependent(stored, e);
        }
    }

    /** Keys of the same event as it is, while it is: another one would tell of what is not to be kept. */
    private void requireSameKeys(StoredEvent event, List<String> withheld) {
        List<String> clear = new ArrayList<>();
        for (E part : types.read(event, events)) {
            projection.keys(part, event).forEach(key -> clear.add(projection.text(key)));
        }
        if (!sorted(clear).equals(sorted(withheld))) {
            throw dependent(event, null);
        }
    }

    private static List<String> sorted(List<String> keys) {
        return keys.stream().sorted().toList();
    }

    private UnreadableEventException dependent(StoredEvent event, @Nullable Throwable cause) {
        String pointers = event.personal().stream()
                .flatMap(members -> members.pointers().stream())
                .collect(Collectors.joining(", "));
        return new UnreadableEventException(
                event.id(),
                "it is of type \"" + event.type() + "\", and the keys of the view \"" + view()
                        + "\" cannot be told without its personal members " + pointers
                        + ", which are withheld from all that the store keeps: make keys of other members",
                cause);
    }

    @Override
    public S read(JsonText state) {
        return projection.read(state, projection.version());
    }

    @Override
    public JsonText write(S state) {
        return JsonText.of(state);
    }
}
