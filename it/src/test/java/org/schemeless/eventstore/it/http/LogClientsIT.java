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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Heap;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.LiveClient;
import org.schemeless.eventstore.it.tool.http.LogServer;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.SilentClient;
import org.schemeless.eventstore.it.tool.http.Store;

/** What clients of the log cost the server, and each other. */
@HttpTest
@Tag("own-server")
@Tag("front")
class LogClientsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LIVE = "text/event-stream";
    private static final String LINES = "application/x-ndjson";

    private static final int SILENT = 15;
    private static final int EVENTS = 5000;
    private static final String PAYLOAD = "x".repeat(8000);
    /** Payara keeps four times the send buffer of the socket, which on the loopback interface is 2.5 MiB. */
    private static final long KIB_A_CLIENT = 12 * 1024;

    private static final long KIB_OF_EVENTS = EVENTS * 8000L / 1024;

    private final Store store = LogServer.store();
    private final long start = LogServer.end();

    /** If they were sent to, or read for, without regard to what they take, it would be 15 times 40 MB. */
    @Test
    void clients_that_take_nothing_fill_no_memory_and_hold_nobody_up() {
        for (int i = 0; i < EVENTS / 100; i++) {
            append(100);
        }
        double endedBefore = ended();
        long before = Heap.used(LogServer.server().pid());
        List<SilentClient> silent = new ArrayList<>();
        try (LiveClient client = new LiveClient(store, start)) {
            for (int i = 0; i < SILENT; i++) {
                silent.add(new SilentClient(store, "log?after=" + start, i % 2 == 0 ? LIVE : LINES));
            }
            client.awaitPosition(start + EVENTS);
            append(10);
            client.awaitPosition(start + EVENTS + 10);
            assertThat(client.connections()).isOne();
            assertThat(store.get("log?after=" + start, "Accept", LINES)
                            .is(200)
                            .body()
                            .lines())
                    .hasSize(EVENTS + 10);
            assertThat(Heap.used(LogServer.server().pid()) - before).isLessThan(SILENT * KIB_A_CLIENT);
            Awaitility.await().atMost(PATIENCE).until(() -> ended() - endedBefore >= SILENT + 1);
            silent.forEach(one -> assertThat(one.readToEnd() / 1024).isLessThan(KIB_OF_EVENTS / 2));
        } finally {
            silent.forEach(SilentClient::close);
        }
    }

    @Test
    void one_more_than_allowed_is_refused_until_another_one_leaves() {
        List<SilentClient> idle = new ArrayList<>();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                SilentClient client = new SilentClient(store, "log?after=" + start, LIVE);
                if (client.status() == 200) {
                    idle.add(client);
                } else {
                    client.close();
                }
                return idle.size() == LogServer.FOLLOWERS;
            });
            Reply refused = store.get("log?after=" + start, "Accept", LIVE);
            assertThat(refused.problem(503, "unavailable").getString("detail"))
                    .contains("eventstore.http.max-followers");
            assertThat(refused.header("Retry-After")).matches("\\d+");
            assertThat(isRefused(LINES)).isTrue();
            store.get("log?after=" + start).is(200);
        } finally {
            idle.forEach(SilentClient::close);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !isRefused(LINES));
    }

    /** How many answers as lines or live have ended. */
    private double ended() {
        return Pattern.compile(
                        "eventstore_http_request_seconds_count\\{call=\"log(Lines|Events)\",status=\"200\"} (\\S+)")
                .matcher(store.get("metrics").is(200).body())
                .results()
                .mapToDouble(count -> Double.parseDouble(count.group(2)))
                .sum();
    }

    private boolean isRefused(String accept) {
        return store.firstLines("log?after=" + start, 1, "Accept", accept).status() == 503;
    }

    private void append(int count) {
        String events = IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"t\",\"payload\":\"" + PAYLOAD + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        store.post(Names.freshStream(), events).is(201);
    }
}
