/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writers that append batches over one stream and over several, at the same time; some expect what is not, some bring an
 * id that is taken, and nothing of theirs is stored.
 */
final class LogWriters {

    private static final int WRITERS = 6;
    private static final int STREAMS = 5;
    private static final int LARGEST_BATCH = 20;

    private final Store store;
    private final String domain = Names.fresh("writers");
    private final int batches;
    private final String taken = Names.fresh("taken");
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<CompletableFuture<Void>> writers;

    /** Starts them; each sends so many batches. */
    LogWriters(Store store, int batches) {
        this.store = store;
        this.batches = batches;
        store.post("events", "{\"events\":[" + event(taken, 0) + "]}").is(201);
        stored.add(taken);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> CompletableFuture.runAsync(this::write, threads))
                .toList();
        threads.shutdown();
    }

    private void write() {
        SplittableRandom random = new SplittableRandom();
        for (int i = 0; i < batches; i++) {
            List<String> ids = new ArrayList<>();
            int size = 1 + random.nextInt(LARGEST_BATCH);
            int stream = random.nextInt(STREAMS);
            boolean several = random.nextBoolean();
            String events = IntStream.range(0, size)
                    .mapToObj(j -> {
                        ids.add(Names.fresh("e"));
                        return event(ids.get(j), several ? random.nextInt(STREAMS) : stream);
                    })
                    .collect(Collectors.joining(","));
            switch (i % 5) {
                case 3 -> refuse("{\"events\":[" + events + "],\"expectedSequence\":1000000}");
                case 4 -> refuse("{\"events\":[" + events + "," + event(taken, stream) + "]}");
                default -> {
                    store.post("events", "{\"events\":[" + events + "]}").is(201);
                    stored.addAll(ids);
                }
            }
            answered.incrementAndGet();
        }
    }

    private void refuse(String batch) {
        store.post("events", batch).is(409);
        refused.incrementAndGet();
    }

    private String event(String id, int stream) {
        return "{\"id\":\"" + id + "\",\"domain\":\"" + domain + "\",\"identifier\":\"" + stream
                + "\",\"type\":\"t\",\"payload\":" + stream + "}";
    }

    /** Whether half of it is done. */
    boolean isHalfway() {
        return answered.get() >= WRITERS * batches / 2;
    }

    /** Waits for them; the ids of all events that were stored. */
    Set<String> end() {
        writers.forEach(CompletableFuture::join);
        return stored;
    }

    int refused() {
        return refused.get();
    }
}
