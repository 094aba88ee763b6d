/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The whole log as lines, read by a client that keeps nothing of it. */
final class Export {

    private static final int BUFFER = 64 * 1024;

    private final HttpRequest request;
    private long lines;

    Export(URI log) {
        request = HttpRequest.newBuilder(log)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "application/x-ndjson")
                .build();
    }

    /** @throws IOException if it is refused, or ends before its end */
    void run() throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(request + ": " + response.statusCode());
            }
            byte[] buffer = new byte[BUFFER];
            for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
    }

    /** How many have been read. */
    long lines() {
        return lines;
    }
}
