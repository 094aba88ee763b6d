/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.transfer.Transfer;

/** An export from a store in which others write more than gets positions, as long as anybody asks. */
class ExportTest {

    private static final int EVENTS = 10;
    private static final int ANSWERS = 4;

    private final List<String> requests = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void it_ends_with_what_was_there_at_its_start() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path file = directory.resolve("log.ndjson");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/eventstore/api/log", this::answer);
        server.start();
        try {
            String store = "http://127.0.0.1:" + server.getAddress().getPort() + "/eventstore";
            int code = Transfer.run(
                    new String[] {"export", store, file.toString()},
                    null,
                    new PrintStream(out, true, StandardCharsets.UTF_8));
            assertThat(code).isZero();
        } finally {
            server.stop(0);
        }

        assertThat(requests)
                .containsExactly(
                        "after=0&sealed=true",
                        "after=10&until=1001&sealed=true",
                        "after=20&until=1001&sealed=true",
                        "after=30&until=1001&sealed=true");
        assertThat(file).content().hasLineCount(EVENTS * ANSWERS);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(EVENTS * ANSWERS + " events are in");
    }

    /** What was there at the first request has its positions at the fourth; what was there at any other never has. */
    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        requests.add(query);
        int position = EVENTS * requests.size();
        int mark = query.contains("until=")
                ? Integer.parseInt(query.replaceFirst(".*until=(\\d+).*", "$1"))
                : 1000 + requests.size();
        if (mark != 1001 || requests.size() < ANSWERS) {
            exchange.getResponseHeaders().set("Link", "<log?after=" + position + "&until=" + mark + ">; rel=\"next\"");
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i : IntStream.rangeClosed(position - EVENTS + 1, position).toArray()) {
                body.write(("{\"id\":\"" + i + "\"}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
