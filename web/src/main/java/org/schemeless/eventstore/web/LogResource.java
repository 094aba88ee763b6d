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
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.service.EventImport;
import org.schemeless.eventstore.web.format.EventList;
import org.schemeless.eventstore.web.format.ImportResult;
import org.schemeless.eventstore.web.format.LogFormat;
import org.schemeless.eventstore.web.format.LogLines;
import org.schemeless.eventstore.web.format.MediaTypes;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.log.Followers;
import org.schemeless.eventstore.web.log.LogReader;
import org.schemeless.eventstore.web.security.Credentials;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/**
 * The log of the whole store: by pages, as lines to its end, or live. Lines and live events are written to the servlet's
 * own stream, which does not block; the {@code AsyncResponse} is resumed when all is sent.
 */
@Path("log")
public class LogResource {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String AFTER = "after";

    @Inject
    private LogReader log;

    @Inject
    private Followers followers;

    @Inject
    private Credentials credentials;

    @EJB
    private EventImport imports;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders httpHeaders;

    @Context
    private HttpServletRequest request;

    /** A page of the log, from after a position. */
    @GET
    @Requires(Role.READER)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENTS})
    public Response log(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit) {
        PageBounds bounds = PageBounds.of(after, limit);
        Slices page = page(bounds);
        Response.ResponseBuilder answer =
                Response.ok(new EventList(page.events())).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        long last = bounds.after() + page.size();
        if (page.isFull() && log.hasMore(last)) {
            answer.link(new Links(uri).log(bounds.from(last)), "next");
        }
        return answer.build();
    }

    private Slices page(PageBounds bounds) {
        Slices page = new Slices(bounds.limit(), Settings.maxPage());
        int asked;
        List<StoredEvent> slice;
        do {
            asked = page.next();
            slice = log.read(bounds.after() + page.size(), asked);
            page.add(slice);
        } while (slice.size() == asked && !page.isFull());
        return page;
    }

    /** The headers of the page. */
    @HEAD
    @Requires(Role.READER)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENTS, MediaTypes.NDJSON, MediaType.SERVER_SENT_EVENTS})
    public Response logHead(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit) {
        Response page = log(after, limit);
        return Response.fromResponse(page).entity(null).build();
    }

    /** The log from after a position to its end, one event a line. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaTypes.NDJSON + ";qs=0.6")
    public void logLines(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after, @Suspended AsyncResponse answer)
            throws IOException {
        follow(LogFormat.LINES, AFTER, after, answer);
    }

    /** The log from after a position, and then whatever comes. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    public void logEvents(
            @HeaderParam(LAST_EVENT_ID) @Nullable String lastSeen,
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @Suspended AsyncResponse answer)
            throws IOException {
        if (lastSeen == null) {
            follow(LogFormat.EVENTS, AFTER, after, answer);
        } else {
            follow(LogFormat.EVENTS, LAST_EVENT_ID, lastSeen, answer);
        }
    }

    /** Brings in the log of another store, one event a line; the body may be as long as that log is. */
    @POST
    @ReadByParts
    @Requires(Role.ADMIN)
    @Consumes(MediaTypes.NDJSON)
    @Produces(MediaType.APPLICATION_JSON)
    public ImportResult importLog(InputStream body) throws IOException {
        LogLines lines = new RequestBody(httpHeaders, body).logLines(Settings.maxBody());
        return new Importing(imports, lines).run();
    }

    private void follow(LogFormat format, String parameter, String after, AsyncResponse answer) throws IOException {
        if (uri.getQueryParameters().containsKey("limit")) {
            throw new InvalidEventException("limit", "is there", "for pages in JSON only");
        }
        Map<String, String> headers = new HashMap<>(credentials.crossOriginHeaders(request.getHeader("Origin")));
        headers.put(HttpHeaders.VARY, headers.isEmpty() ? HttpHeaders.ACCEPT : HttpHeaders.ACCEPT + ", Origin");
        followers.follow(format, parameter, PageBounds.after(parameter, after), request, answer, headers);
    }
}
