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
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private static final int LONG = 200_000;

    private final Set<Integer> ports = new HashSet<>();
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/length", exchange -> answer(exchange, 200, LONG));
        server.createContext("/chunks", exchange -> answer(exchange, 201, 0));
        server.createContext("/last", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 200, LONG);
        });
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, int status, long length) throws IOException {
        ports.add(exchange.getRemoteAddress().getPort());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST") && !new String(body, StandardCharsets.UTF_8).equals("{}")) {
            status = 400;
        }
        exchange.sendResponseHeaders(status, length);
        exchange.getResponseBody().write(new byte[LONG]);
        exchange.close();
    }

    @Test
    void one_connection_takes_answers_of_a_known_length_and_in_chunks_to_their_end() throws Exception {
        try (HttpConnection connection = new HttpConnection(base)) {
            byte[] get = connection.get(base.resolve("length?a=b"));
            byte[] post = connection.post(base.resolve("chunks"), "{}");

            assertThat(connection.send(get)).isEqualTo(200);
            assertThat(connection.send(post)).isEqualTo(201);
            assertThat(connection.send(post)).isEqualTo(201);
            assertThat(connection.send(get)).isEqualTo(200);
        }
        assertThat(ports).hasSize(1);
    }

    @Test
    void a_connection_that_the_server_ends_is_made_anew() throws Exception {
        try (HttpConnection connection = new HttpConnection(base)) {
            byte[] last = connection.get(base.resolve("last"));

            assertThat(connection.send(last)).isEqualTo(200);
            assertThat(connection.send(last)).isEqualTo(200);
        }
        assertThat(ports).hasSize(2);
    }
}
