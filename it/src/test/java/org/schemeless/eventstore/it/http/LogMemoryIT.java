/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.LogServer;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Store;

/**
 * A log that is larger than the server's heap, which has 512 MiB, goes in and out: small events first, then large ones.
 */
@HttpTest
@Tag("own-server")
@Tag("many")
class LogMemoryIT {

    private static final String LINES = "application/x-ndjson";
    private static final int SMALL = 300;
    private static final int EVENTS = SMALL + 1_500;
    private static final int CHARACTERS = 400_000;
    private static final long MIB = 1024 * 1024;

    private final Store store = LogServer.store();
    private final String stream = Names.fresh("large");
    private final String large = "x".repeat(CHARACTERS);

    @Test
    void a_log_larger_than_the_heap_is_imported_and_exported() {
        assertThat((long) (EVENTS - SMALL) * CHARACTERS).isGreaterThan(512 * MIB);
        long before = LogServer.end();

        JsonObject imported = store.send("POST", "log", lines(), "Content-Type", LINES)
                .is(200)
                .object();

        assertThat(imported.getInt("stored")).isEqualTo(EVENTS);
        HttpResponse<Stream<String>> exported = store.open(
                "GET", "log?after=" + before, BodyPublishers.noBody(), BodyHandlers.ofLines(), "Accept", LINES);
        try (Stream<String> lines = exported.body()) {
            assertThat(lines.mapToInt(this::sequence))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, EVENTS).boxed().toList());
        }
        fourReadPagesAfter(before);
    }

    /** Each asks for more than the heap has place for, and is given the beginning of it. */
    private void fourReadPagesAfter(long position) {
        List<CompletableFuture<Integer>> pages = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> store.get("log?limit=1000&after=" + position)
                                .is(200)
                                .events()
                                .size()))
                .limit(4)
                .toList();
        assertThat(pages).allSatisfy(events -> assertThat(events.join()).isBetween(SMALL, SMALL + 100));
    }

    /** Made one by one, as they are sent. */
    private BodyPublisher lines() {
        return BodyPublishers.ofInputStream(() -> {
            Iterator<InputStream> lines =
                    IntStream.rangeClosed(1, EVENTS).mapToObj(this::line).iterator();
            return new SequenceInputStream(new Enumeration<>() {
                @Override
                public boolean hasMoreElements() {
                    return lines.hasNext();
                }

                @Override
                public InputStream nextElement() {
                    return lines.next();
                }
            });
        });
    }

    private int sequence(String line) {
        JsonObject event = Reply.object(line);
        assertThat(event)
                .as("an event, not the problem with which the lines end")
                .containsKey("identifier");
        assertThat(event.getString("identifier")).isEqualTo(stream);
        int sequence = event.getInt("sequence");
        assertThat(event.getString("payload")).hasSize(sequence <= SMALL ? 0 : CHARACTERS);
        return sequence;
    }

    private InputStream line(int sequence) {
        String line = "{\"id\":\"" + stream + "-" + sequence + "\",\"domain\":\"log\",\"identifier\":\"" + stream
                + "\",\"type\":\"t\",\"sequence\":" + sequence + ",\"payload\":\""
                + (sequence <= SMALL ? "" : large)
                + "\",\"created\":\"2001-02-03T04:05:06.123456Z\"}\n";
        return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
    }
}
