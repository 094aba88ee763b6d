/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** A database that is there and cannot do what it should, for a while. */
class TroubledDatabaseIT {

    private static final Map<String, String> IMPATIENT = Map.of("EVENTSTORE_RETRY_BUDGET", "PT1S");
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final String EVENTS = "api/streams/troubled/1/events";

    private final HttpClient client = Http11.client();

    @Test
    void one_that_turned_read_only_is_unavailable_and_not_ready_until_it_takes_writes_again() throws Exception {
        try (MySqlServer database = MySqlServer.fast();
                PayaraMicro server = PayaraMicro.onMySql(database, IMPATIENT)) {
            assertThat(append(server, event(1)).statusCode()).isEqualTo(201);
            awaitReady(server, 200);
            String other = event(1);

            asRoot(database, "SET GLOBAL super_read_only = ON");
            assertUnavailable(append(server, other));
            awaitReady(server, 503);
            assertThat(get(server, EVENTS).statusCode()).isEqualTo(200);

            asRoot(database, "SET GLOBAL read_only = OFF");
            assertThat(append(server, other).statusCode()).isEqualTo(201);
            awaitReady(server, 200);
        }
    }

    /** As for a backup; what writes waits for its end, by default for up to a year. */
    @Test
    void a_lock_on_all_tables_is_not_waited_for_by_who_asks_whether_it_is_ready() throws Exception {
        try (MySqlServer database = MySqlServer.fast();
                PayaraMicro server = PayaraMicro.onMySql(database, IMPATIENT)) {
            awaitReady(server, 200);
            try (Connection backup = DriverManager.getConnection(database.jdbcUrl(), "root", "");
                    Statement statement = backup.createStatement()) {
                statement.execute("FLUSH TABLES WITH READ LOCK");
                assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
                assertThat(get(server, EVENTS).statusCode()).isEqualTo(200);
            }
            awaitReady(server, 200);
        }
    }

    private static String event(int length) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"type\":\"t\",\"payload\":\"" + "x".repeat(length) + "\"}";
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private void awaitReady(PayaraMicro server, int status) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get(server, "/health/ready").statusCode() == status);
    }

    private HttpResponse<String> append(PayaraMicro server, String event) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri().resolve(EVENTS))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event)));
    }

    private HttpResponse<String> get(PayaraMicro server, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri().resolve(URI.create(path))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
    }

    private static void asRoot(MySqlServer database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
