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
import org.schemeless.eventstore.DomainPage;
import org.schemeless.eventstore.web.format.JsonAnswer;
import org.schemeless.eventstore.web.problem.ProblemType;
import org.schemeless.eventstore.web.problem.ServiceAnswer;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** The domains that there are. */
public class DomainsResource {

    static final String NOT_OFFERED =
            "Streams are read by their names, and events by the log; see the documentation of the storage";

    private final Catalogue catalogue;
    private final UriInfo uri;
    private final HttpServletRequest request;

    DomainsResource(Catalogue catalogue, UriInfo uri, HttpServletRequest request) {
        this.catalogue = catalogue;
        this.uri = uri;
        this.request = request;
    }

    /** A page of the domains. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response domains(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit) {
        int most = PageBounds.limit(limit);
        DomainPage page =
                ServiceAnswer.of(() -> catalogue.domains(after, most), ProblemType.LISTS_NOT_AVAILABLE, NOT_OFFERED);
        JsonArrayBuilder domains = Json.createArrayBuilder();
        page.domains().forEach(domain -> domains.add(Json.createObjectBuilder().add("domain", domain)));
        Response.ResponseBuilder answer =
                JsonAnswer.of(Json.createObjectBuilder().add("domains", domains));
        if (page.hasMore()) {
            String last = page.domains().get(page.domains().size() - 1);
            answer.header(HttpHeaders.LINK, Links.next(new Links(request, uri).domains(last, most)));
        }
        return answer.build();
    }
}
