/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.web.operation.MetricsResource;
import org.schemeless.eventstore.web.operation.OpenApiResource;
import org.schemeless.eventstore.web.security.Authentication;

/**
 * Leads to all resources. It is the only class of the front end that a search for resources and providers finds: the
 * Jakarta REST application of somebody else in the same WAR, which leaves it to the server to find its classes, gets
 * this one, and nothing is here then. All else is named by {@link EventStoreApplication}.
 */
@Path("")
public class RootResource {

    @Inject
    private Services services;

    @Context
    private UriInfo uri;

    @Context
    private HttpServletRequest request;

    @Path("events")
    public EventsResource events() {
        return new EventsResource(here(), uri, request);
    }

    @Path("domains")
    public DomainsResource domains() {
        return new DomainsResource(here().catalogue(), uri, request);
    }

    @Path("streams")
    public StreamsResource streams() {
        return new StreamsResource(here().catalogue(), uri, request);
    }

    /** The stream of the domain itself. */
    @Path("streams/{domain}/events")
    public StreamEvents stream(@PathParam("domain") String domain) {
        return new StreamEvents(here(), uri, request, StreamId.of(domain));
    }

    @Path("streams/{domain}/{identifier}/events")
    public StreamEvents stream(@PathParam("domain") String domain, @PathParam("identifier") String identifier) {
        return new StreamEvents(here(), uri, request, StreamId.of(domain, identifier));
    }

    @Path("boundary")
    public BoundaryResource boundary() {
        return new BoundaryResource(here().store(), request);
    }

    @Path("erasures")
    public ErasuresResource erasures() {
        return new ErasuresResource(here().personal(), uri, request);
    }

    @Path("keys")
    public KeysResource keys() {
        return new KeysResource(here().personal(), uri, request);
    }

    @Path("log")
    public LogResource log() {
        return new LogResource(here(), uri, request);
    }

    @Path("subscriptions")
    public SubscriptionsResource subscriptions() {
        return new SubscriptionsResource(here().subscriptions(), request);
    }

    @Path("projections")
    public ProjectionsResource projections() {
        return new ProjectionsResource(here().views(), request);
    }

    @Path("info")
    public InfoResource info() {
        return new InfoResource(here().startup(), request);
    }

    @Path("metrics")
    public MetricsResource metrics() {
        Services here = here();
        return new MetricsResource(here.metrics(), here.subscriptions(), here.shared());
    }

    @Path("openapi.{form:yaml|json}")
    public OpenApiResource openApi() {
        here();
        return new OpenApiResource();
    }

    private Services here() {
        if (!Authentication.hasLetIn(request)) {
            throw new NotFoundException();
        }
        return services;
    }
}
