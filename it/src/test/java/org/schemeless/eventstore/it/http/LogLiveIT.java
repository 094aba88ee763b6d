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
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.LiveClient;
import org.schemeless.eventstore.it.tool.http.LogServer;
import org.schemeless.eventstore.it.tool.http.LogWriters;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.RawRequest;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.http.WholeLog;
import org.schemeless.eventstore.it.tool.http.WrittenLog;
import org.schemeless.eventstore.it.tool.http.WrittenLog.Turn;

/** The log as it comes, by server-sent events: each follower sees each event once. */
@HttpTest
class LogLiveIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BATCHES = 35;

    private final Store store = LogServer.store();
    private final long start = LogServer.end();

    @Test
    void a_follower_sees_each_event_once_from_before_in_the_middle_and_after() {
        try (LiveClient before = new LiveClient(store, start)) {
            LogWriters writers = LogWriters.byHttp(store, BATCHES);
            Awaitility.await().atMost(PATIENCE).until(writers::isHalfway);
            long middle = LogServer.end();
            try (LiveClient amid = new LiveClient(store, start);
                    LiveClient rest = new LiveClient(store, middle)) {
                WrittenLog written = writers.end();
                assertThat(written.count(Turn.REFUSED)).isPositive();
                long end = LogServer.end();
                try (LiveClient after = new LiveClient(store, start)) {
                    WholeLog.assertWhole(
                            start, WholeLog.entries(before.awaitPosition(end).events()), written);
                    assertThat(amid.awaitPosition(end).events()).isEqualTo(before.events());
                    assertThat(after.awaitPosition(end).events()).isEqualTo(before.events());
                    assertThat(rest.awaitPosition(end).events())
                            .isEqualTo(before.events().subList((int) (middle - start), (int) (end - start)));
                }
            }
        }
    }

    @Test
    void a_follower_whose_connection_breaks_goes_on_where_it_was() {
        try (LiveClient client = new LiveClient(store, start)) {
            LogWriters writers = LogWriters.byHttp(store, BATCHES);
            for (int i = 1; i <= 10; i++) {
                client.awaitPosition(start + 20L * i);
                client.breakConnection();
                client.awaitConnections(i + 1);
            }
            WrittenLog written = writers.end();
            List<JsonObject> events = client.awaitPosition(LogServer.end()).events();
            WholeLog.assertWhole(start, WholeLog.entries(events), written);
        }
    }

    /** Numbering as many on DynamoDB Local would take minutes, and says nothing more about followers. */
    @Test
    @Tag("many")
    void a_follower_that_was_away_for_100000_events_misses_none() {
        String batch = Stream.generate(() -> event(1)).limit(1_000).collect(Collectors.joining(",", "[", "]"));
        String stream = Names.freshStream();
        for (int i = 0; i < 100; i++) {
            store.post(stream, batch).is(201);
        }
        try (LiveClient client = new LiveClient(store, start)) {
            List<JsonObject> events = client.awaitPosition(start + 100_000).events();
            assertThat(events).hasSize(100_000);
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.getInt("sequence"))
                            .isEqualTo(event.getJsonNumber("position").longValue() - start));
        }
    }

    /** A heartbeat takes its time, and asks no storage. */
    @Test
    @Tag("front")
    void an_idle_connection_shows_that_it_lives() {
        try (LiveClient client = new LiveClient(store, start)) {
            client.awaitHeartbeats(1);
            store.post(Names.freshStream(), event(1)).is(201);
            client.awaitPosition(start + 1);
            client.awaitHeartbeats(2);
            assertThat(client.events()).hasSize(1);
            assertThat(client.connections()).isOne();
        }
    }

    @Test
    void a_follower_of_one_domain_hears_how_far_the_log_was_looked_at_and_goes_on_there() {
        String domain = Names.fresh("d");
        try (LiveClient client = new LiveClient(store, start, "domain=" + domain)) {
            store.post(Names.events(domain, "one"), event(1)).is(201);
            client.awaitPosition(start + 1);
            store.post(Names.freshStream(), "[" + event(2) + "," + event(3) + "]")
                    .is(201);
            client.awaitPosition(start + 3);
            client.breakConnection();
            client.awaitConnections(2);
            store.post(Names.freshStream(), event(4)).is(201);
            store.post(Names.events(domain, "two"), event(5)).is(201);
            client.awaitPosition(start + 5);
            assertThat(client.events())
                    .extracting(event -> event.getInt("payload"))
                    .containsExactly(1, 5);
        }
    }

    @Test
    void the_last_event_id_counts_more_than_after() {
        store.post(Names.freshStream(), "[" + event(1) + "," + event(2) + "]").is(201);
        Reply reply = store.firstLines(
                "log?after=0", 4, "Accept", "text/event-stream", "Last-Event-ID", Long.toString(start + 1));
        assertThat(reply.is(200).header("Content-Type")).startsWith("text/event-stream");
        assertThat(reply.body()).contains("\nid: " + (start + 2) + "\n").doesNotContain("id: " + (start + 1) + "\n");
        assertThat(store.firstLines("log?after=" + start, 4, "Accept", "text/event-stream")
                        .body())
                .contains("\nid: " + (start + 1) + "\n");
    }

    /** Clients that keep the empty text before the first event may send it; HttpClient would leave it out. */
    @Test
    void an_empty_last_event_id_is_as_none() {
        store.post(Names.freshStream(), event(1)).is(201);
        String request = "/eventstore/api/log?after=" + start;
        for (String header : List.of("Last-Event-ID:\r\n", "Last-Event-ID:  \r\n")) {
            assertThat(RawRequest.firstLine(store, request, "Accept: text/event-stream\r\n" + header, "id: "))
                    .isEqualTo("id: " + (start + 1));
        }
    }

    @Test
    void a_last_event_id_is_a_position_of_this_log() {
        for (String id : List.of("x", "-1", "1.5", "id: 1", Long.toString(start + 1))) {
            store.get("log", "Accept", "text/event-stream", "Last-Event-ID", id).invalid("Last-Event-ID");
        }
    }

    private static String event(int payload) {
        return "{\"type\":\"t\",\"payload\":" + payload + "}";
    }
}
