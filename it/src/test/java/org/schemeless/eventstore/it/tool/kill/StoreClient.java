/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.schemeless.eventstore.it.tool.http.Http11;

/** A client of the store over HTTP, which takes no answer on trust that the contract does not know. */
public final class StoreClient {

    private static final int PAGE = 1000;

    private final HttpClient http = Http11.client();
    private final URI api;

    public StoreClient(URI store) {
        this.api = store.resolve("api/");
    }

    Answer append(Batch batch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(events(batch.domain(), batch.stream(), ""))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(batch.json().toString()));
        batch.expected().ifPresent(sequence -> request.header("If-Match", "\"" + sequence + "\""));
        HttpResponse<String> response;
        try {
            response = send(request.build());
        } catch (IOException e) {
            return Answer.IN_DOUBT;
        }
        return switch (response.statusCode()) {
            case 201 -> new Answer(Answer.Outcome.STORED, sequences(response.body()));
            case 200 -> new Answer(Answer.Outcome.STORED_BEFORE, sequences(response.body()));
            case 412 -> Answer.REFUSED;
            case 503 -> Answer.IN_DOUBT;
            default -> throw unexpected(response);
        };
    }

    /** Whether the store reads from its database. */
    boolean serves(String domain) {
        try {
            return send(HttpRequest.newBuilder(events(domain, "any", "")).build())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The whole stream, in the order of its sequences. */
    public List<JsonObject> read(String domain, String stream) throws IOException {
        List<JsonObject> all = new ArrayList<>();
        List<JsonObject> page;
        do {
            long after = all.isEmpty() ? 0 : sequence(all.get(all.size() - 1));
            URI uri = events(domain, stream, "?after=" + after + "&limit=" + PAGE);
            HttpResponse<String> response = send(HttpRequest.newBuilder(uri).build());
            if (response.statusCode() != 200) {
                throw unexpected(response);
            }
            page = eventsOf(response.body()).toList();
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    public static long sequence(JsonObject event) {
        return event.getJsonNumber("sequence").longValueExact();
    }

    private URI events(String domain, String stream, String query) {
        return api.resolve("streams/" + domain + "/" + stream + "/events" + query);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store answers", e);
        }
    }

    private static List<Long> sequences(String answer) {
        return eventsOf(answer).map(StoreClient::sequence).toList();
    }

    private static Stream<JsonObject> eventsOf(String answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject().getJsonArray("events").getValuesAs(JsonObject.class).stream();
        }
    }

    private static AssertionError unexpected(HttpResponse<String> response) {
        return new AssertionError("the store answered " + response.statusCode() + ": " + response.body());
    }
}
