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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;
import org.schemeless.eventstore.web.format.Batch;
import org.schemeless.eventstore.web.format.EventList;
import org.schemeless.eventstore.web.format.MediaTypes;
import org.schemeless.eventstore.web.format.Payloads;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.request.RequestHeaders;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** All events: batches over any streams, look-ups, and streams whose names do not fit in a path. */
public class EventsResource {

    private static final String ID = "id";
    private static final String DOMAIN = "domain";
    private static final String IDENTIFIER = "identifier";
    private static final String CAUSATION_ID = "causationId";
    private static final String CORRELATION_ID = "correlationId";
    private static final List<String> SELECTORS = List.of(ID, DOMAIN, CAUSATION_ID, CORRELATION_ID);

    private final EventStoreService store;
    private final Services services;
    private final UriInfo uri;
    private final HttpServletRequest request;

    EventsResource(Services services, UriInfo uri, HttpServletRequest request) {
        this.store = services.store();
        this.services = services;
        this.uri = uri;
        this.request = request;
    }

    /** Appends a batch over any streams. */
    @POST
    @Requires(Role.WRITER)
    @Consumes({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENT, MediaTypes.CLOUDEVENTS})
    @Produces(MediaType.APPLICATION_JSON)
    public Response append(InputStream body) {
        RequestHeaders headers = RequestHeaders.of(request);
        Precondition condition = Precondition.of(headers);
        Batch batch = new RequestBody(headers, body).forAnyStream();
        Appending appending = new Appending(store, new Links(request, uri));
        return appending.answer(appending.append(batch, condition)).build();
    }

    /**
     * A page of a stream, or of the events that share a causal id; or the event of an id that does not fit in a path.
     */
    @GET
    @Requires(Role.READER)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENTS})
    public Response find(
            @QueryParam(DOMAIN) @Nullable String domain,
            @QueryParam(IDENTIFIER) @Nullable String identifier,
            @QueryParam(CAUSATION_ID) @Nullable String causationId,
            @QueryParam(CORRELATION_ID) @Nullable String correlationId,
            @QueryParam(ID) @Nullable String id,
            @QueryParam("after") @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast) {
        PageBounds bounds = PageBounds.of(after, limit);
        Payloads payloads = payloads(upcast);
        requireOneSelector();
        if (domain != null) {
            StreamId stream = StreamId.of(domain, identifier);
            return new StreamEvents(services, uri, request, stream).read(bounds, payloads);
        }
        if (identifier != null) {
            throw new InvalidEventException(IDENTIFIER, "is there without " + DOMAIN, "beside " + DOMAIN + " only");
        }
        if (causationId != null) {
            return linked(CausalLink.CAUSATION, CAUSATION_ID, causationId, bounds, payloads);
        }
        if (correlationId != null) {
            return linked(CausalLink.CORRELATION, CORRELATION_ID, correlationId, bounds, payloads);
        }
        return answer(store.findEvent(Objects.requireNonNull(id)).stream().toList(), payloads)
                .build();
    }

    private Payloads payloads(String upcast) {
        return Payloads.of(upcast, services.upcasting());
    }

    private void requireOneSelector() {
        Set<String> parameters = uri.getQueryParameters().keySet();
        List<String> given = SELECTORS.stream().filter(parameters::contains).toList();
        if (given.size() != 1) {
            String problem = given.isEmpty() ? "is missing" : "is there beside " + given.get(1);
            throw new InvalidEventException(
                    given.isEmpty() ? DOMAIN : given.get(0), problem, "one of " + String.join(", ", SELECTORS));
        }
    }

    private Response linked(CausalLink link, String parameter, String id, PageBounds bounds, Payloads payloads) {
        LookupPage page = store.findLinked(link, id, bounds.after(), bounds.limit(), Settings.maxPage());
        Response.ResponseBuilder answer = answer(page.events(), payloads);
        if (page.next() != null) {
            answer.header(
                    HttpHeaders.LINK,
                    Links.next(
                            new Links(request, uri).page(parameter, id, bounds.from(page.next())) + payloads.query()));
        }
        return answer.build();
    }

    private static Response.ResponseBuilder answer(List<StoredEvent> events, Payloads payloads) {
        return Response.ok(new EventList(payloads.of(events))).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    /** The event with this id. */
    @GET
    @Path("{id}")
    @Requires(Role.READER)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENT})
    public Response event(
            @PathParam("id") String id, @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast) {
        Payloads payloads = payloads(upcast);
        return Response.ok(payloads.single(store.getEvent(id)))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
