/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.dynamodb.start.Preparation;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.spi.ViewRound;

/**
 * The views of a node, and batches as the service runs them. An event is its position; a fold over them is another one
 * if any of them comes twice.
 */
final class ViewNode {

    static final String VIEW = "view";
    static final String CHECKPOINT = "$view view 1.0";
    static final long EVENTS = 60;

    private static final int KEYS = 7;
    private static final int BATCH = 16;
    private static final int ROUND = 5;
    static final Duration LEASE = Duration.ofMillis(50);
    private static final String LARGE_KEY = "k3";
    private static final String LARGE = "x".repeat(450_000);

    final Store store;
    final DynamoDbCheckpoints checkpoints;
    final DynamoDbViewStorage storage;

    ViewNode(Store store) {
        this.store = store;
        Preparation preparation = new Preparation(
                store.settings, store.clients, new RequestRetries(store.settings.budget(), measurement -> {}));
        StorageLifecycle lifecycle = new StorageLifecycle(store.assembly, store.transaction, preparation);
        checkpoints = new DynamoDbCheckpoints(lifecycle, LEASE);
        storage = new DynamoDbViewStorage(lifecycle, checkpoints);
    }

    public static void main(String[] arguments) throws IOException {
        DyingProcess.work(arguments, store -> new ViewNode(store).foldAll());
    }

    static ViewBuild build(int number) {
        return new ViewBuild(VIEW, number, 1, 1, ViewBuild.Status.FOLLOWING, false, Instant.EPOCH);
    }

    /** Makes the table, the build and its checkpoint. */
    void begin() {
        storage.start();
        storage.begin(build(1));
        checkpoints.create(CHECKPOINT, 0);
        store.requests.clear();
    }

    void foldAll() {
        while (checkpoints.find(CHECKPOINT).orElseThrow() < EVENTS || !batch()) {
            batch();
        }
    }

    /** @return whether there was one; not if another node has taken the checkpoint */
    boolean batch() {
        store.transaction.begin();
        try {
            OptionalLong checkpoint = checkpoints.take(CHECKPOINT);
            if (checkpoint.isPresent()) {
                long end = Math.min(EVENTS, checkpoint.getAsLong() + BATCH);
                for (long from = checkpoint.getAsLong(); from < end; from = Math.min(end, from + ROUND)) {
                    round(from, Math.min(end, from + ROUND));
                }
                checkpoints.move(CHECKPOINT, end);
            }
            store.transaction.commit();
            return checkpoint.isPresent();
        } catch (RuntimeException e) {
            store.transaction.rollback();
            throw e;
        }
    }

    /** Folds the events after one position up to another. */
    void round(long after, long last) {
        Set<String> keys = new HashSet<>();
        LongStream.rangeClosed(after + 1, last).forEach(event -> keys.add(key(event)));
        Map<String, ViewState> before = storage.states(build(1), keys);
        Map<String, String> states = new HashMap<>();
        before.forEach((key, state) -> states.put(key, state.state().as(String.class)));
        Map<String, Long> positions = new HashMap<>();
        LongStream.rangeClosed(after + 1, last).forEach(event -> {
            fold(states, event);
            positions.put(key(event), event);
        });
        keys.removeAll(states.keySet());
        List<ViewState> after1 = states.entrySet().stream()
                .map(state -> state(state.getKey(), positions.get(state.getKey()), state.getValue()))
                .toList();
        storage.put(new ViewRound(CHECKPOINT, last, false, build(1), after1, keys, before));
    }

    static ViewState state(String key, long position, String state) {
        return new ViewState(key, 1, position, JsonText.string(state));
    }

    private static String key(long event) {
        return "k" + event % KEYS;
    }

    /**
     * An event of five takes its key away, if it is there and one of the first three; so one that came twice would
     * leave another state. The other keys have all that ever came.
     */
    private static void fold(Map<String, String> states, long event) {
        states.compute(key(event), (key, before) -> next(key, before, event));
    }

    private static @Nullable String next(String key, @Nullable String before, long event) {
        if (before == null) {
            return event + ";" + (key.equals(LARGE_KEY) ? LARGE : "");
        }
        return event % 5 == 0 && key.compareTo(LARGE_KEY) < 0 ? null : event + ";" + before;
    }

    /** What all events fold to. */
    static Map<String, String> folded(long last) {
        Map<String, String> states = new TreeMap<>();
        LongStream.rangeClosed(1, last).forEach(event -> fold(states, event));
        return states;
    }

    /** The states as readers see them. */
    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        storage.page(build(1), null, 1_000)
                .forEach(state -> states.put(state.key(), state.state().as(String.class)));
        return states;
    }
}
