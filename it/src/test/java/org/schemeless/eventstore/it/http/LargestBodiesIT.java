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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/**
 * The largest events, many at once, on a server of 512 MiB. What they leave in the log is for no other test to read in
 * pages, so this runs where a server is of few classes.
 */
@HttpTest
@Tag("payara-micro")
@Tag("front")
class LargestBodiesIT {

    private static final int MIB = 1024 * 1024;

    /** Of a string whose JSON has 16 MiB. */
    private static final int LARGEST = 16 * MIB - 2;

    private final Store store = Servers.open();

    /** Half of them say how long they are. */
    @Test
    void sixteen_bodies_of_16_mebibytes_at_once_are_stored_or_told_to_come_again() {
        List<String> streams = Stream.generate(Names::freshStream).limit(16).toList();

        List<String> refused = refused(streams);

        assertThat(refused).hasSizeLessThan(streams.size());
        store.post(Names.freshStream(), "{\"type\":\"t\",\"payload\":1}").is(201);
        refused.forEach(to -> postLargest(to).is(201));
        assertThat(streams).allSatisfy(large -> {
            JsonObject event = store.get(large).is(200).events().get(0);
            assertThat(event.getString("payload")).hasSize(LARGEST);
            assertThat(event.getInt("sequence")).isEqualTo(1);
        });
    }

    /** Sends an event of the largest size to each stream, to all at once; those that were told to send it again. */
    private List<String> refused(List<String> streams) {
        List<CompletableFuture<Reply>> replies = streams.stream()
                .map(to -> CompletableFuture.supplyAsync(() -> postLargest(to), command -> new Thread(command).start()))
                .toList();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            Reply reply = replies.get(i).join();
            if (reply.status() == 503) {
                assertThat(reply.problem(503, "unavailable").getString("detail"))
                        .contains("memory for bodies", "Send the same request again");
                assertThat(reply.header("Retry-After")).isEqualTo("1");
                refused.add(streams.get(i));
            } else {
                reply.is(201);
            }
        }
        return refused;
    }

    private Reply postLargest(String to) {
        String name = to.replaceAll("[^0-9a-z]", "");
        String id = name.substring(Math.max(0, name.length() - 40));
        byte[] start = ("{\"type\":\"t\",\"id\":\"" + id + "\",\"payload\":\"").getBytes(StandardCharsets.UTF_8);
        byte[] end = "\"}".getBytes(StandardCharsets.UTF_8);
        BodyPublisher body = BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(start), new Filling(LARGEST), new ByteArrayInputStream(end)))));
        boolean saysLength = id.hashCode() % 2 == 0;
        return store.send(
                "POST",
                to,
                saysLength ? BodyPublishers.fromPublisher(body, start.length + LARGEST + end.length) : body,
                "Content-Type",
                "application/json");
    }

    /** So many times x. */
    private static final class Filling extends InputStream {

        private int left;

        Filling(int length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(left, length);
            Arrays.fill(buffer, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
        }
    }
}
