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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The log of a store, over HTTP. */
final class Log {

    private static final String LINES = "application/x-ndjson";
    private static final Pattern UNTIL = Pattern.compile("[?&]until=([^&>]+)");
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private static final Duration TO_CONNECT = Duration.ofSeconds(30);
    private static final Duration TO_ANSWER = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT)
            .build();
    private final URI address;
    private final @Nullable String token;

    /** @throws IllegalArgumentException if the address is none of HTTP */
    Log(URI store, @Nullable String token) {
        this.address = URI.create(store.toString().replaceFirst("/+$", "") + "/api/log");
        this.token = token;
        request(address); // says so if it cannot be
    }

    /**
     * @param until what the store had, if it had events without position yet: they follow when it is asked again with
     *     this
     */
    record Lines(BufferedReader reader, @Nullable String until) implements Closeable {

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /**
     * The lines after a position, up to the end of the log as far as it has positions.
     *
     * @param until of an earlier answer, for what the log had then
     * @throws RefusedException if the store does not give them, whenever it is asked
     * @throws IOException if it may give them later
     */
    Lines after(long position, @Nullable String until) throws IOException, InterruptedException {
        String query = "?after=" + position + (until == null ? "" : "&until=" + until);
        HttpRequest request =
                request(URI.create(address + query)).header("Accept", LINES).build();
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
                        .map(UNTIL::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .orElse(null));
    }

    /**
     * Brings lines in.
     *
     * @throws RefusedException if the store does not take them, whenever it is asked
     * @throws IOException if it may take them later
     */
    void bringIn(String lines) throws IOException, InterruptedException {
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
