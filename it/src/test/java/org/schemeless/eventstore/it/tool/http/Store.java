/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A store at an address, and the requests it is sent. Headers are given as names and values in turn. */
public final class Store {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client = Http11.client();
    private final URI base;

    public Store(URI base) {
        this.base = base;
    }

    /** An address below the API, or a whole one that the store gave. */
    public URI uri(String path) {
        return base.resolve("api/").resolve(path);
    }

    public int port() {
        return base.getPort();
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** The events of this page and of those it leads to. */
    public List<JsonObject> eventsByPages(String first) {
        List<JsonObject> events = new ArrayList<>();
        for (String page = first; !page.isEmpty(); ) {
            Reply reply = get(page).is(200);
            events.addAll(reply.events());
            page = reply.next();
        }
        return events;
    }

    public Reply head(String path, String... headers) {
        return send("HEAD", path, BodyPublishers.noBody(), headers);
    }

    /** Posts JSON. */
    public Reply post(String path, String json, String... headers) {
        return postAs("application/json", path, json, headers);
    }

    public Reply postAs(String type, String path, String body, String... headers) {
        return send("POST", path, BodyPublishers.ofString(body), and(headers, "Content-Type", type));
    }

    public Reply send(String method, String path, BodyPublisher body, String... headers) {
        HttpResponse<String> response = open(method, path, body, BodyHandlers.ofString(), headers);
        OpenApi.check(response, response.body());
        return new Reply(response, response.body());
    }

    /** The position of the last event of those acknowledged before the call. */
    public long end() {
        String limit = get("log?after=" + Long.MAX_VALUE, "Accept", "application/x-ndjson")
                .invalid("after")
                .getString("limit");
        long end = Long.parseLong(limit.replaceAll("0 to (\\d+),.*", "$1"));
        Reply page = get("log?after=" + end).is(200);
        while (!page.next().isEmpty()) {
            page = get(page.next()).is(200);
        }
        return Long.parseLong(page.header("Eventstore-Position"));
    }

    /**
     * An answer that the server itself may give before it asks the store, whose document then says nothing about it.
     */
    public Reply getOfServer(String path, String... headers) {
        HttpResponse<String> response = open("GET", path, BodyPublishers.noBody(), BodyHandlers.ofString(), headers);
        return new Reply(response, response.body());
    }

    /** The first lines of an answer that need not end. */
    public Reply firstLines(String path, int count, String... headers) {
        HttpResponse<Stream<String>> response =
                open("GET", path, BodyPublishers.noBody(), BodyHandlers.ofLines(), headers);
        try (Stream<String> lines = response.body()) {
            return new Reply(response, lines.limit(count).collect(Collectors.joining("\n")));
        }
    }

    /** An answer whose body is still to be read. */
    public <T> HttpResponse<T> open(
            String method, String path, BodyPublisher body, BodyHandler<T> handler, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] and(String[] headers, String name, String value) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}
