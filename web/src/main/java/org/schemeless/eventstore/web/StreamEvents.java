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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.EventPage;
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

/** The events of one stream: append to it, read it by pages, ask where it is. Its entity tag is its sequence. */
public class StreamEvents {

    private final EventStoreService store;
    private final Services services;
    private final HttpServletRequest request;
    private final Links links;
    private final StreamId stream;

    StreamEvents(Services services, UriInfo uri, HttpServletRequest request, StreamId stream) {
        this.store = services.store();
        this.services = services;
        this.request = request;
        this.links = new Links(request, uri);
        this.stream = stream;
    }

    /** Appends one event or several, under the condition of If-Match or If-None-Match. */
    @POST
    @Requires(Role.WRITER)
    @Consumes({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENT, MediaTypes.CLOUDEVENTS})
    @Produces(MediaType.APPLICATION_JSON)
    public Response append(InputStream body) {
        RequestHeaders headers = RequestHeaders.of(request);
        Precondition condition = Precondition.of(headers);
        Batch batch = new RequestBody(headers, body).forStream(stream);
        Appending appending = new Appending(store, links);
        AppendResult result = appending.append(batch, condition);
        return appending
                .answer(result)
                .tag(Long.toString(sequenceAfter(result)))
                .build();
    }

    private long sequenceAfter(AppendResult result) {
        return result.events().isEmpty()
                ? sequence()
                : result.events().get(result.events().size() - 1).sequence();
    }

    /** A page of the stream, from after a sequence; HEAD is answered the same way, without the page. */
    @GET
    @Requires(Role.READER)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENTS})
    public Response read(
            @QueryParam("after") @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast) {
        return read(PageBounds.of(after, limit), Payloads.of(upcast, services.upcasting()));
    }

    Response read(PageBounds bounds, Payloads payloads) {
        ReadCondition condition = ReadCondition.of(RequestHeaders.of(request));
        if (condition.isGiven()) {
            long sequence = sequence();
            condition.requireMatch(stream, sequence);
            String tag = PageTag.withoutPersonal(sequence);
            if (condition.isUnchanged(tag)) {
                return notModified(tag);
            }
        }
        EventPage page = store.readStream(stream, bounds.after(), bounds.limit(), Settings.maxPage());
        condition.requireMatch(stream, page.sequence());
        String tag = PageTag.of(page);
        if (condition.isUnchanged(tag)) {
            return notModified(tag);
        }
        Response.ResponseBuilder answer = Response.ok(new EventList(payloads.of(page.events())))
                .tag(tag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (page.hasMore()) {
            answer.header(HttpHeaders.LINK, Links.next(links.page(stream, bounds.from(last(page))) + payloads.query()));
        }
        return answer.build();
    }

    private static Response notModified(String tag) {
        return Response.notModified(tag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private static long last(EventPage page) {
        return page.events().get(page.events().size() - 1).sequence();
    }

    private long sequence() {
        return store.getStreamSequence(stream.domain(), stream.identifier());
    }
}
