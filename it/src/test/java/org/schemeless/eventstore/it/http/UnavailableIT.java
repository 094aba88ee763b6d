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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Metric;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.ProxiedStore;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Store;

/** The backend goes away and comes back. Only where it is at the other end of a network. */
@HttpTest
@Tag("network")
@Timeout(120)
class UnavailableIT {

    private static ProxiedStore proxied;

    private final Store store = proxied.store();
    private final String stream = Names.freshStream();
    private final String event = event();

    @BeforeAll
    static void start() {
        proxied = ProxiedStore.start();
    }

    @AfterAll
    static void stop() {
        proxied.close();
    }

    @AfterEach
    void mend() {
        proxied.proxy().pass();
        awaitReady();
    }

    private static String event() {
        return "{\"id\":\"" + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":1}";
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> store.get("/health/ready").status() == 200);
    }

    private void assertNotReadyButLive() {
        Reply ready = store.get("/health/ready").is(503);
        assertThat(ready.header("Content-Type")).startsWith("application/json");
        assertThat(ready.object().getString("status")).isEqualTo("DOWN");
        assertThat(ready.body()).contains("\"eventstore\"").doesNotContain("Exception", "java", "127.0.0.1");
        assertThat(store.get("/health/live").is(200).object().getString("status"))
                .isEqualTo("UP");
    }

    private static void assertUnavailable(Reply reply) {
        reply.problem(503, "unavailable");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
    }

    @Test
    void it_is_not_ready_but_live_until_the_backend_is_back() {
        awaitReady();
        proxied.proxy().refuse();
        assertNotReadyButLive();
        proxied.proxy().pass();
        awaitReady();
    }

    @Test
    void every_call_says_so_and_works_again_when_the_backend_is_back() {
        store.post(stream, event).is(201);

        proxied.proxy().refuse();
        String other = event();
        assertUnavailable(store.post(stream, other, "If-Match", "\"1\""));
        assertUnavailable(store.post(stream, event()));
        assertUnavailable(store.post("events", "{\"events\":[" + withStream(event()) + "]}"));
        assertUnavailable(store.get(stream));
        assertThat(store.head(stream).is(503).header("Retry-After")).isNotEmpty();
        assertUnavailable(store.get(stream, "If-None-Match", "\"1\""));
        assertUnavailable(store.get("events/any"));
        assertUnavailable(store.get("events?correlationId=any"));
        proxied.proxy().pass();

        store.post(stream, other, "If-Match", "\"1\"").is(201);
        store.post(stream, event).is(200);
        assertThat(store.get(stream).is(200).events()).hasSize(2);
    }

    @Test
    void an_operator_sees_it_in_the_metrics() {
        double unavailable = metric("eventstore_call_seconds_count{call=\"append\",outcome=\"unavailable\"}");
        double retries = metric("eventstore_retries_total{reason=\"unavailable\"}");
        double events = metric("eventstore_events_appended_total");
        proxied.proxy().refuse();
        assertUnavailable(store.post(stream, event));
        assertThat(metric("eventstore_call_seconds_count{call=\"append\",outcome=\"unavailable\"}") - unavailable)
                .isEqualTo(1);
        assertThat(metric("eventstore_retries_total{reason=\"unavailable\"}")).isGreaterThan(retries);
        assertThat(metric("eventstore_events_appended_total")).isEqualTo(events);
    }

    private double metric(String name) {
        return Metric.of(store, name);
    }

    @Test
    void what_needs_no_backend_is_answered_as_ever() {
        proxied.proxy().refuse();
        store.post(stream, "nonsense").problem(400, "malformed");
        store.post(stream, "[]", "If-Match", "3").problem(400, "malformed");
        store.get("nothing").problem(404, "not-found");
        store.get("metrics").is(200);
        store.get("/openapi").is(200);
    }

    private static String withStream(String json) {
        return json.replaceFirst("\\{", "{\"domain\":\"http\",\"identifier\":\"" + Names.fresh("s") + "\",");
    }
}
