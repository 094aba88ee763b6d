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
            case 401 -> new Problem(status, "unauthorized", "Who calls is not known", "The call needs credentials");
            case 403 -> new Problem(status, "forbidden", "The caller may not do this", "The call needs another role");
            case 404 -> new Problem(status, "not-found", "There is nothing at this address", OTHER_PLACES);
            case 405 ->
                new Problem(
                        status,
                        "method-not-allowed",
                        "The address has no such method",
                        "The header Allow names those it has");
            case 406 ->
                new Problem(
                        status,
                        "not-acceptable",
                        "There is no such representation",
                        "Offered: application/json, and events as CloudEvents in application/cloudevents+json (one) or"
                                + " application/cloudevents-batch+json (several); the log in application/x-ndjson and"
                                + " text/event-stream as well");
            case 413 -> new Problem(status, "too-large", "The request is too large", "Send it in parts");
            case 414 ->
                new Problem(
                        status,
                        "uri-too-long",
                        "The address is too long",
                        "Names go in the body as well, POST /events");
            case 415 ->
                new Problem(
                        status,
                        "unsupported-media-type",
                        "The media type is not read",
                        "Read: application/json, application/cloudevents+json and application/cloudevents-batch+json,"
                                + " in UTF-8 and without Content-Encoding");
            default ->
                status < 500
                        ? new Problem(
                                status,
                                "malformed",
                                "The request is malformed",
                                "It cannot be read as HTTP. " + OTHER_PLACES)
                        : new Problem(
                                status, "internal-error", "The event store failed", "The cause is in the server's log");
        };
    }
}
