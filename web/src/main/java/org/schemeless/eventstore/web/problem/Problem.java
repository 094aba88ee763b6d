/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.util.Map;

/** Problem details (RFC 9457) of one status. The last segment of {@code type} is the name that programs look at. */
public final class Problem {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "/eventstore/problems/";

    /** What a client sent may come back in a detail, but not at any length. */
    private static final int LONGEST_TEXT = 500;

    private final int status;
    private final JsonObjectBuilder body = Json.createObjectBuilder();

    public Problem(ProblemType type, String detail) {
        this(type, type.status(), detail);
    }

    /** A problem with a status that is not the usual one of its type. */
    Problem(ProblemType type, int status, String detail) {
        this.status = status;
        with("type", TYPES + type.text())
                .with("title", type.title())
                .with("status", status)
                .with("detail", detail);
    }

    /** A request that is not well-formed. */
    public static WebApplicationException malformed(String detail) {
        return new Problem(ProblemType.MALFORMED, detail).refusal();
    }

    public Problem with(String field, String value) {
        body.add(field, value.length() <= LONGEST_TEXT ? value : value.substring(0, LONGEST_TEXT) + "…");
        return this;
    }

    public Problem with(String field, long value) {
        body.add(field, value);
        return this;
    }

    Problem with(String field, JsonObjectBuilder value) {
        body.add(field, value);
        return this;
    }

    /** The problem as the error that ends a request. */
    public WebApplicationException refusal() {
        return new WebApplicationException(answer());
    }

    public Response answer() {
        return on(Response.status(status));
    }

    /** The answer of a problem that passes: it says after how many seconds to send the request again. */
    public Response answerForNow(String retrySeconds) {
        return on(Response.status(status).header(HttpHeaders.RETRY_AFTER, retrySeconds));
    }

    /** The answer with headers that are there already. */
    public Response on(Response.ResponseBuilder answer) {
        return answer.status(status, reason()).type(MEDIA_TYPE).entity(json()).build();
    }

    /** The problem in an answer, with a place that its detail begins with, and more fields. */
    public static Response extended(Response answer, String place, Map<String, Long> fields) {
        try (JsonReader reader = Json.createReader(new StringReader((String) answer.getEntity()))) {
            JsonObject problem = reader.readObject();
            JsonObjectBuilder more =
                    Json.createObjectBuilder(problem).add("detail", place + problem.getString("detail"));
            fields.forEach(more::add);
            return Response.fromResponse(answer)
                    .status(answer.getStatusInfo())
                    .entity(more.build().toString())
                    .build();
        }
    }

    String json() {
        return body.build().toString();
    }

    /** Jakarta REST has no name for 422. */
    private String reason() {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Unprocessable Content" : known.getReasonPhrase();
    }
}
