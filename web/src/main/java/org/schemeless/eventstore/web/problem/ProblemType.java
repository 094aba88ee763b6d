/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

/** The problems there are: the name that programs look at, with the title and the status that each has. */
public enum ProblemType {
    MALFORMED(400, "malformed", "The request is malformed"),
    UNAUTHORIZED(401, "unauthorized", "Who calls is not known"),
    FORBIDDEN(403, "forbidden", "The caller may not do this"),
    NOT_FOUND(404, "not-found", "There is nothing at this address"),
    EVENT_NOT_FOUND(404, "event-not-found", "There is no such event"),
    UNKNOWN_NAME(404, "unknown-name", "There is nothing of this name"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The address has no such method"),
    NOT_ACCEPTABLE(406, "not-acceptable", "There is no such representation"),
    /** A conflict is a 412 if the expectation stood in a header, as HTTP asks. */
    CONCURRENCY_ERROR(409, "concurrency-error", "The stream is not where it was expected"),
    BOUNDARY_MOVED(409, "boundary-moved", "The boundary has moved"),
    DUPLICATE_EVENT(409, "duplicate-event", "The event id is taken"),
    VIEW_BEHIND(409, "view-behind", "The version has not come as far as the one that is read"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    LINE_TOO_LARGE(413, "too-large", "The line is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The media type is not read"),
    INVALID_EVENT(422, "invalid-event", "The request is outside the limits"),
    PRECONDITION_REQUIRED(428, "precondition-required", "An append has to say what it expects"),
    INTERNAL_ERROR(500, "internal-error", "The event store failed"),
    UNREADABLE_EVENT(500, "unreadable-event", "The event cannot be read"),
    LOG_NOT_AVAILABLE(501, "log-not-available", "The storage keeps no log"),
    LISTS_NOT_AVAILABLE(501, "lists-not-available", "The storage keeps no lists of domains and streams"),
    VIEWS_NOT_AVAILABLE(501, "views-not-available", "The storage keeps no views"),
    UNAVAILABLE(503, "unavailable", "The event store cannot do it now");

    private final int status;
    private final String text;
    private final String title;

    ProblemType(int status, String text, String title) {
        this.status = status;
        this.text = text;
        this.title = title;
    }

    int status() {
        return status;
    }

    /** The last segment of the URI. */
    String text() {
        return text;
    }

    String title() {
        return title;
    }
}
