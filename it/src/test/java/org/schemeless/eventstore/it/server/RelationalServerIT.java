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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.ApplicationServer;
import org.schemeless.eventstore.it.tool.server.DatabaseAddress;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.ServerKind;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;

/**
 * MySQL and MariaDB as they come, TLS on, below a server with the settings of its page: a small set of the contract.
 */
@Tag("server")
class RelationalServerIT {

    private static final Path STORE = Path.of("target", "eventstore.ear").toAbsolutePath();
    private static final String EVENTS = "eventstore/api/streams/orders/1/events";
    private static final String BATCH = "[{\"id\":\"a\",\"type\":\"ordered\",\"payload\":{\"n\":1}},"
            + "{\"id\":\"b\",\"type\":\"paid\",\"payload\":1.50}]";

    private final HttpClient client = Http11.client();

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void the_store_keeps_its_word_over_tls(DatabaseKind kind) throws Exception {
        try (MySqlServer database = MySqlServer.fast(kind);
                ApplicationServer server = ApplicationServer.start(
                        ServerKind.of(System.getProperty("arquillian.launch")), STORE, overTls(database), EVENTS)) {
            URI events = server.uri().resolve(EVENTS);

            assertThat(append(events, "If-None-Match", "*").statusCode()).isEqualTo(201);
            HttpResponse<String> again = append(events, "If-None-Match", "*");
            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            HttpResponse<String> conflict = send(HttpRequest.newBuilder(events)
                    .header("If-Match", "\"1\"")
                    .POST(BodyPublishers.ofString("{\"type\":\"paid\",\"payload\":null}")));
            assertThat(conflict.statusCode()).isEqualTo(412);
            assertThat(conflict.body()).contains("\"found\":2");
            HttpResponse<String> page = send(HttpRequest.newBuilder(events).GET());
            assertThat(page.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(page.body()).contains("1.50");
            assertThat(send(HttpRequest.newBuilder(server.uri().resolve("eventstore/api/log"))
                                    .GET())
                            .body())
                    .contains("\"position\":1")
                    .contains("\"position\":2");
        }
    }

    /** As a user who is let in by nothing else. */
    private static SqlDatabase overTls(SqlDatabase database) {
        DatabaseAddress address = database.address();
        return () -> new DatabaseAddress(
                address.host(), address.port(), address.database(), DatabaseKind.TLS_USER, address.password());
    }

    private HttpResponse<String> append(URI events, String header, String value)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(events).header(header, value).POST(BodyPublishers.ofString(BATCH)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
    }
}
