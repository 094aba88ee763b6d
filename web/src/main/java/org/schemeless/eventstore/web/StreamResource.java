/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ejb.EJB;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/** One stream: append to it, read it by pages, ask where it is. Its sequence is its entity tag. */
@Path("streams/{domain}")
@Produces(MediaType.APPLICATION_JSON)
public class StreamResource {

    @EJB
    private EventStoreService store;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** Appends one event (object) or several (array), under the condition of If-Match or If-None-Match. */
    @POST
    @Path("{identifier}/events")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response append(
            @PathParam("domain") String domain, @PathParam("identifier") String identifier, InputStream body) {
        return append(StreamId.of(domain, identifier), body);
    }

    /** The same for the stream of the domain itself. */
    @POST
    @Path("events")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response append(@PathParam("domain") String domain, InputStream body) {
        return append(StreamId.of(domain), body);
    }

    private Response append(StreamId stream, InputStream body) {
        Precondition condition = Precondition.of(headers);
        List<NewEvent> events = RequestBody.events(headers, body, stream);
        if (condition.weak()) {
            throw new ConcurrencyError(stream, condition.expected(), sequence(stream));
        }
        AppendResult result = store.storeEvents(events, condition.expected());
        Response.ResponseBuilder answer = Response.status(result.replayed() ? 200 : 201)
                .tag(Long.toString(sequenceAfter(stream, result)))
                .entity(EventWriter.appended(result));
        if (!result.events().isEmpty()) {
            answer.location(location(stream, result.events()));
        }
        return answer.build();
    }

    private long sequenceAfter(StreamId stream, AppendResult result) {
        return result.events().isEmpty()
                ? sequence(stream)
                : result.events().get(result.events().size() - 1).sequence();
    }

    /** The event's own URL, or the page that starts with the batch. */
    private URI location(StreamId stream, List<AppendedEvent> events) {
        AppendedEvent first = events.get(0);
        return events.size() == 1
                ? uri.getBaseUriBuilder().path("events/{id}").build(first.id())
                : page(stream, first.sequence() - 1, Math.min(events.size(), Limits.PAGE));
    }

    /** A page of the stream, from after a sequence. */
    @GET
    @Path("{identifier}/events")
    public Response read(
            @PathParam("domain") String domain,
            @PathParam("identifier") String identifier,
            @QueryParam("after") @DefaultValue("0") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        return read(StreamId.of(domain, identifier), after, limit);
    }

    /** The same for the stream of the domain itself. */
    @GET
    @Path("events")
    public Response read(
            @PathParam("domain") String domain,
            @QueryParam("after") @DefaultValue("0") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        return read(StreamId.of(domain), after, limit);
    }

    private Response read(StreamId stream, String after, String limit) {
        if (Precondition.isConditionalRead(headers)) {
            String tag = Long.toString(sequence(stream));
            if (Precondition.isUnchanged(headers, tag)) {
                return Response.notModified(tag).build();
            }
        }
        int count = Numbers.limit(limit);
        EventPage page = store.readStream(stream, Numbers.after(after), count);
        Response.ResponseBuilder answer =
                Response.ok(EventWriter.page(page.events())).tag(Long.toString(page.sequence()));
        if (page.hasMore()) {
            long last = page.events().get(page.events().size() - 1).sequence();
            answer.link(page(stream, last, count), "next");
        }
        return answer.build();
    }

    private URI page(StreamId stream, long after, int limit) {
        UriBuilder page = uri.getBaseUriBuilder().queryParam("after", after).queryParam("limit", limit);
        return stream.identifier().isEmpty()
                ? page.path("streams/{domain}/events").build(stream.domain())
                : page.path("streams/{domain}/{identifier}/events").build(stream.domain(), stream.identifier());
    }

    /** Where the stream is, as its entity tag. */
    @HEAD
    @Path("{identifier}/events")
    public Response head(@PathParam("domain") String domain, @PathParam("identifier") String identifier) {
        return head(StreamId.of(domain, identifier));
    }

    /** The same for the stream of the domain itself. */
    @HEAD
    @Path("events")
    public Response head(@PathParam("domain") String domain) {
        return head(StreamId.of(domain));
    }

    private Response head(StreamId stream) {
        return Response.ok().tag(Long.toString(sequence(stream))).build();
    }

    private long sequence(StreamId stream) {
        return store.getStreamSequence(stream.domain(), stream.identifier());
    }
}
