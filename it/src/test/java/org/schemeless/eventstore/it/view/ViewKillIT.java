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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.it.tool.view.Counting;
import org.schemeless.eventstore.it.tool.view.Counts;

/**
 * Two nodes that keep a view, of which one is killed while the view is built anew, takes the place of the one before,
 * and that is taken away.
 */
@Tag("kill")
class ViewKillIT {

    private static final int KILLS = Integer.getInteger("view.kills", 4);
    private static final int KEYS = 40;
    private static final int BATCH = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String VIEW = Counts.Segmented.VIEW;

    private final HttpClient client = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom();

    @TempDir
    Path directory;

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    @Test
    void whatever_is_killed_when_a_view_is_what_the_log_folds_to_and_never_steps_back() throws Exception {
        Path application = SubscriptionArchive.fileWithViews(directory);
        try (MySqlServer database = MySqlServer.durable();
                PayaraMicro one = PayaraMicro.onMySql(database, application);
                PayaraMicro other = PayaraMicro.onMySql(database, application)) {
            soon().until(() -> active(database) == 1);
            for (int i = 0; i < 100; i++) {
                append(one.uri());
            }
            AtomicBoolean ended = new AtomicBoolean();
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> reads(database, ended));
            try {
                for (int i = 0; i < KILLS; i++) {
                    kill(database, i % 2 == 0 ? one : other, i % 2 == 0 ? other : one);
                }
            } finally {
                ended.set(true);
            }
            assertThat(reader.get()).isPositive();
            long end = number(database, "SELECT position FROM eventstore_log");
            soon().until(() -> comeTo(database, active(database)) >= end);
            assertThat(states(database, active(database))).isEqualTo(folded(database));
        }
    }

    /** The moment of the kill is one of the build: at its beginning, within, about when it is read, or after. */
    private void kill(MySqlServer database, PayaraMicro killed, PayaraMicro survivor) throws Exception {
        int before = active(database);
        int build = before + 1;
        long end = number(database, "SELECT position FROM eventstore_log");
        execute(
                database,
                "INSERT INTO eventstore_view_build (view_name, build, version, segments, status, paused, since) VALUES ('"
                        + VIEW + "', " + build + ", 1, 3, 'BUILDING', 0, 0)");
        long moment = random.nextLong(end + end / 2);
        soon().until(() -> {
            append(survivor.uri());
            return moment > end ? active(database) == build : comeTo(database, build) >= moment;
        });
        killed.kill();
        append(survivor.uri());
        soon().until(() -> active(database) == build);
        append(survivor.uri());
        killed.start();
    }

    /** Reads as an application does: which build is active, and a state of it, in one statement. */
    private static int reads(MySqlServer database, AtomicBoolean ended) {
        Map<String, String> last = new HashMap<>();
        int reads = 0;
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            while (!ended.get()) {
                try (ResultSet rows = statement.executeQuery("SELECT v.view_key, v.state FROM eventstore_view_active a"
                        + " JOIN eventstore_view v ON v.view_name = a.view_name AND v.build = a.build"
                        + " WHERE a.view_name = '" + VIEW + "'")) {
                    Map<String, String> now = new HashMap<>();
                    while (rows.next()) {
                        now.put(rows.getString(1), unquoted(rows.getString(2)));
                    }
                    last.forEach((key, state) ->
                            assertThat(now.getOrDefault(key, "")).as(key).startsWith(state));
                    last.putAll(now);
                    reads++;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return reads;
    }

    private void append(URI store) throws IOException, InterruptedException {
        String body = IntStream.range(0, BATCH)
                .mapToObj(n -> "{\"type\":\"happened\",\"payload\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(store.resolve(
                        "api/streams/" + Counting.DOMAIN + "/key-" + random.nextInt(KEYS) + "/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    private static int active(MySqlServer database) throws SQLException {
        return (int) number(database, "SELECT build FROM eventstore_view_active WHERE view_name = '" + VIEW + "'");
    }

    private static long comeTo(MySqlServer database, int build) throws SQLException {
        return number(
                database,
                "SELECT MIN(position) FROM eventstore_subscription WHERE name LIKE '$view " + VIEW + " " + build + ".%'");
    }

    private static Map<String, String> states(MySqlServer database, int build) throws SQLException {
        return texts(
                database,
                "SELECT view_key, state FROM eventstore_view WHERE view_name = '" + VIEW + "' AND build = " + build);
    }

    /** In each stream, which is a key, the ids of its events in their order. */
    private static Map<String, String> folded(MySqlServer database) throws SQLException {
        return texts(
                database,
                "SELECT identifier, GROUP_CONCAT(event_id ORDER BY sequence SEPARATOR ' ') FROM eventstore_event"
                        + " WHERE domain = '" + Counting.DOMAIN + "' GROUP BY identifier");
    }

    private static Map<String, String> texts(MySqlServer database, String sql) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION group_concat_max_len = 1000000000");
            ResultSet rows = statement.executeQuery(sql);
            Map<String, String> texts = new HashMap<>();
            while (rows.next()) {
                texts.put(rows.getString(1), unquoted(rows.getString(2)));
            }
            return texts;
        }
    }

    private static String unquoted(String state) {
        return state.replace("\"", "");
    }

    private static long number(MySqlServer database, String sql) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void execute(MySqlServer database, String sql) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connection(MySqlServer database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
