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
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Metric;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

@HttpTest
@Tag("smoke")
class OperationIT {

    private final Store store = Servers.open();
    private final String stream = Names.freshStream();

    @Test
    void a_store_that_answers_is_ready_and_live() {
        Reply ready = store.get(Servers.health() + "ready").is(200);
        assertThat(ready.object().getString("status")).isEqualTo("UP");
        assertThat(ready.body()).contains(Servers.is("wildfly") ? "\"eventstore.ear\":\"OK\"" : "\"eventstore\"");
        assertThat(store.get(Servers.health() + "live").is(200).body()).doesNotContain("\"eventstore\"");
    }

    @Test
    void what_is_committed_is_counted_once() {
        double appends = metric("eventstore_appends_total");
        double events = metric("eventstore_events_appended_total");
        double replays = appendsThat("replayed");
        String batch = "[" + event() + "," + event() + "]";
        store.post(stream, batch).is(201);
        store.post(stream, batch).is(200);
        store.post("events", "{\"events\":[" + event().replaceFirst("\\{", "{\"domain\":\"http\",") + "]}")
                .is(201);
        assertThat(metric("eventstore_appends_total") - appends).isEqualTo(2);
        assertThat(metric("eventstore_events_appended_total") - events).isEqualTo(3);
        assertThat(appendsThat("replayed") - replays).isEqualTo(1);
    }

    @Test
    void calls_are_timed_by_how_they_end() {
        double done = appendsThat("done");
        double conflicts = appendsThat("conflict");
        double duplicates = appendsThat("duplicate");
        double answers = metric("eventstore_http_request_seconds_count{call=\"append\",status=\"412\"}");
        double reads = metric("eventstore_call_seconds_count{call=\"readStream\",outcome=\"done\"}");
        String event = event();
        store.post(stream, event).is(201);
        store.post(Names.freshStream(), event).is(409);
        store.post(stream, event(), "If-Match", "\"0\"").is(412);
        store.get(stream).is(200);
        assertThat(appendsThat("done") - done).isEqualTo(1);
        assertThat(appendsThat("conflict") - conflicts).isEqualTo(1);
        assertThat(appendsThat("duplicate") - duplicates).isEqualTo(1);
        assertThat(metric("eventstore_http_request_seconds_count{call=\"append\",status=\"412\"}") - answers)
                .isEqualTo(1);
        assertThat(metric("eventstore_call_seconds_count{call=\"readStream\",outcome=\"done\"}"))
                .isGreaterThan(reads);
        assertThat(metric("eventstore_call_seconds_sum{call=\"append\",outcome=\"done\"}"))
                .isPositive();
    }

    @Test
    void the_log_of_all_is_told_of() {
        store.post(stream, event()).is(201);
        double end = store.get("log?limit=1000&after=0")
                .is(200)
                .object()
                .getJsonArray("events")
                .size();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(metric("eventstore_log_position"))
                        .isPositive()
                        .isGreaterThanOrEqualTo(end));
        assertThat(store.get("metrics").is(200).body())
                .contains("\neventstore_log_unnumbered_events ", "\neventstore_log_figures_age_seconds ");
    }

    /** Beyond the first domains it counts where the others do: other tests have stored in many. */
    @Test
    void calls_are_counted_by_domain() {
        double before = appendsTo("http") + appendsTo("");
        store.post(stream, event()).is(201);
        assertThat(appendsTo("http") + appendsTo("") - before).isEqualTo(1);
    }

    private double appendsTo(String domain) {
        return metric(
                "eventstore_domain_call_seconds_count{call=\"append\",domain=\"" + domain + "\",outcome=\"done\"}");
    }

    /** The relational storage keeps everything in its tables. */
    @Test
    void bytes_that_went_elsewhere_are_counted() {
        double offloaded = metric("eventstore_offloaded_bytes_total");
        store.post(stream, "{\"type\":\"t\",\"payload\":\"" + "x".repeat(500_000) + "\"}")
                .is(201);
        boolean elsewhere = "dynamodb".equals(System.getProperty("eventstore.it.http"));
        assertThat(metric("eventstore_offloaded_bytes_total") - offloaded)
                .isBetween(elsewhere ? 500_000.0 : 0, elsewhere ? 500_100.0 : 0);
    }

    private static String event() {
        return "{\"id\":\"" + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":1}";
    }

    private double appendsThat(String outcome) {
        return metric("eventstore_call_seconds_count{call=\"append\",outcome=\"" + outcome + "\"}");
    }

    private double metric(String name) {
        return Metric.of(store, name);
    }
}
