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
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.web.format.EventList;
import org.schemeless.eventstore.web.format.ImportResult;
import org.schemeless.eventstore.web.format.LogFormat;
import org.schemeless.eventstore.web.format.LogLines;
import org.schemeless.eventstore.web.format.MediaTypes;
import org.schemeless.eventstore.web.format.Payloads;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.format.Timestamps;
import org.schemeless.eventstore.web.log.LogClients;
import org.schemeless.eventstore.web.log.LogReader;
import org.schemeless.eventstore.web.log.Wish;
import org.schemeless.eventstore.web.request.RequestHeaders;
import org.schemeless.eventstore.web.security.Authorization;
import org.schemeless.eventstore.web.security.Credentials;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/**
 * The log of the whole store: by pages, as lines to its end, or live. Lines and live events are written to the
 * servlet's own stream, which does not block; the {@code AsyncResponse} is resumed when all is sent.
 */
public class LogResource {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String AFTER = "after";
    private static final String UNTIL = "until";
    private static final String DOMAIN = "domain";
    private static final String TYPE = "type";
    private static final String SINCE = "since";
    private static final String BEFORE = "before";

    /**
     * A header that makes nginx pass on each event at once; by default it would keep them until it has some kilobytes.
     */
    private static final String BUFFERING = "X-Accel-Buffering";

    /** The position up to which the answer has looked at the log. */
    private static final String LOOKED_UP_TO = "Eventstore-Position";

    private final Services services;
    private final LogReader log;
    private final LogClients logClients;
    private final Credentials credentials;
    private final EventImport imports;
    private final UriInfo uri;
    private final HttpServletRequest request;

    LogResource(Services services, UriInfo uri, HttpServletRequest request) {
        this.services = services;
        this.log = services.log();
        this.logClients = services.logClients();
        this.credentials = services.credentials();
        this.imports = services.imports();
        this.uri = uri;
        this.request = request;
    }

    /** A page of those events of the log that are wanted, from after a position. */
    @GET
    @Requires(Role.READER)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENTS})
    public Response log(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit,
            @QueryParam(DOMAIN) List<String> domains,
            @QueryParam(TYPE) List<String> types,
            @QueryParam(SINCE) @Nullable String since,
            @QueryParam(BEFORE) @Nullable String before,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast,
            @QueryParam(Payloads.SEALED) @DefaultValue("false") String sealed,
            @Context SecurityContext caller) {
        PageBounds bounds = PageBounds.of(after, limit);
        LogFilter filter = filter(domains, types, since, before);
        Payloads payloads = payloads(upcast, sealed, caller);
        LogPage page = log.page(bounds.after(), bounds.limit(), filter, Settings.maxPage(), payloads.isSealed());
        Response.ResponseBuilder answer = Response.ok(new EventList(payloads.of(page.events())))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header(LOOKED_UP_TO, page.position());
        if (page.hasMore()) {
            PageBounds next = bounds.from(page.position());
            answer.header(HttpHeaders.LINK, Links.next(new Links(request, uri).log(next, filter) + payloads.query()));
        }
        return answer.build();
    }

    /** Answered as the page; a resource that answers HEAD itself in one media type has to do so in all. */
    @HEAD
    @Requires(Role.READER)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.CLOUDEVENTS})
    public Response logHead(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit,
            @QueryParam(DOMAIN) List<String> domains,
            @QueryParam(TYPE) List<String> types,
            @QueryParam(SINCE) @Nullable String since,
            @QueryParam(BEFORE) @Nullable String before,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast,
            @QueryParam(Payloads.SEALED) @DefaultValue("false") String sealed,
            @Context SecurityContext caller) {
        return log(after, limit, domains, types, since, before, upcast, sealed, caller);
    }

    /** Without the events there is nothing to follow: what GET would say before the first. */
    @HEAD
    @Requires(Role.READER)
    @Produces(MediaTypes.NDJSON + ";qs=0.6")
    public Response logLinesHead(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam(UNTIL) @Nullable String until,
            @QueryParam(DOMAIN) List<String> domains,
            @QueryParam(TYPE) List<String> types,
            @QueryParam(SINCE) @Nullable String since,
            @QueryParam(BEFORE) @Nullable String before,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast,
            @QueryParam(Payloads.SEALED) @DefaultValue("false") String sealed,
            @Context SecurityContext caller) {
        return head(lines(after, until, filter(domains, types, since, before), payloads(upcast, sealed, caller)));
    }

    /** The same for live events. */
    @HEAD
    @Requires(Role.READER)
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    public Response logEventsHead(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam(DOMAIN) List<String> domains,
            @QueryParam(TYPE) List<String> types,
            @QueryParam(SINCE) @Nullable String since,
            @QueryParam(BEFORE) @Nullable String before,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast) {
        return head(live(after, filter(domains, types, since, before), payloads(upcast)));
    }

    private Response head(Wish wish) {
        LogEnd end = logClients.locate(wish);
        StreamingOutput nothing = OutputStream::flush;
        Response.ResponseBuilder answer = Response.ok(nothing)
                .type(wish.format().mediaType())
                .header(BUFFERING, "no")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        ending(wish, end).forEach(answer::header);
        return answer.build();
    }

    /** Those events of the log that are wanted, from after a position to its end, one a line. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaTypes.NDJSON + ";qs=0.6")
    public void logLines(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam(UNTIL) @Nullable String until,
            @QueryParam(DOMAIN) List<String> domains,
            @QueryParam(TYPE) List<String> types,
            @QueryParam(SINCE) @Nullable String since,
            @QueryParam(BEFORE) @Nullable String before,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast,
            @QueryParam(Payloads.SEALED) @DefaultValue("false") String sealed,
            @Context SecurityContext caller,
            @Suspended AsyncResponse answer)
            throws IOException {
        follow(lines(after, until, filter(domains, types, since, before), payloads(upcast, sealed, caller)), answer);
    }

    /** Those events of the log that are wanted, from after a position, and then whatever comes of them. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    public void logEvents(
            @QueryParam(AFTER) @DefaultValue(PageBounds.AFTER) String after,
            @QueryParam(DOMAIN) List<String> domains,
            @QueryParam(TYPE) List<String> types,
            @QueryParam(SINCE) @Nullable String since,
            @QueryParam(BEFORE) @Nullable String before,
            @QueryParam(Payloads.UPCAST) @DefaultValue(Payloads.AS_STORED) String upcast,
            @Suspended AsyncResponse answer)
            throws IOException {
        follow(live(after, filter(domains, types, since, before), payloads(upcast)), answer);
    }

    private Payloads payloads(String upcast) {
        return Payloads.of(upcast, services.upcasting());
    }

    /** Sealed ones are for copies, which come to life wherever the keys are: that is for administrators. */
    private Payloads payloads(String upcast, String sealed, SecurityContext caller) {
        if (!Payloads.isSealed(sealed)) {
            return payloads(upcast);
        }
        Authorization.require(Role.ADMIN, caller);
        return payloads(upcast).sealed();
    }

    private static LogFilter filter(
            List<String> domains, List<String> types, @Nullable String since, @Nullable String before) {
        return new LogFilter(Set.copyOf(domains), Set.copyOf(types), time(SINCE, since), time(BEFORE, before));
    }

    private static @Nullable Instant time(String parameter, @Nullable String text) {
        return text == null ? null : Timestamps.parse(parameter, text);
    }

    private static Wish lines(String after, @Nullable String until, LogFilter filter, Payloads payloads) {
        return new Wish(LogFormat.LINES, AFTER, PageBounds.after(AFTER, after), until, filter, payloads);
    }

    private Wish live(String after, LogFilter filter, Payloads payloads) {
        Optional<String> lastSeen = lastSeen();
        String parameter = lastSeen.isPresent() ? LAST_EVENT_ID : AFTER;
        long position = PageBounds.after(parameter, lastSeen.orElse(after));
        return new Wish(LogFormat.EVENTS, parameter, position, null, filter, payloads);
    }

    /**
     * An empty one is as none: clients send it that keep the empty text before the first event (HTML, section 9.2.3).
     */
    private Optional<String> lastSeen() {
        return Optional.ofNullable(RequestHeaders.of(request).value(LAST_EVENT_ID))
                .filter(id -> !id.isEmpty());
    }

    /** Brings in the log of another store, one event a line; the body may be as long as that log is. */
    @POST
    @ReadByParts
    @Requires(Role.ADMIN)
    @Consumes(MediaTypes.NDJSON)
    @Produces(MediaType.APPLICATION_JSON)
    public ImportResult importLog(InputStream body) throws IOException {
        LogLines lines = new RequestBody(RequestHeaders.of(request), body).logLines(Settings.maxBody());
        return new Importing(imports, lines, BodyMemory.of(request)).run();
    }

    private void follow(Wish wish, AsyncResponse answer) throws IOException {
        Map<String, String> headers = new HashMap<>(credentials.crossOriginHeaders(request.getHeader("Origin")));
        headers.put(HttpHeaders.VARY, headers.isEmpty() ? HttpHeaders.ACCEPT : HttpHeaders.ACCEPT + ", Origin");
        headers.put(BUFFERING, "no");
        logClients.follow(wish, request, answer, end -> {
            headers.putAll(ending(wish, end));
            return headers;
        });
    }

    /** Where lines end, and where to go on if the log does. */
    private Map<String, String> ending(Wish wish, LogEnd end) {
        if (wish.format().isLive()) {
            return Map.of();
        }
        String position = String.valueOf(end.position());
        String until = end.until();
        if (until == null) {
            return Map.of(LOOKED_UP_TO, position);
        }
        String next = new Links(request, uri).logLines(end.position(), until, wish.filter())
                + wish.payloads().query();
        return Map.of(LOOKED_UP_TO, position, HttpHeaders.LINK, Links.next(next));
    }
}
