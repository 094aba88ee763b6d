/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals.hand;

import jakarta.ejb.Stateless;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.schemeless.eventstore.StreamId;

/** Appends to a stream as one would write it: looks for its last sequence, and stores an entity with the next one. */
@Stateless
@Path("streams/{domain}/{identifier}/events")
public class HandEvents {

    @PersistenceContext(unitName = "by-hand")
    private EntityManager entityManager;

    /** Two who come at once get the same sequence, and one of them an error by the unique key. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response append(
            @PathParam("domain") String domain, @PathParam("identifier") String identifier, JsonObject body) {
        HandEvent event = HandEvent.of(
                StreamId.of(domain, identifier),
                last(domain, identifier) + 1,
                body.getString("type"),
                body.getJsonObject("payload").toString());
        entityManager.persist(event);
        JsonObjectBuilder answer = Json.createObjectBuilder()
                .add("id", event.id)
                .add("domain", domain)
                .add("identifier", identifier)
                .add("sequence", event.sequence)
                .add("created", event.created);
        return Response.created(URI.create("events/" + event.id))
                .entity(answer.build())
                .build();
    }

    private long last(String domain, String identifier) {
        Long last = entityManager
                .createNamedQuery("last", Long.class)
                .setParameter("domain", domain)
                .setParameter("identifier", identifier)
                .getSingleResult();
        return last == null ? 0 : last;
    }
}
