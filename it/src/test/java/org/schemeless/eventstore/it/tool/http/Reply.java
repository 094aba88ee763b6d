/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of the store. */
public final class Reply {

    /** Of its own accord Parsson reads 15,000,000 characters, and pages have more; others do not know the setting. */
    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of("org.eclipse.parsson.maxParsingLimit", Integer.MAX_VALUE));

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; *rel=\"next\"");

    private final HttpResponse<?> response;
    private final String body;

    public Reply(HttpResponse<?> response, String body) {
        this.response = response;
        this.body = body;
    }

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return body;
    }

    /** The value of a header; empty if it is not there. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonValue json() {
        try (JsonReader reader = READERS.createReader(new StringReader(body()))) {
            return reader.readValue();
        }
    }

    public JsonObject object() {
        return json().asJsonObject();
    }

    /** The object in a line. */
    public static JsonObject object(String line) {
        try (JsonReader reader = READERS.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    /** The objects in its lines. */
    public List<JsonObject> lines() {
        return body().lines().map(Reply::object).toList();
    }

    public List<JsonObject> events() {
        return object().getJsonArray("events").getValuesAs(JsonObject.class);
    }

    /** The address of the next page; empty if this is the last one. */
    public String next() {
        Matcher link = NEXT.matcher(header("Link"));
        return link.find() ? resolved(link.group(1)) : "";
    }

    /** The address in Location. */
    public String location() {
        return resolved(header("Location"));
    }

    /** As a client sees it who has sent the request to another place than the server has it at, a proxy's. */
    private String resolved(String reference) {
        assertThat(reference).doesNotContain("://").doesNotStartWith("/");
        return response.uri().resolve(reference).toString();
    }

    public Reply is(int status) {
        assertThat(status()).as(body()).isEqualTo(status);
        return this;
    }

    public Reply isAmong(Integer... statuses) {
        assertThat(status()).as(body()).isIn((Object[]) statuses);
        return this;
    }

    /** The problem of this status and name, as RFC 9457 has it. */
    public JsonObject problem(int status, String name) {
        is(status);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        JsonObject problem = object();
        assertThat(problem.getString("type")).endsWith("/" + name);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail"))
                .isNotBlank()
                .doesNotContain("Exception", "org.", "jakarta.", "java.", "SELECT", "INSERT");
        return problem;
    }

    /** A problem 422 that names this field. */
    public JsonObject invalid(String field) {
        JsonObject problem = problem(422, "invalid-event");
        assertThat(problem.getString("field")).isEqualTo(field);
        assertThat(problem.getString("limit")).isNotBlank();
        return problem;
    }
}
