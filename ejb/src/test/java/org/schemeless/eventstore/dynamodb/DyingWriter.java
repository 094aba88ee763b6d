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
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/**
 * A process of its own that appends a batch, halts once its n-th request of a kind has been carried out, and waits to be
 * killed. Later requests of the kind are not sent.
 */
final class DyingWriter {

    private static final String REACHED = "reached";

    private DyingWriter() {}

    /** Writes with a process on the table of this store, and kills it after this request. */
    static void killedAfter(Store store, String kind, int nth, String name, int events, int streams) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Daws.accessKeyId=" + System.getProperty("aws.accessKeyId"),
                        "-Daws.secretAccessKey=" + System.getProperty("aws.secretAccessKey"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DyingWriter.class.getName(),
                        store.settings.table().name(),
                        Servers.dynamoDb().toString(),
                        Servers.s3().toString(),
                        kind,
                        Integer.toString(nth),
                        name,
                        Integer.toString(events),
                        Integer.toString(streams))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            String line = output.readLine();
            if (!REACHED.equals(line)) {
                throw new IllegalStateException("the writer did not get to " + kind + " " + nth + ": " + line);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The same batch in every process. */
    static List<NewEvent> batch(String name, int events, int streams) {
        return IntStream.range(0, events)
                .mapToObj(i -> NewEvent.in(StreamId.of("killed", "%s-%03d".formatted(name, i % streams)), "deposited")
                        .id(name + "-" + i)
                        .created(Instant.EPOCH)
                        .payload(i)
                        .build())
                .toList();
    }

    public static void main(String[] arguments) throws IOException {
        Settings settings = Store.settings(arguments[0], URI.create(arguments[1]), URI.create(arguments[2]), 25);
        String kind = arguments[3];
        int nth = Integer.parseInt(arguments[4]);
        try (Store store = new Store(settings)) {
            store.requests.before((request, n) -> {
                if (Requests.is(request, kind) && n > nth) {
                    halt();
                }
            });
            store.requests.after((request, n) -> {
                if (Requests.is(request, kind) && n == nth) {
                    System.out.println(REACHED);
                    halt();
                }
            });
            store.append(
                    batch(arguments[5], Integer.parseInt(arguments[6]), Integer.parseInt(arguments[7])),
                    ExpectedSequence.noStream());
        }
    }

    private static void halt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
