/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;
import org.schemeless.eventstore.web.format.Batch;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;

/** An append, with what headers and body expect, and its answer. */
final class Appending {

    private final EventStoreService store;
    private final Links links;

    Appending(EventStoreService store, Links links) {
        this.store = store;
        this.links = links;
    }

    AppendResult append(Batch batch, Precondition condition) {
        ExpectedSequence expected = condition.and(batch.expected());
        if (Settings.isPreconditionRequired()) {
            requirePrecondition(batch, expected);
        }
        if (condition.isWeak() && !batch.events().isEmpty()) {
            StreamId stream = batch.events().get(0).stream();
            long found = store.getStreamSequence(stream.domain(), stream.identifier());
            throw new ConcurrencyError(stream, expected.of(stream), found);
        }
        return store.storeEvents(batch.events(), expected);
    }

    private static void requirePrecondition(Batch batch, ExpectedSequence expected) {
        boolean complete = expected instanceof ExpectedSequence.NothingNew
                || batch.events().stream()
                        .noneMatch(event -> expected.of(event.stream()) instanceof ExpectedSequence.Any);
        if (!complete) {
            throw new Problem(
                            ProblemType.PRECONDITION_REQUIRED,
                            "This server wants If-Match or If-None-Match, or in the body expectedSequence, or"
                                    + " expectedSequences for each stream, or nothingNew")
                    .refusal();
        }
    }

    /** 201 for what is new, 200 for what was there. */
    Response.ResponseBuilder answer(AppendResult result) {
        Response.ResponseBuilder answer =
                Response.status(result.replayed() ? 200 : 201).entity(result);
        return result.events().isEmpty() ? answer : answer.header(HttpHeaders.LOCATION, location(result.events()));
    }

    /** The event's own address, or the page that starts with the batch. */
    private String location(List<AppendedEvent> events) {
        AppendedEvent first = events.get(0);
        if (events.size() == 1) {
            return links.event(first.id());
        }
        long count = events.stream()
                .filter(event -> event.stream().equals(first.stream()))
                .count();
        return links.page(first.stream(), new PageBounds(first.sequence() - 1, (int) Math.min(count, Limits.PAGE)));
    }
}
