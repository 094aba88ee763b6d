/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;
import org.schemeless.eventstore.local.TcpProxy;

/** Lets tests that run inside the server do harm to its database, which was started outside; see {@link Database}. */
final class DatabaseControl implements AutoCloseable {

    static final String PORT = "eventstore.it.database-control";
    static final int DONE = 204;
    private static final int FAILED = 500;

    /** What is asked for by one path, with the text that was sent. */
    private interface Command {

        void run(String text) throws SQLException;
    }

    private final HttpServer http;

    private DatabaseControl(HttpServer http) {
        this.http = http;
    }

    static DatabaseControl of(SqlDatabase server, TcpProxy proxy) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OtherWriter other = new OtherWriter(server);
        AtomicBoolean cut = new AtomicBoolean();
        Map<String, Command> commands = Map.of(
                "/pass", text -> proxy.pass(),
                "/refuse", text -> proxy.refuse(),
                "/cut-answer-to-commit", text -> cutAnswerTo(DatabaseControl::isCommit, proxy, cut),
                "/cut-answer-to-insert", text -> cutAnswerTo(DatabaseControl::isInsert, proxy, cut),
                "/has-cut", text -> require(cut.get()),
                "/kill", text -> server.kill(),
                "/start", text -> server.start(),
                "/write", other::write,
                "/commit", text -> other.commitWhenAwaitedBy(Integer.parseInt(text)));
        commands.forEach((path, command) -> http.createContext(path, exchange -> answer(exchange, command)));
        http.start();
        return new DatabaseControl(http);
    }

    int port() {
        return http.getAddress().getPort();
    }

    private static void cutAnswerTo(Predicate<String> request, TcpProxy proxy, AtomicBoolean cut) {
        cut.set(false);
        proxy.cutAnswerTo(bytes -> {
            boolean found = request.test(bytes);
            if (found) {
                cut.set(true);
            }
            return found;
        });
    }

    private static void require(boolean cut) {
        if (!cut) {
            throw new IllegalStateException("nothing was sent whose answer had to be cut");
        }
    }

    private static boolean isInsert(String request) {
        return request.contains("INSERT INTO eventstore_event");
    }

    /** The whole of a statement; others name READ COMMITTED. */
    private static boolean isCommit(String request) {
        return request.toUpperCase(Locale.ROOT).endsWith("COMMIT");
    }

    private static void answer(HttpExchange exchange, Command command) throws IOException {
        try (exchange) {
            String failure =
                    failureOf(command, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = failure.getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.length == 0 ? DONE : FAILED, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String failureOf(Command command, String text) {
        try {
            command.run(text);
            return "";
        } catch (SQLException | RuntimeException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
