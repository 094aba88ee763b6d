/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.deployed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.schemeless.eventstore.it.server.MySqlServer;
import org.schemeless.eventstore.it.server.TcpProxy;

/** Lets tests that run inside the server do harm to its database, which was started outside; see {@link Database}. */
final class DatabaseControl implements AutoCloseable {

    static final String PORT = "eventstore.it.database-control";
    static final int DONE = 204;

    private final HttpServer http;
    private final Map<String, Runnable> commands;

    private DatabaseControl(HttpServer http, Map<String, Runnable> commands) {
        this.http = http;
        this.commands = commands;
    }

    static DatabaseControl of(MySqlServer server, TcpProxy proxy) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        DatabaseControl control = new DatabaseControl(
                http,
                Map.of(
                        "/pass", proxy::pass,
                        "/refuse", proxy::refuse,
                        "/black-hole", proxy::blackHole,
                        "/cut-answer-to-commit", () -> proxy.cutAnswerTo(DatabaseControl::isCommit),
                        "/kill", server::kill,
                        "/start", server::start));
        http.createContext("/", control::handle);
        http.createContext("/execute", exchange -> execute(server, exchange));
        http.start();
        System.setProperty(PORT, Integer.toString(http.getAddress().getPort()));
        return control;
    }

    /** The whole of a statement; others name READ COMMITTED. */
    private static boolean isCommit(String request) {
        return request.toUpperCase(Locale.ROOT).endsWith("COMMIT");
    }

    /** What {@link Database#execute} asks for, by a connection that is in no pool. */
    private static void execute(MySqlServer server, HttpExchange exchange) throws IOException {
        String sql = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange;
                Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            exchange.sendResponseHeaders(DONE, -1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            commands.get(exchange.getRequestURI().getPath()).run();
            exchange.sendResponseHeaders(DONE, -1);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
