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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.service.EventStoreService;
import org.schemeless.eventstore.web.format.BoundaryMark;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.request.RequestHeaders;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** What a query by tags finds in all streams. It is asked by POST, since a query does not fit in an address. */
public class BoundaryResource {

    private final EventStoreService store;
    private final HttpServletRequest request;

    BoundaryResource(EventStoreService store, HttpServletRequest request) {
        this.store = store;
        this.request = request;
    }

    /** All events that the query finds, and the mark of that moment, which is the entity tag as well. */
    @POST
    @Requires(Role.READER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(InputStream body) {
        Boundary found = store.readBoundary(
                new RequestBody(RequestHeaders.of(request), body).query(), Limits.PAGE, Settings.maxPage());
        return Response.ok(found).tag(BoundaryMark.text(found)).build();
    }
}
