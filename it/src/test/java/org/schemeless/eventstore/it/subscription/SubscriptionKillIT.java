/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.subscription;

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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.subscription.Copies;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;

/** Two nodes of one application with a subscription; one of them after the other is killed. */
@Tag("kill")
class SubscriptionKillIT {

    private static final int KILLS = 2;
    private static final int BATCHES = 30;
    private static final int BATCH = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = Http11.client();
    private final List<String> appended = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void whichever_node_is_killed_each_event_is_handled_exactly_once_in_order() throws Exception {
        Path application = SubscriptionArchive.file(directory);
        try (MySqlServer database = MySqlServer.durable()) {
            execute(database, Copies.TABLE);
            try (PayaraMicro one = PayaraMicro.onMySql(database, application);
                    PayaraMicro other = PayaraMicro.onMySql(database, application)) {
                for (int i = 0; i < KILLS; i++) {
                    PayaraMicro killed = i % 2 == 0 ? one : other;
                    PayaraMicro survivor = i % 2 == 0 ? other : one;
                    int handled = positions(database).size();
                    append(survivor.uri(), BATCHES);
                    await().atMost(PATIENCE).until(() -> positions(database).size() > handled);
                    killed.kill();
                    append(survivor.uri(), BATCHES);
                    await().atMost(PATIENCE).until(() -> positions(database).size() >= appended.size());
                    killed.start();
                }
            }
            assertThat(positions(database))
                    .isEqualTo(
                            LongStream.rangeClosed(1, appended.size()).boxed().toList());
        }
    }

    private void append(URI store, int batches) throws IOException, InterruptedException {
        for (int i = 0; i < batches; i++) {
            List<String> ids = IntStream.range(0, BATCH)
                    .mapToObj(n -> UUID.randomUUID().toString())
                    .toList();
            String body = ids.stream()
                    .map(id -> "{\"id\":\"" + id + "\",\"type\":\"happened\",\"payload\":1}")
                    .collect(Collectors.joining(",", "[", "]"));
            HttpRequest request = HttpRequest.newBuilder(store.resolve("api/streams/" + Copies.DOMAIN + "/a/events"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
            appended.addAll(ids);
        }
    }

    /** The positions of the events that were handled, in the order of handling. */
    private static List<Long> positions(MySqlServer database) throws SQLException {
        List<Long> positions = new ArrayList<>();
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT position FROM copies ORDER BY n")) {
            while (rows.next()) {
                positions.add(rows.getLong(1));
            }
        }
        return positions;
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
