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

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.http.Metric;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.subscription.Observed;
import org.schemeless.eventstore.it.tool.subscription.Poisoned;
import org.schemeless.eventstore.it.tool.subscription.Raced;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;

/** An application with a subscription that stops: what its operator sees. The backend plays no part. */
class StoppedSubscriptionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void it_shows_in_metrics_and_health_and_takes_nothing_out_of_service() {
        try (PayaraMicro server = PayaraMicro.onH2(SubscriptionArchive.fileWithPoisoned(directory))) {
            Store store = new Store(server.uri());
            assertThat(Metric.of(store, "eventstore_subscription_stopped{subscription=\"poisoned\"}"))
                    .isZero();
            assertThat(subscriptions(store).getString(Poisoned.NAME)).isEqualTo("running");
            assertThat(server.log())
                    .containsPattern("event store \\d+\\S+ is ready: H2 \\S+ .*schema PUBLIC in version \\d+")
                    .contains(
                            "subscriptions of the event store: observed after position 0, poisoned after position 0, ");

            append(store, "harmless");
            String poison = append(store, Poisoned.POISON);
            awaitMetric(store, "eventstore_subscription_stopped{subscription=\"poisoned\"}", 1);
            append(store, "harmless");
            append(store, "harmless");

            awaitMetric(store, "eventstore_subscription_lag{subscription=\"observed\"}", 0);
            awaitMetric(store, "eventstore_subscription_lag{subscription=\"poisoned\"}", 3);
            assertThat(Metric.of(store, "eventstore_subscription_failed_position{subscription=\"poisoned\"}"))
                    .isEqualTo(2);
            assertThat(Metric.of(store, "eventstore_subscription_stopped{subscription=\"observed\"}"))
                    .isZero();
            assertThat(subscriptions(store).getString(Poisoned.NAME)).isEqualTo("stopped");
            assertThat(subscriptions(store).getString(Poisoned.NAME + ".event")).isEqualTo(poison);
            assertThat(subscriptions(store).getString(Poisoned.NAME + ".type")).isEqualTo(Poisoned.POISON);
            // a number or, on Payara, a text
            assertThat(subscriptions(store).get(Poisoned.NAME + ".position").toString())
                    .containsOnlyOnce("2");
            assertThat(subscriptions(store).getString(Poisoned.NAME + ".cause"))
                    .startsWith("java.lang.Exception: cannot handle poison\nat " + Poisoned.class.getName());
            assertThat(subscriptions(store).getString(Observed.NAME)).isEqualTo("running");
            assertThat(server.log())
                    .contains(
                            "the subscription poisoned has stopped: event " + poison + " (poison, position 2, stream ")
                    .contains("failed 3 times: java.lang.Exception: cannot handle poison");
            assertThat(server.log().lines().filter(line -> line.contains("Exception: cannot handle poison")))
                    .as("each attempt is one line, and the last one brings the trace: no other comes"
                            + " from the container")
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void lost_races_of_a_subscription_leave_one_line_and_no_trace() {
        try (PayaraMicro server = PayaraMicro.onH2(SubscriptionArchive.fileWithPoisoned(directory))) {
            Store store = new Store(server.uri());
            String identifier = Names.fresh("article");
            store.post(
                            "streams/" + Raced.DOMAIN + "/" + identifier + "/events",
                            "{\"type\":\"" + Raced.RACE + "\",\"payload\":20}")
                    .is(201);

            await().atMost(PATIENCE)
                    .until(() -> store.get("streams/" + Raced.ANSWERS + "/" + identifier + "/events")
                            .body()
                            .contains("\"answer\""));

            assertThat(Metric.of(store, "eventstore_retries_total{reason=\"lost-race\"}"))
                    .isGreaterThanOrEqualTo(20);
            assertThat(server.log().lines().filter(line -> line.contains("ConcurrencyError")))
                    .singleElement()
                    .asString()
                    .contains("raced was not the fastest 10 times in a row");
            assertThat(server.log()).doesNotContain("\n\tat ");
        }
    }

    private static String append(Store store, String type) {
        return store.post(Names.freshStream(), "{\"type\":\"" + type + "\",\"payload\":1}")
                .is(201)
                .object()
                .getJsonArray("events")
                .getJsonObject(0)
                .getString("id");
    }

    private static void awaitMetric(Store store, String name, double value) {
        await().atMost(PATIENCE).until(() -> Metric.of(store, name) == value);
    }

    /** What the check of the subscriptions says of each, in an answer that says that the server is ready. */
    private static JsonObject subscriptions(Store store) {
        JsonObject ready = store.get("/health/ready").is(200).object();
        assertThat(ready.getString("status")).isEqualTo("UP");
        return ready.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals("eventstore-subscriptions"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("data");
    }
}
