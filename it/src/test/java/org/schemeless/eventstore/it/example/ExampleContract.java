/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The application that the documents show does what they say. */
interface ExampleContract {

    /** The root of the server's URLs, with a slash at its end. */
    URI server();

    @Test
    default void an_event_and_an_entity_are_stored_together() throws Exception {
        String account = UUID.randomUUID().toString();

        assertThat(send("POST", "api/accounts/" + account + "?amount=12.50").statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "api/accounts/" + account + "?amount=1.25").statusCode())
                .isEqualTo(204);

        assertThat(get("api/accounts/" + account + "/balance")).isEqualTo("13.75");
        assertThat(get("api/accounts/" + account + "/postings").lines()).hasSize(2);
    }

    @Test
    default void the_subscription_counts_what_has_moved() throws Exception {
        String account = UUID.randomUUID().toString();

        send("POST", "api/accounts/" + account + "?amount=12.50");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> get("api/accounts/" + account + "/turnover").equals("12.50"));
    }

    default String get(String path) throws IOException, InterruptedException {
        return send("GET", path).body();
    }

    /** @param path within the application */
    default HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = server().resolve(ExampleArchive.NAME + "/" + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }
}
