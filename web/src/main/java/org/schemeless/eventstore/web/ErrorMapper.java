/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ejb.EJBException;
import jakarta.json.JsonException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventNotFoundException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;

/** Every error as a problem; what nobody foresaw is logged, and told without its insides. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

    private static final String RETRY_SECONDS = "1";

    @Context
    private HttpHeaders headers;

    @Override
    public Response toResponse(Throwable error) {
        if (error instanceof InvalidEventException e) {
            return invalid(e);
        }
        if (error instanceof ConcurrencyError e) {
            return conflict(e);
        }
        if (error instanceof DuplicateEventException e) {
            return withId(new Problem(409, "duplicate-event", "The event id is taken", text(e)), e.getId());
        }
        if (error instanceof EventNotFoundException e) {
            return withId(new Problem(404, "event-not-found", "There is no such event", text(e)), e.getId());
        }
        if (error instanceof EventStoreUnavailableException) {
            return unavailable(error);
        }
        if (error instanceof JsonException || error instanceof NoSuchElementException) {
            return new Problem(400, "malformed", "The body is not JSON", text(error)).answer();
        }
        if (error instanceof WebApplicationException e) {
            return plain(e);
        }
        if (error instanceof EJBException && error.getCause() instanceof RuntimeException cause) {
            return toResponse(cause);
        }
        LOG.log(Level.ERROR, "a request failed for a reason nobody foresaw", error);
        return new Problem(500, "internal-error", "The event store failed", "The cause is in the server's log")
                .answer();
    }

    private static Response invalid(InvalidEventException error) {
        Problem problem = new Problem(422, "invalid-event", "The request is outside the limits", text(error));
        problem.with().text("field", error.getField()).text("limit", error.getLimit());
        error.getIndex().ifPresent(index -> problem.with().number("index", (long) index));
        return problem.answer();
    }

    /** 412 if the expectation stood in a header, as HTTP asks; 409 if it stood in the body. */
    private Response conflict(ConcurrencyError error) {
        int status = Precondition.isPresent(headers) ? 412 : 409;
        Problem problem =
                new Problem(status, "concurrency-error", "The stream is not where it was expected", text(error));
        problem.with().object("stream", new JsonObjectText().stream(error.getStream()));
        if (error.getExpected() instanceof ExpectedSequence.Exactly exactly) {
            problem.with().number("expected", exactly.sequence());
        } else {
            problem.with().text("expected", error.getExpected().toString());
        }
        problem.with().number("found", error.getFound());
        return problem.answer();
    }

    private static Response withId(Problem problem, String id) {
        problem.with().text("id", id);
        return problem.answer();
    }

    /** The reason may tell of tables and hosts: it is for the log. */
    private static Response unavailable(Throwable error) {
        LOG.log(Level.WARNING, "the backend could not answer", error);
        Problem problem = new Problem(
                503,
                "unavailable",
                "The event store cannot do it now",
                "Send the same request again, with the same ids");
        return problem.on(Response.status(503).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
    }

    /** What the container or a resource answers: its status and headers, the phrase of the status as name. */
    private static Response plain(WebApplicationException error) {
        Response answer = error.getResponse();
        if (answer.getStatusInfo().getFamily() == Response.Status.Family.REDIRECTION) {
            return answer;
        }
        int status = answer.getStatus();
        String title = answer.getStatusInfo().getReasonPhrase();
        String name =
                status == 400 ? "malformed" : title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        return new Problem(status, name, title, text(error)).on(Response.fromResponse(answer));
    }

    private static String text(Throwable error) {
        return String.valueOf(error.getMessage());
    }
}
