/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.PersonalPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.web.format.CallArguments;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.request.RequestHeaders;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** The erasure of subjects. Who they are stands in bodies alone: addresses are in logs of servers and proxies. */
public class ErasuresResource {

    private static final String SUBJECT = "subject";
    private static final String REQUEST = "request";
    private static final String AFTER = "after";
    private static final String LIMIT = "limit";

    /** How many events are read at once: each may have as much as an event can. */
    private static final int SLICE = 10;

    private final PersonalData personal;
    private final UriInfo uri;
    private final HttpServletRequest request;

    ErasuresResource(PersonalData personal, UriInfo uri, HttpServletRequest request) {
        this.personal = personal;
        this.uri = uri;
        this.request = request;
    }

    /** Erases a subject; 200 if there was nothing to be erased. */
    @POST
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response erase(InputStream body) {
        CallArguments arguments = arguments(body, SUBJECT, REQUEST);
        Erasure erasure = personal.erase(
                arguments.subject(SUBJECT), arguments.find(REQUEST).orElse(null));
        AppendedEvent event = erasure.event();
        return event == null
                ? Response.ok(erasure).build()
                : Response.status(Response.Status.CREATED)
                        .entity(erasure)
                        .header(HttpHeaders.LOCATION, new Links(request, uri).event(event.id()))
                        .build();
    }

    /** A page of the events that have personal members of a subject. */
    @POST
    @Path("events")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response eventsOfSubject(InputStream body) {
        CallArguments arguments = arguments(body, SUBJECT, AFTER, LIMIT);
        int limit =
                arguments.findNumber(LIMIT).map(PageBounds::limit).orElseGet(() -> PageBounds.limit(PageBounds.LIMIT));
        return Response.ok(
                        page(arguments.subject(SUBJECT), arguments.find(AFTER).orElse(null), limit))
                .build();
    }

    /** Ends early when its events are large. */
    private PersonalPage page(Subject subject, @Nullable String after, int limit) {
        List<StoredEvent> events = new ArrayList<>();
        @Nullable String next = after;
        long characters = 0;
        do {
            PersonalPage slice = personal.eventsOf(subject, next, Math.min(SLICE, limit - events.size()));
            events.addAll(slice.events());
            characters +=
                    slice.events().stream().mapToLong(StoredEvent::characters).sum();
            next = slice.next();
        } while (next != null && events.size() < limit && characters < Settings.maxPage());
        return new PersonalPage(events, next);
    }

    private CallArguments arguments(InputStream body, String... known) {
        return new RequestBody(RequestHeaders.of(request), body).arguments(known);
    }
}
