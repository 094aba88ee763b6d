/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private final List<String> asked = new ArrayList<>();
    private HttpServer rest;

    @BeforeEach
    void start() throws Exception {
        rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rest.createContext("/", this::refuse);
        rest.start();
    }

    @AfterEach
    void stop() {
        rest.stop(0);
    }

    private void refuse(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " " + body);
        byte[] answer = "no".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(400, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void transactions_of_writes_are_done_at_once_and_all_else_is_handed_on() throws Exception {
        try (SideBySide standIn = SideBySide.before(uri(rest.getAddress().getPort()))) {
            HttpResponse<String> written = send(standIn, "TransactWriteItems", "some");
            HttpResponse<String> read = send(standIn, "GetItem", "other");

            assertThat(written.statusCode()).isEqualTo(200);
            assertThat(written.body()).isEqualTo("{}");
            assertThat(read.statusCode()).isEqualTo(400);
            assertThat(read.body()).isEqualTo("no");
            assertThat(asked).containsExactly("DynamoDB_20120810.GetItem other");
        }
    }

    private static HttpResponse<String> send(SideBySide standIn, String operation, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(standIn.port()))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }
}
