/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
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

    /** The parts that an upcaster has made of an event change a key one after the other. */
    @Override
    public Map<String, UnaryOperator<S>> changes(StoredEvent stored) {
        List<E> parts = types.read(stored, events);
        Map<String, UnaryOperator<S>> changes = new LinkedHashMap<>();
        for (E part : parts) {
            for (K key : projection.keys(part, stored)) {
                UnaryOperator<S> change = before -> projection.apply(key, before, part, stored);
                changes.merge(projection.text(key), change, (first, then) -> before -> then.apply(first.apply(before)));
            }
        }
        return changes;
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
