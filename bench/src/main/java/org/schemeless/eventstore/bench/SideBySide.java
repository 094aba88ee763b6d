/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for DynamoDB where transactions are to be carried out side by side, as the service does it and DynamoDB
 * Local does not: it says of each transaction of writes that it is done, at once, and keeps nothing of it. All else is
 * DynamoDB Local's answer. So it is good for appends of known sequence to new streams, which read nothing, and shows
 * what whoever appends makes of the way alone.
 */
final class SideBySide implements AutoCloseable {

    private static final String TARGET = "X-Amz-Target";
    private static final String TRANSACTION = "DynamoDB_20120810.TransactWriteItems";
    private static final byte[] DONE = "{}".getBytes(StandardCharsets.UTF_8);

    /** What DynamoDB Local needs of a request's headers. */
    private static final List<String> HEADERS = List.of(TARGET, "Content-Type", "Authorization", "X-Amz-Date");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final URI rest;

    private SideBySide(URI rest) throws IOException {
        this.rest = rest;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param rest what answers all but transactions of writes */
    static SideBySide before(URI rest) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        return new SideBySide(rest);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (TRANSACTION.equals(exchange.getRequestHeaders().getFirst(TARGET))) {
            send(exchange, 200, DONE);
        } else {
            HttpResponse<byte[]> answer = handedOn(exchange, body);
            send(exchange, answer.statusCode(), answer.body());
        }
    }

    private HttpResponse<byte[]> handedOn(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(rest).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        HEADERS.forEach(header -> exchange.getRequestHeaders()
                .getOrDefault(header, List.of())
                .forEach(value -> request.header(header, value)));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException("interrupted while DynamoDB Local answers", e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream output = exchange.getResponseBody()) {
            output.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
