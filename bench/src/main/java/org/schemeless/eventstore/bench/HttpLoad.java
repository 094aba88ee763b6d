/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * What is asked of the rivals in the server as requests over HTTP, with a connection for each client.
 *
 * @param base of the addresses
 * @param work single appends without condition, or pages
 */
record HttpLoad(URI base, Work work) {

    private static final String BODY =
            "{\"type\":\"deposited\",\"payload\":{\"amount\":1.50,\"text\":\"%s\"}}".formatted("x".repeat(184));

    /** Lets all work for so long. */
    Answer run(int millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return run(calls -> System.nanoTime() < end);
    }

    /** Lets each make so many calls. */
    Answer times(long count) throws IOException, InterruptedException {
        return run(calls -> calls < count);
    }

    private Answer run(LongPredicate goesOn) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(work.clients());
        try {
            List<Future<Long>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < work.clients(); i++) {
                all.add(threads.submit(() -> calls(goesOn)));
            }
            long calls = 0;
            for (Future<Long> one : all) {
                calls += one.get();
            }
            long events = calls * work.size();
            return new Answer(
                    Map.of("calls", calls, "events", events, "tries", calls, "nanos", System.nanoTime() - start));
        } catch (ExecutionException e) {
            throw new IOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many calls one client has made. */
    private long calls(LongPredicate goesOn) throws IOException {
        try (HttpConnection connection = new HttpConnection(base)) {
            Supplier<byte[]> requests = requests(connection);
            long calls = 0;
            do {
                int status = connection.send(requests.get());
                if (status >= 300) {
                    throw new IOException(base + ": " + status);
                }
                calls++;
            } while (goesOn.test(calls));
            return calls;
        }
    }

    /** Appends go to a stream of the client's own, pages begin anywhere. */
    private Supplier<byte[]> requests(HttpConnection connection) {
        if (work.what().equals("read-page")) {
            int starts = work.length() - work.size();
            return () -> connection.get(events(
                    work.stream(), "?after=" + ThreadLocalRandom.current().nextInt(starts) + "&limit=" + work.size()));
        }
        byte[] append = connection.post(events(UUID.randomUUID().toString(), ""), BODY);
        return () -> append;
    }

    private URI events(String stream, String query) {
        return base.resolve("streams/bench/" + stream + "/events" + query);
    }
}
