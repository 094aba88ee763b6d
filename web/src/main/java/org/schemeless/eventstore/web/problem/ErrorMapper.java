/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

import jakarta.ejb.EJBException;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventNotFoundException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.logging.Mishaps;

/** Every error as a problem; what nobody foresaw is logged, and told without its insides. */
public class ErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

    private static final String RETRY_SECONDS = "1";

    @Context
    private HttpServletRequest request;

    /** A conflict is a 412 if the expectation stood in a header, as HTTP asks. */
    @Override
    public Response toResponse(Throwable error) {
        boolean hasCondition = has(HttpHeaders.IF_MATCH) || has(HttpHeaders.IF_NONE_MATCH);
        return answer(error, hasCondition ? 412 : 409);
    }

    private boolean has(String header) {
        return request.getHeader(header) != null;
    }

    /** The answer to a request that has no condition in its headers. */
    public static Response answer(Throwable error) {
        return answer(error, 409);
    }

    private static Response answer(Throwable error, int conflict) {
        if (error instanceof InvalidEventException e) {
            return invalid(e);
        }
        if (error instanceof BoundaryMovedError e) {
            return moved(e);
        }
        if (error instanceof ConcurrencyError e) {
            return conflict(e, conflict);
        }
        if (error instanceof DuplicateEventException e) {
            return new Problem(ProblemType.DUPLICATE_EVENT, text(e))
                    .with("id", e.getId())
                    .answer();
        }
        if (error instanceof EventNotFoundException e) {
            return new Problem(ProblemType.EVENT_NOT_FOUND, text(e))
                    .with("id", e.getId())
                    .answer();
        }
        if (error instanceof UnreadableEventException e) {
            LOG.log(Level.ERROR, "an event cannot be read", error);
            return new Problem(ProblemType.UNREADABLE_EVENT, "The cause is in the server's log")
                    .with("id", e.getId())
                    .answer();
        }
        if (error instanceof EventStoreUnavailableException) {
            return unavailable(error);
        }
        if (error instanceof WebApplicationException e) {
            return refused(e.getResponse());
        }
        if (error instanceof EJBException && error.getCause() instanceof RuntimeException cause) {
            return answer(cause, conflict);
        }
        boolean gone = error instanceof IOException;
        LOG.log(gone ? Level.DEBUG : Level.ERROR, gone ? "a client went away" : "a request failed unforeseen", error);
        return Refusals.of(500).answer();
    }

    private static Response invalid(InvalidEventException error) {
        Problem problem = new Problem(ProblemType.INVALID_EVENT, text(error))
                .with("field", error.getField())
                .with("limit", error.getLimit());
        error.getIndex().ifPresent(index -> problem.with("index", index));
        return problem.answer();
    }

    /** A conflict with what no stream can be at. */
    public static WebApplicationException foreignTag(StreamId stream, String tags, long found) {
        String detail =
                stream + ": expected " + tags + ", which is the entity tag of no sequence, found \"" + found + "\"";
        return conflict(412, detail, stream)
                .with("expected", tags)
                .with("found", found)
                .refusal();
    }

    private static Problem conflict(int status, String detail, StreamId stream) {
        return new Problem(ProblemType.CONCURRENCY_ERROR, status, detail).with("stream", stream(stream));
    }

    private static Response conflict(ConcurrencyError error, int status) {
        Problem problem = conflict(status, text(error), error.getStream());
        if (error.getExpected() instanceof ExpectedSequence.Exactly exactly) {
            problem.with("expected", exactly.sequence());
        } else {
            problem.with("expected", error.getExpected().toString());
        }
        return problem.with("found", error.getFound()).answer();
    }

    /** The boundary always stands in the body. Whoever may write need not be allowed to read the event's payload. */
    private static Response moved(BoundaryMovedError error) {
        StoredEvent event = error.getEvent();
        return new Problem(ProblemType.BOUNDARY_MOVED, text(error))
                .with("stream", stream(error.getStream()))
                .with("expected", event.sequence() - 1)
                .with("found", error.getFound())
                .with("event", Json.createObjectBuilder().add("id", event.id()).add("type", event.type()))
                .answer();
    }

    private static JsonObjectBuilder stream(StreamId stream) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("domain", stream.domain());
        return stream.identifier().isEmpty() ? json : json.add("identifier", stream.identifier());
    }

    /** The reason may tell of tables and hosts: it is for the log. */
    private static Response unavailable(Throwable error) {
        Mishaps.tell(LOG, "the backend could not answer", error);
        String detail = "Send the same request again, with the same ids";
        return new Problem(ProblemType.UNAVAILABLE, detail).answerForNow(RETRY_SECONDS);
    }

    /** What a resource has put in words stays; the container's own words are replaced. */
    private static Response refused(Response answer) {
        boolean complete =
                answer.hasEntity() || answer.getStatusInfo().getFamily() == Response.Status.Family.REDIRECTION;
        return complete ? answer : Refusals.of(answer.getStatus()).on(Response.fromResponse(answer));
    }

    private static String text(Throwable error) {
        return String.valueOf(error.getMessage());
    }
}
