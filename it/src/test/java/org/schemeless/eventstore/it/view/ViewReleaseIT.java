/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.release.NewRelease;
import org.schemeless.eventstore.it.tool.release.OldRelease;
import org.schemeless.eventstore.it.tool.release.Released;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;

/** A release that brings a new version of a view comes to one node after the other. */
@Tag("kill")
class ViewReleaseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KEYS = 20;
    private static final int BATCH = 50;

    private final HttpClient client = Http11.client();
    private int appended;

    @TempDir
    Path directory;

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    @Test
    void nodes_of_two_releases_keep_both_versions_up_and_all_read_one_of_them() throws Exception {
        Path older = SubscriptionArchive.fileWith(Files.createDirectory(directory.resolve("old")), OldRelease.class);
        Path newer = SubscriptionArchive.fileWith(Files.createDirectory(directory.resolve("new")), NewRelease.class);
        AtomicBoolean ended = new AtomicBoolean();
        try (MySqlServer database = MySqlServer.durable();
                PayaraMicro old = PayaraMicro.onMySql(database, older)) {
            soon().until(() -> number(database, "SELECT build FROM eventstore_view_active") == 1);
            for (int i = 0; i < 60; i++) {
                append(old.uri());
            }
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> reads(database, ended));
            try (PayaraMicro released = PayaraMicro.onMySql(database, newer)) {
                soon().until(() -> {
                    append(old.uri());
                    return number(database, "SELECT build FROM eventstore_view_active") == 2;
                });
                append(old.uri());
                append(released.uri());
                requireBuild(database, 2);
                requireBuild(database, 1);

                old.kill();
                append(released.uri());
                requireBuild(database, 2);
                assertThat(number(database, "SELECT COUNT(*) FROM eventstore_view_build WHERE status = 'FOLLOWING'"))
                        .as("what could be gone back to stays, and waits for a node that has its class")
                        .isEqualTo(2);
                old.start();
                requireBuild(database, 1);
            } finally {
                ended.set(true);
            }
            assertThat(reader.get()).isPositive();
            assertThat(number(database, "SELECT build FROM eventstore_view_active"))
                    .as("a node of the old release does not bring its version back")
                    .isEqualTo(2);
        }
    }

    /** A build has all that was appended, by the class of its version alone. */
    private void requireBuild(MySqlServer database, int build) {
        soon().untilAsserted(() -> {
            Map<String, String> states =
                    states(database, "SELECT view_key, state FROM eventstore_view WHERE build = " + build);
            assertThat(states.values()).allMatch(state -> state.startsWith(build + ":"));
            assertThat(states.values().stream().mapToLong(ViewReleaseIT::events).sum())
                    .isEqualTo(appended);
        });
    }

    private static long events(String state) {
        return Long.parseLong(state.substring(state.indexOf(':') + 1));
    }

    /** What is read is of one version, of the second ever after, and never less than before. */
    private static int reads(MySqlServer database, AtomicBoolean ended) {
        Map<String, String> last = Map.of();
        int reads = 0;
        while (!ended.get()) {
            Map<String, String> now = states(
                    database,
                    "SELECT v.view_key, v.state FROM eventstore_view_active a JOIN eventstore_view v"
                            + " ON v.view_name = a.view_name AND v.build = a.build");
            assertThat(now.values().stream().map(state -> state.substring(0, 1)).distinct())
                    .hasSizeLessThan(2);
            last.forEach((key, state) -> {
                assertThat(now).containsKey(key);
                assertThat(now.get(key).charAt(0)).isGreaterThanOrEqualTo(state.charAt(0));
                assertThat(events(now.get(key))).isGreaterThanOrEqualTo(events(state));
            });
            last = now;
            reads++;
        }
        return reads;
    }

    private void append(URI store) throws Exception {
        String body = IntStream.range(0, BATCH)
                .mapToObj(n -> "{\"type\":\"happened\",\"payload\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(
                        store.resolve("api/streams/" + Released.DOMAIN + "/key-" + appended / BATCH % KEYS + "/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        appended += BATCH;
    }

    private static Map<String, String> states(MySqlServer database, String sql) {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Map<String, String> states = new TreeMap<>();
            while (rows.next()) {
                states.put(rows.getString(1), rows.getString(2).replace("\"", ""));
            }
            return states;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(MySqlServer database, String sql) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Connection connection(MySqlServer database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
