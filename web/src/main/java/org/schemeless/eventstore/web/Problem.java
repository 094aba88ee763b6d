/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** Problem details (RFC 9457) of one status. The last segment of {@code type} is the name that programs look at. */
final class Problem {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "/eventstore/problems/";

    private final int status;
    private final JsonObjectText body;

    Problem(int status, String name, String title, String detail) {
        this.status = status;
        this.body = new JsonObjectText()
                .text("type", TYPES + name)
                .text("title", title)
                .number("status", (long) status)
                .text("detail", detail);
    }

    /** A request that is not well-formed. */
    static WebApplicationException malformed(String detail) {
        return new WebApplicationException(detail, 400);
    }

    /** The body, to which the fields of the error are added. */
    JsonObjectText with() {
        return body;
    }

    Response answer() {
        return on(Response.status(status));
    }

    /** The answer with headers that are there already. */
    Response on(Response.ResponseBuilder answer) {
        return answer.status(status, reason())
                .type(MEDIA_TYPE)
                .entity(body.toString())
                .build();
    }

    /** Jakarta REST has no name for 422. */
    private String reason() {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Unprocessable Content" : known.getReasonPhrase();
    }
}
