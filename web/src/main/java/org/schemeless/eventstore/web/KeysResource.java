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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.web.format.JsonAnswer;
import org.schemeless.eventstore.web.format.KeyList;
import org.schemeless.eventstore.web.format.MediaTypes;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.request.RequestHeaders;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** The keys of subjects, wrapped as they are kept, on their way to another store or to a copy apart from the events. */
public class KeysResource {

    private final PersonalData personal;
    private final UriInfo uri;
    private final HttpServletRequest request;

    KeysResource(PersonalData personal, UriInfo uri, HttpServletRequest request) {
        this.personal = personal;
        this.uri = uri;
        this.request = request;
    }

    /** A page of the keys by id, as an object or one a line. */
    @GET
    @Requires(Role.ADMIN)
    @Produces({MediaType.APPLICATION_JSON, MediaTypes.NDJSON})
    public Response keys(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue(PageBounds.LIMIT) String limit) {
        int most = PageBounds.limit(limit);
        List<WrappedKey> keys = personal.keys(after == null ? null : KeyList.id("after", after), most);
        Response.ResponseBuilder answer = Response.ok(new KeyList(keys)).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (keys.size() == most) {
            KeyId last = keys.get(keys.size() - 1).id();
            answer.header(HttpHeaders.LINK, Links.next(new Links(request, uri).keys(last.text(), most)));
        }
        return answer.build();
    }

    /** Keeps keys that another store gave, all or none. */
    @POST
    @Requires(Role.ADMIN)
    @Consumes({MediaType.APPLICATION_JSON, MediaTypes.NDJSON})
    @Produces(MediaType.APPLICATION_JSON)
    public Response importKeys(InputStream body) {
        List<WrappedKey> keys = body(body).keys();
        int stored = personal.storeKeys(keys);
        return JsonAnswer.of(Json.createObjectBuilder().add("keys", keys.size()).add("stored", stored))
                .build();
    }

    /** Wraps by the present master key what another one wraps. */
    @POST
    @Path("rotation")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response rotate(InputStream body) {
        body(body).arguments();
        return JsonAnswer.of(Json.createObjectBuilder().add("wrapped", personal.rotate()))
                .build();
    }

    private RequestBody body(InputStream body) {
        return new RequestBody(RequestHeaders.of(request), body);
    }
}
