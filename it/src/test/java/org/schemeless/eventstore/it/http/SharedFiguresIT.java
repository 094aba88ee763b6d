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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.http.Metric;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.ProxiedStore;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.subscription.Observed;
import org.schemeless.eventstore.it.tool.subscription.Poisoned;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.local.LocalAws;

/** Two deployments share a storage; the subscriptions of one of them are looked at in the other, which has none. */
class SharedFiguresIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SHIPPED = Path.of("target", "eventstore.war").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void subscriptions_of_another_deployment_show_on_mysql() throws IOException {
        try (MySqlServer database = MySqlServer.fast()) {
            show(application -> PayaraMicro.onMySql(database, application));
        }
    }

    @Test
    void subscriptions_of_another_deployment_show_on_dynamodb() throws IOException {
        try (LocalAws aws = ProxiedStore.localAws()) {
            show(application -> PayaraMicro.onDynamoDb(aws.settings(), Map.of(), application));
        }
    }

    private void show(Function<Path, PayaraMicro> start) throws IOException {
        Path poisoned = Files.createDirectory(directory.resolve("poisoned"));
        Path cured = Files.createDirectory(directory.resolve("cured"));
        try (PayaraMicro here = start.apply(SHIPPED)) {
            Store store = new Store(here.uri());
            String poison;
            try (PayaraMicro there = start.apply(SubscriptionArchive.fileWithPoisoned(poisoned))) {
                append(store, "harmless");
                poison = append(store, Poisoned.POISON);
                append(store, "harmless");
                awaitMetric(store, "subscription_stopped", Poisoned.NAME, 1);
                awaitMetric(store, "subscription_lag", Observed.NAME, 0);
                assertStopped(store, poison);
                Store other = new Store(there.uri());
                awaitMetric(other, "subscription_stopped", Poisoned.NAME, 1);
                assertStopped(other, poison);
            }
            append(store, "harmless");
            // nobody is at work any more
            awaitMetric(store, "subscription_lag", Poisoned.NAME, 3);
            assertThat(log(store).getString("subscription." + Poisoned.NAME)).isEqualTo("stopped");
            try (PayaraMicro there = start.apply(SubscriptionArchive.fileWithCured(cured))) {
                awaitMetric(store, "subscription_lag", Poisoned.NAME, 0);
                assertThat(metric(store, "subscription_stopped", Poisoned.NAME)).isZero();
                assertThat(metric(store, "subscription_stopped_position", Poisoned.NAME))
                        .isZero();
                assertThat(metric(store, "subscription_position", Poisoned.NAME))
                        .isEqualTo(4);
                assertThat(there.log()).doesNotContain("has stopped");
            }
            JsonObject log = log(store);
            assertThat(log.getString("subscription." + Poisoned.NAME)).isEqualTo("not stopped");
            assertThat(log).doesNotContainKey("subscription." + Poisoned.NAME + ".event");
        }
    }

    private static void assertStopped(Store store, String poison) {
        String name = "subscription." + Poisoned.NAME;
        assertThat(Metric.of(store, "eventstore_log_position")).isEqualTo(3);
        assertThat(Metric.of(store, "eventstore_log_unnumbered_events")).isZero();
        assertThat(metric(store, "subscription_position", Poisoned.NAME)).isEqualTo(1);
        assertThat(metric(store, "subscription_lag", Poisoned.NAME)).isEqualTo(2);
        assertThat(metric(store, "subscription_stopped_position", Poisoned.NAME))
                .isEqualTo(2);
        assertThat(metric(store, "subscription_stopped", Observed.NAME)).isZero();
        assertThat(metric(store, "subscription_position", Observed.NAME)).isEqualTo(3);
        JsonObject log = log(store);
        assertNumber(log, "position", 3);
        assertNumber(log, "unnumbered", 0);
        assertThat(log.getString("subscription." + Observed.NAME)).isEqualTo("not stopped");
        assertNumber(log, "subscription." + Observed.NAME + ".checkpoint", 3);
        assertThat(log.getString(name)).isEqualTo("stopped");
        assertNumber(log, name + ".checkpoint", 1);
        assertNumber(log, name + ".lag", 2);
        assertThat(log.getString(name + ".event")).isEqualTo(poison);
        assertThat(log.getString(name + ".type")).isEqualTo(Poisoned.POISON);
        assertNumber(log, name + ".position", 2);
        assertThat(log.getString(name + ".cause")).isEqualTo("java.lang.Exception: cannot handle poison");
    }

    /** A number or, on Payara, a text. */
    private static void assertNumber(JsonObject data, String name, long value) {
        assertThat(data.get(name).toString().replace("\"", "")).as(name).isEqualTo(Long.toString(value));
    }

    private static double metric(Store store, String name, String subscription) {
        return Metric.of(store, "eventstore_log_" + name + "{subscription=\"" + subscription + "\"}");
    }

    private static void awaitMetric(Store store, String name, String subscription, double value) {
        // a line that is not there is no 0
        String line = "eventstore_log_" + name + "{subscription=\"" + subscription + "\"} " + value;
        await().atMost(PATIENCE).until(() -> store.get("metrics").is(200).body().contains(line));
    }

    private static String append(Store store, String type) {
        return store.post(Names.freshStream(), "{\"type\":\"" + type + "\",\"payload\":1}")
                .is(201)
                .object()
                .getJsonArray("events")
                .getJsonObject(0)
                .getString("id");
    }

    /** What the check of the log says, in an answer that says that the server is ready. */
    private static JsonObject log(Store store) {
        JsonObject ready = store.get("/health/ready").is(200).object();
        assertThat(ready.getString("status")).isEqualTo("UP");
        return ready.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals("eventstore-log"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("data");
    }
}
