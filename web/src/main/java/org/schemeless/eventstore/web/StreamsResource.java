/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.web.format.JsonAnswer;
import org.schemeless.eventstore.web.problem.ProblemType;
import org.schemeless.eventstore.web.problem.ServiceAnswer;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** The streams that a domain has. */
public class StreamsResource {

    private final Catalogue catalogue;
    private final UriInfo uri;
    private final HttpServletRequest request;

    StreamsResource(Catalogue catalogue, UriInfo uri, HttpServletRequest request) {
        this.catalogue = catalogue;
        this.uri = uri;
        this.request = request;
    }

    /** A page of the streams of a domain whose identifier begins with a prefix. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response streams(
            @QueryParam("domain") @Nullable String domain,
            @QueryParam("prefix") @DefaultValue("") String prefix,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit) {
        int most = PageBounds.limit(limit);
        if (domain == null) {
            throw new InvalidEventException("domain", "is missing", "the name of a domain");
        }
        StreamPage page = ServiceAnswer.of(
                () -> catalogue.streams(domain, prefix, after, most),
                ProblemType.LISTS_NOT_AVAILABLE,
                DomainsResource.NOT_OFFERED);
        JsonArrayBuilder streams = Json.createArrayBuilder();
        page.streams().forEach(entry -> streams.add(json(entry)));
        Response.ResponseBuilder answer =
                JsonAnswer.of(Json.createObjectBuilder().add("streams", streams));
        if (page.hasMore()) {
            String last = page.streams().get(page.streams().size() - 1).stream().identifier();
            answer.header(HttpHeaders.LINK, Links.next(new Links(request, uri).streams(domain, prefix, last, most)));
        }
        return answer.build();
    }

    private static JsonObjectBuilder json(StreamPage.Entry entry) {
        StreamId stream = entry.stream();
        JsonObjectBuilder json = Json.createObjectBuilder().add("domain", stream.domain());
        if (!stream.identifier().isEmpty()) {
            json.add("identifier", stream.identifier());
        }
        return json.add("sequence", entry.sequence());
    }
}
