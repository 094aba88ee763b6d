/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.spi.ViewRound;
import org.schemeless.eventstore.spi.ViewStorage;

/**
 * A segment of a build, as a subscription: of its batch it folds what touches keys of its own in memory, and keeps each
 * of them once in each round, whose commit moves the checkpoint as well. An event at or before the position of a state
 * changes that no more.
 */
final class ViewSubscription<S> extends SegmentSubscription {

    private final ViewFold<S> fold;
    private final ViewBuild build;
    private final int segment;
    private final ViewStorage storage;

    ViewSubscription(ViewFold<S> fold, ViewBuild build, int segment, ViewStorage storage, Set<Long> skipped) {
        super(ViewSegments.name(build, segment), skipped);
        this.fold = fold;
        this.build = build;
        this.segment = segment;
        this.storage = storage;
    }

    @Override
    public Set<String> domains() {
        return fold.domains();
    }

    @Override
    public Set<String> types() {
        return fold.types();
    }

    @Override
    public int batchSize() {
        return fold.batchSize();
    }

    private record Change<S>(long position, UnaryOperator<S> operator) {}

    /**
     * By rounds, where the storage does not take all of it by one commit: each of some events in a row, and as many as
     * it takes.
     */
    @Override
    void take(List<StoredEvent> events) {
        List<StoredEvent> left = events;
        while (!left.isEmpty()) {
            Changes<S> changes = changes(left);
            while (!isKept(changes)) {
                changes = changes(changes.events().subList(0, changes.events().size() / 2));
            }
            left = left.subList(changes.events().size(), left.size());
        }
    }

    /** What some events in a row change, by key. */
    private record Changes<S>(List<StoredEvent> events, Map<String, List<Change<S>>> byKey) {

        long position() {
            return SegmentSubscription.position(events.get(events.size() - 1));
        }
    }

    /** Of as many events as change no more keys than the storage takes at once. */
    private Changes<S> changes(List<StoredEvent> events) {
        Map<String, List<Change<S>>> byKey = new LinkedHashMap<>();
        int count = 0;
        for (StoredEvent event : events) {
            Map<String, UnaryOperator<S>> ofEvent = changes(event);
            long more = ofEvent.keySet().stream()
                    .filter(key -> !byKey.containsKey(key))
                    .count();
            if (byKey.size() + more > storage.mostKeys()) {
                requireBegun(count, event, more);
                break;
            }
            ofEvent.forEach((key, change) ->
                    byKey.computeIfAbsent(key, first -> new ArrayList<>()).add(new Change<>(position(event), change)));
            count++;
        }
        return new Changes<>(events.subList(0, count), byKey);
    }

    private void requireBegun(int count, StoredEvent event, long keys) {
        if (count == 0) {
            throw new IllegalStateException("the event " + event.id() + " changes " + keys + " keys of the view "
                    + build.view() + "; this storage keeps at most " + storage.mostKeys()
                    + " by one commit: have an event change fewer keys, or give the view more segments by a rebuild");
        }
    }

    /** Those of this segment's keys. What the store keeps is folded without personal members, and needs no erasure. */
    private Map<String, UnaryOperator<S>> changes(StoredEvent event) {
        Map<String, UnaryOperator<S>> mine = new LinkedHashMap<>();
        fold.changes(event.withheld()).forEach((key, change) -> {
            if (isMine(key)) {
                mine.put(checked(key), change);
            }
        });
        return mine;
    }

    /** @return whether the storage has taken them */
    private boolean isKept(Changes<S> changes) {
        if (changes.byKey().isEmpty()) {
            return true;
        }
        Map<String, ViewState> before = storage.states(build, changes.byKey().keySet());
        Map<String, ViewState> after = new HashMap<>();
        Set<String> removed = new HashSet<>();
        changes.byKey().forEach((key, ofKey) -> fold(key, ofKey, before.get(key), after, removed));
        return storage.put(new ViewRound(
                name(), changes.position(), changes.events().size() == 1, build, after.values(), removed, before));
    }

    private void fold(
            String key,
            List<Change<S>> changes,
            @Nullable ViewState kept,
            Map<String, ViewState> after,
            Set<String> removed) {
        S state = kept == null ? null : fold.read(kept.state());
        long position = kept == null ? 0 : kept.position();
        long last = position;
        for (Change<S> change : changes) {
            if (change.position() > position) {
                state = change.operator().apply(state);
                last = change.position();
            }
        }
        if (state != null && last > position) {
            after.put(key, new ViewState(key, build.version(), last, fold.write(state)));
        } else if (state == null) {
            removed.add(key);
        }
    }

    private boolean isMine(String key) {
        return build.segments() == 1 || Math.floorMod(key.hashCode(), build.segments()) == segment;
    }

    /** A key keeps the rules of a name, which are those of an identifier. */
    private static String checked(String key) {
        try {
            if (StreamId.of("view", key).identifier() == null) {
                throw new InvalidEventException("view key", "is empty", "1 to " + Limits.VIEW_KEY + " characters");
            }
            return key;
        } catch (InvalidEventException e) {
            throw new IllegalArgumentException("a key of a view is no name: " + e.getMessage(), e);
        }
    }
}
