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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/** Streams by their names in the path. */
@ApplicationScoped
@Path("streams/{domain}")
public class StreamsResource {

    @EJB
    private EventStoreService store;

    @Context
    private UriInfo uri;

    @Context
    private HttpServletRequest request;

    /** The stream of the domain itself. */
    @Path("events")
    public StreamEvents stream(@PathParam("domain") String domain) {
        return new StreamEvents(store, uri, request, StreamId.of(domain));
    }

    @Path("{identifier}/events")
    public StreamEvents stream(@PathParam("domain") String domain, @PathParam("identifier") String identifier) {
        return new StreamEvents(store, uri, request, StreamId.of(domain, identifier));
    }
}
