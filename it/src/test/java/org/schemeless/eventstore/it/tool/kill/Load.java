/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Clients that append batches of 1 to 50 events to the streams of one domain, all to all of them, some with the
 * sequence they expect. Each goes on until it is told to end or gets no answer.
 */
final class Load {

    private static final int WRITERS = 6;
    private static final int LARGEST_BATCH = 50;
    private static final double EXPECTING = 0.3;

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<CompletableFuture<Map<Batch, Answer>>> writers;
    private final StoreClient client;
    private final String domain;
    private final List<String> streams;
    private volatile boolean ending;

    /** Starts the clients. */
    Load(StoreClient client, String domain, List<String> streams) {
        this.client = client;
        this.domain = domain;
        this.streams = streams;
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        this.writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::write, threads))
                .toList();
        threads.shutdown();
    }

    /** Whether so many batches were answered as stored. Fails if a client has ended by itself. */
    boolean hasAcknowledged(int batches) {
        for (CompletableFuture<Map<Batch, Answer>> writer : writers) {
            if (writer.isDone()) {
                throw new AssertionError("a client got no answer before the kill: " + writer.join());
            }
        }
        return acknowledged.get() >= batches;
    }

    /** Ends the clients; gives every batch that was sent, with what is known of it. */
    Map<Batch, Answer> end() {
        ending = true;
        Map<Batch, Answer> all = new LinkedHashMap<>();
        writers.forEach(writer -> all.putAll(writer.join()));
        return all;
    }

    private Map<Batch, Answer> write() {
        SplittableRandom random = new SplittableRandom();
        Map<String, Long> lastSeen = new HashMap<>();
        Map<Batch, Answer> sent = new LinkedHashMap<>();
        Answer answer;
        do {
            String stream = streams.get(random.nextInt(streams.size()));
            OptionalLong expected = lastSeen.containsKey(stream) && random.nextDouble() < EXPECTING
                    ? OptionalLong.of(lastSeen.get(stream))
                    : OptionalLong.empty();
            Batch batch = Batch.of(domain, stream, 1 + random.nextInt(LARGEST_BATCH), expected);
            answer = client.append(batch);
            sent.put(batch, answer);
            if (answer.isStored()) {
                acknowledged.incrementAndGet();
                lastSeen.put(stream, answer.sequences().get(batch.ids().size() - 1));
            }
        } while (!ending && answer.outcome() != Answer.Outcome.IN_DOUBT);
        return sent;
    }
}
