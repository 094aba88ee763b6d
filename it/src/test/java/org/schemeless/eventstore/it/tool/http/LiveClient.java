/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One that follows the log by server-sent events, as a browser does: it keeps the id of the last event it has whole,
 * and sends it when it connects again, as it does whenever the connection ends.
 */
public final class LiveClient extends Follower {

    private final Store store;
    private final String filter;
    private int retryMillis = 100;
    private volatile int connections;
    private volatile int heartbeats;
    private volatile InputStream body = InputStream.nullInputStream();

    /** Starts to follow the log after this position. */
    public LiveClient(Store store, long after) {
        this(store, after, "");
    }

    /** Starts to follow those events of the log that are wanted, by the parameters of the query. */
    public LiveClient(Store store, long after, String filter) {
        super(after);
        this.store = store;
        this.filter = filter;
        start("live-client");
    }

    @Override
    void follow() {
        try {
            HttpResponse<InputStream> response = store.open(
                    "GET",
                    "log?" + filter,
                    BodyPublishers.noBody(),
                    BodyHandlers.ofInputStream(),
                    "Accept",
                    "text/event-stream",
                    "Last-Event-ID",
                    Long.toString(last()));
            body = response.body();
            if (response.statusCode() == 200) {
                connections++;
                read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
            } else if (response.statusCode() != 404 && response.statusCode() != 503) {
                throw new AssertionError(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException | UncheckedIOException e) {
            // connects again
        }
        LockSupport.parkNanos(Duration.ofMillis(retryMillis).toNanos());
    }

    /** An event counts when the empty line after it is there; an id counts without data as well. */
    private void read(BufferedReader lines) throws IOException {
        String id = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data += line.substring(6);
            } else if (line.equals(":")) {
                heartbeats++;
            } else if (line.isEmpty() && !data.isEmpty()) {
                take(Reply.object(data), Long.parseLong(id));
                data = "";
            } else if (line.isEmpty() && !id.isEmpty()) {
                pass(Long.parseLong(id));
            } else if (line.startsWith("retry: ")) {
                retryMillis = Integer.parseInt(line.substring(7));
            } else if (!line.isEmpty()) {
                throw new AssertionError("unexpected: " + line);
            }
        }
    }

    @Override
    public LiveClient awaitPosition(long position) {
        super.awaitPosition(position);
        return this;
    }

    public void awaitConnections(int count) {
        await(() -> connections >= count);
    }

    public void awaitHeartbeats(int count) {
        await(() -> heartbeats >= count);
    }

    public int connections() {
        return connections;
    }

    /** Breaks the connection, wherever it is. */
    public void breakConnection() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        super.close();
        breakConnection();
    }
}
