/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.schemeless.eventstore.it.tool.http.Http11;

/**
 * A disk that is full for a running server whose store is on H2, and then is not. What stands for the disk is the limit
 * of its processes on the size of a file.
 */
public final class FullDisk {

    private static final long BYTES = 12L << 20;
    private static final int WRITERS = 4;
    private static final int MOST = 100;
    private static final String STREAMS = "api/streams/full-disk/";

    private final HttpClient client = Http11.client();
    private final Random random = new Random(1);
    private final AtomicInteger limits = new AtomicInteger();
    private final List<String> acknowledged = new ArrayList<>();
    private final URI store;
    private final URI ready;
    private final ProcessHandle process;

    /**
     * @param store the base of the store's URLs
     * @param process the server's, or that of the script whose child the server is
     */
    public FullDisk(URI store, URI ready, ProcessHandle process) {
        this.store = store;
        this.ready = ready;
        this.process = process;
    }

    /**
     * Several writers fill it; when there is space again, everything works at once, and has kept what it has answered.
     */
    public void fillAndFree() {
        assertThat(append("before", 1).statusCode()).isEqualTo(201);
        limitFiles(BYTES * limits.incrementAndGet());
        HttpResponse<String> refused = fill();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        Stream.generate(() -> appending("while", 1 << 20)).limit(WRITERS).toList().stream()
                .map(CompletableFuture::join)
                .forEach(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 503));

        limitFiles(-1);

        HttpResponse<String> read = get(store.resolve(STREAMS + "before/events"));
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        Stream.generate(() -> appending("after", 10)).limit(4 * WRITERS).toList().stream()
                .map(CompletableFuture::join)
                .forEach(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201));
        for (String id : acknowledged) {
            assertThat(get(store.resolve("api/events/" + id)).statusCode())
                    .as(id)
                    .isEqualTo(200);
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> get(ready).statusCode() == 200);
    }

    private HttpResponse<String> fill() {
        for (int i = 0; i < MOST; i++) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> appending("writer-" + writer, 1 << 20))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                if (answer.join().statusCode() != 201) {
                    answers.forEach(CompletableFuture::join);
                    return answer.join();
                }
            }
        }
        throw new AssertionError("the disk is never full");
    }

    private HttpResponse<String> append(String stream, int length) {
        return appending(stream, length).join();
    }

    private CompletableFuture<HttpResponse<String>> appending(String stream, int length) {
        String id = UUID.randomUUID().toString();
        String payload = random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        HttpRequest request = HttpRequest.newBuilder(store.resolve(STREAMS + stream + "/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id\":\"" + id + "\",\"type\":\"t\",\"payload\":\"" + payload + "\"}"))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (answer != null && answer.statusCode() == 201) {
                synchronized (acknowledged) {
                    acknowledged.add(id);
                }
            }
        });
    }

    private HttpResponse<String> get(URI uri) {
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(uri.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Negative for no limit. */
    private void limitFiles(long bytes) {
        Stream.concat(Stream.of(process), process.descendants())
                .forEach(one -> Commands.run(
                        List.of(
                                "prlimit",
                                "--pid",
                                Long.toString(one.pid()),
                                "--fsize=" + (bytes < 0 ? "unlimited" : bytes) + ":"),
                        InputStream.nullInputStream(),
                        "the size of files cannot be limited"));
    }
}
