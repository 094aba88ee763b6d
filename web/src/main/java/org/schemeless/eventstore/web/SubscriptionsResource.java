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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.SubscriptionProgress;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.web.format.CallArguments;
import org.schemeless.eventstore.web.format.JsonAnswer;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.problem.ProblemType;
import org.schemeless.eventstore.web.problem.ServiceAnswer;
import org.schemeless.eventstore.web.request.RequestHeaders;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/**
 * The subscriptions: how each is doing, as the storage knows it and as this node does. A call that changes something
 * has a body in JSON, which no page of another origin can send without being asked.
 */
public class SubscriptionsResource {

    private static final String NAME = "name";

    private final Subscriptions subscriptions;
    private final HttpServletRequest request;

    SubscriptionsResource(Subscriptions subscriptions, HttpServletRequest request) {
        this.subscriptions = subscriptions;
        this.request = request;
    }

    /** All subscriptions, by name, with the end of the log; why one has stopped is told to administrators. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response subscriptions(@Context SecurityContext caller) {
        boolean withCause = StopJson.mayTellCause(caller);
        LogStatus everywhere = ask(subscriptions::everywhere);
        Map<String, JsonObjectBuilder> byName = new TreeMap<>();
        everywhere.subscriptions().forEach(one -> byName.put(one.name(), json(one, withCause)));
        subscriptions
                .list()
                .forEach(one -> byName.computeIfAbsent(
                                one.name(), name -> Json.createObjectBuilder().add(NAME, name))
                        .add("node", json(one, withCause)));
        JsonArrayBuilder all = Json.createArrayBuilder();
        byName.values().forEach(all::add);
        return JsonAnswer.of(Json.createObjectBuilder()
                        .add("position", everywhere.end())
                        .add("unnumbered", everywhere.unnumbered())
                        .add("subscriptions", all))
                .build();
    }

    /** Lets a subscription of this node that has stopped go on where it was. */
    @POST
    @Path("restart")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response restartSubscription(InputStream body, @Context SecurityContext caller) {
        CallArguments arguments = new RequestBody(RequestHeaders.of(request), body).arguments(NAME);
        ask(() -> {
            subscriptions.restart(arguments.text(NAME));
            return NAME;
        });
        return subscriptions(caller);
    }

    private static <T> T ask(Supplier<T> question) {
        return ServiceAnswer.of(
                question, ProblemType.LOG_NOT_AVAILABLE, "Without a log there are no subscriptions to it");
    }

    private static JsonObjectBuilder json(SubscriptionProgress one, boolean withCause) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add(NAME, one.name())
                .add("position", one.position())
                .add("lag", one.lag());
        if (one.stop() != null) {
            json.add("stop", StopJson.of(one.stop(), withCause));
        }
        return json;
    }

    private static JsonObjectBuilder json(SubscriptionStatus one, boolean withCause) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("position", one.position())
                .add("lag", one.lag())
                .add("attempts", one.attempts())
                .add("lostRaces", one.lostRaces())
                .add("stopped", one.stopped());
        SubscriptionStatus.@Nullable FailedEvent event = one.failedEvent();
        if (event != null) {
            json.add("failedEvent", StopJson.of(event));
        }
        String failure = one.failure();
        return failure == null || !withCause ? json : json.add("failure", failure);
    }
}
