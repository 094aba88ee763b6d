/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

/** What is said of a status when the container, not a resource, refused the request. */
final class Refusals {

    private static final String OTHER_PLACES = "Names that do not fit in a path go in the query,"
            + " GET /events?domain=…&identifier=…, or in the body, POST /events";

    private Refusals() {}

    static Problem of(int status) {
        return switch (status) {
            case 401 -> new Problem(ProblemType.UNAUTHORIZED, "The call needs credentials");
            case 403 -> new Problem(ProblemType.FORBIDDEN, "The call needs another role");
            case 404 -> new Problem(ProblemType.NOT_FOUND, OTHER_PLACES);
            case 405 -> new Problem(ProblemType.METHOD_NOT_ALLOWED, "The header Allow names those it has");
            case 406 ->
                new Problem(
                        ProblemType.NOT_ACCEPTABLE,
                        "Offered: application/json, and events as CloudEvents in application/cloudevents+json (one) or"
                                + " application/cloudevents-batch+json (several); the log in application/x-ndjson and"
                                + " text/event-stream as well");
            case 413 -> new Problem(ProblemType.TOO_LARGE, "Send it in parts");
            case 414 -> new Problem(ProblemType.URI_TOO_LONG, "Names go in the body as well, POST /events");
            case 415 ->
                new Problem(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Read: application/json, application/cloudevents+json and application/cloudevents-batch+json,"
                                + " in UTF-8 and without Content-Encoding");
            default ->
                status < 500
                        ? new Problem(ProblemType.MALFORMED, status, "It cannot be read as HTTP. " + OTHER_PLACES)
                        : new Problem(ProblemType.INTERNAL_ERROR, status, "The cause is in the server's log");
        };
    }
}
