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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The store over HTTP, with a connection for each client: what is asked of the rivals in the server, as requests.
 *
 * @param store the base of its addresses
 * @param work single appends, or pages
 */
record HttpLoad(URI store, Work work) {

    private static final String BODY =
            "{\"type\":\"deposited\",\"payload\":{\"amount\":1.50,\"text\":\"%s\"}}".formatted("x".repeat(184));

    Answer run(int millis) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(work.clients());
        try {
            List<Future<Long>> all = new ArrayList<>();
            long start = System.nanoTime();
            long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
            for (int i = 0; i < work.clients(); i++) {
                all.add(threads.submit(() -> calls(end)));
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

    /** How many calls one client has made by then. */
    private long calls(long end) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = request();
        long calls = 0;
        do {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IOException(request + ": " + response.statusCode());
            }
            calls++;
        } while (System.nanoTime() < end);
        return calls;
    }

    private HttpRequest request() {
        if (work.what().equals("append")) {
            return HttpRequest.newBuilder(events(UUID.randomUUID().toString()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
        }
        return HttpRequest.newBuilder(URI.create(events(work.stream()) + "?after=5000&limit=" + work.size()))
                .build();
    }

    private URI events(String stream) {
        return store.resolve("api/streams/bench/" + stream + "/events");
    }
}
