/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.transfer;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a store gives and takes as lines, over HTTP. */
final class Api {

    private static final String LINES = "application/x-ndjson";
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; *rel=\"next\"");
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private static final Duration TO_CONNECT = Duration.ofSeconds(30);
    private static final Duration TO_ANSWER = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT)
            .build();
    private final URI base;
    private final @Nullable String token;

    /** @throws IllegalArgumentException if the address is none of HTTP */
    Api(URI store, @Nullable String token) {
        this.base = URI.create(store.toString().replaceFirst("/+$", "") + "/api/");
        this.token = token;
        request(base); // says so if it cannot be
    }

    /** @param next the address that the answer leads on to, if it does */
    record Lines(BufferedReader reader, Optional<URI> next) implements Closeable {

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /** An address of the store. */
    URI uri(String path) {
        return base.resolve(path);
    }

    /**
     * The lines at an address.
     *
     * @throws RefusedException if the store does not give them, whenever it is asked
     * @throws IOException if it may give them later
     */
    Lines get(URI address) throws IOException, InterruptedException {
        HttpRequest request = request(address).header("Accept", LINES).build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != OK) {
            try (InputStream body = response.body()) {
                throw failure(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new Lines(
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)),
                response.headers()
                        .firstValue("Link")
                        .map(NEXT::matcher)
                        .filter(Matcher::find)
                        .map(found -> address.resolve(found.group(1))));
    }

    /**
     * Brings lines in.
     *
     * @throws RefusedException if the store does not take them, whenever it is asked
     * @throws IOException if it may take them later
     */
    void post(URI address, String lines) throws IOException, InterruptedException {
        HttpRequest request = request(address)
                .header("Content-Type", LINES)
                .POST(BodyPublishers.ofString(lines))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw failure(response.statusCode(), response.body());
        }
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TO_ANSWER);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static IOException failure(int status, String problem) {
        String message = "The store answers " + status + ": " + problem;
        return status == UNAVAILABLE ? new IOException(message) : new RefusedException(message);
    }
}
