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
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.web.format.CallArguments;
import org.schemeless.eventstore.web.format.JsonAnswer;
import org.schemeless.eventstore.web.format.RequestBody;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;
import org.schemeless.eventstore.web.problem.ServiceAnswer;
import org.schemeless.eventstore.web.request.RequestHeaders;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/**
 * The views that the store keeps of projections: their builds, and what an administrator does with them. A call that
 * changes something has a body in JSON, which no page of another origin can send without being asked.
 */
public class ProjectionsResource {

    private static final String NAME = "name";
    private static final String VERSION = "version";
    private static final String EVENT = "event";
    private static final String REASON = "reason";

    private static final double MILLIS = 1e3;

    private final Views views;
    private final HttpServletRequest request;

    ProjectionsResource(Views views, HttpServletRequest request) {
        this.views = views;
        this.request = request;
    }

    /** All projections, by name, each with its builds; why one has stopped is told to administrators. */
    @GET
    @Requires(Role.READER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response projections(@Context SecurityContext caller) {
        boolean withCause = StopJson.mayTellCause(caller);
        Map<String, List<ViewStatus>> byName = new TreeMap<>();
        ask(views::status)
                .forEach(one -> byName.computeIfAbsent(one.build().view(), name -> new ArrayList<>())
                        .add(one));
        JsonArrayBuilder all = Json.createArrayBuilder();
        byName.forEach((name, builds) -> {
            JsonArrayBuilder json = Json.createArrayBuilder();
            builds.forEach(build -> json.add(json(build, withCause)));
            all.add(Json.createObjectBuilder().add(NAME, name).add("builds", json));
        });
        return JsonAnswer.of(Json.createObjectBuilder().add("projections", all)).build();
    }

    /** Has the newest build of a version read from now on. */
    @POST
    @Path("activate")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response activateProjection(InputStream body, @Context SecurityContext caller) {
        CallArguments arguments = arguments(body, NAME, VERSION);
        int version = arguments.number(VERSION);
        return doneIf(caller, () -> views.activate(arguments.text(NAME), version));
    }

    /** Builds the active version anew. */
    @POST
    @Path("rebuild")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response rebuildProjection(InputStream body, @Context SecurityContext caller) {
        String name = arguments(body, NAME).text(NAME);
        return done(caller, () -> views.rebuild(name));
    }

    /** Lets all builds stand still. */
    @POST
    @Path("pause")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response pauseProjection(InputStream body, @Context SecurityContext caller) {
        String name = arguments(body, NAME).text(NAME);
        return done(caller, () -> views.pause(name));
    }

    /** Lets all builds go on. */
    @POST
    @Path("resume")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response resumeProjection(InputStream body, @Context SecurityContext caller) {
        String name = arguments(body, NAME).text(NAME);
        return done(caller, () -> views.resume(name));
    }

    /** Lets what has stopped on this node go on where it was. */
    @POST
    @Path("restart")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response restartProjection(InputStream body, @Context SecurityContext caller) {
        String name = arguments(body, NAME).text(NAME);
        return done(caller, () -> views.restart(name));
    }

    /** Has all builds pass an event by. */
    @POST
    @Path("skip")
    @Requires(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response skipEvent(InputStream body, @Context SecurityContext caller) {
        CallArguments arguments = arguments(body, NAME, EVENT, REASON);
        String name = arguments.text(NAME);
        String event = arguments.text(EVENT);
        Principal by = caller.getUserPrincipal();
        return done(
                caller,
                () -> views.skip(
                        name,
                        event,
                        by == null ? null : by.getName(),
                        arguments.find(REASON).orElse(null)));
    }

    private CallArguments arguments(InputStream body, String... known) {
        return new RequestBody(RequestHeaders.of(request), body).arguments(known);
    }

    private Response done(SecurityContext caller, Runnable work) {
        return doneIf(caller, () -> {
            work.run();
            return true;
        });
    }

    private Response doneIf(SecurityContext caller, BooleanSupplier work) {
        if (!ask(work::getAsBoolean)) {
            throw new Problem(ProblemType.VIEW_BEHIND, "Try again when its lag is as small").refusal();
        }
        return projections(caller);
    }

    private static <T> T ask(Supplier<T> question) {
        return ServiceAnswer.of(question, ProblemType.VIEWS_NOT_AVAILABLE, "See the documentation of the storage");
    }

    private static JsonObjectBuilder json(ViewStatus status, boolean withCause) {
        ViewBuild build = status.build();
        JsonArrayBuilder stops = Json.createArrayBuilder();
        status.stops().forEach(stop -> stops.add(StopJson.of(stop, withCause)));
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("build", build.build())
                .add(VERSION, build.version())
                .add("segments", build.segments())
                .add("status", build.status().name().toLowerCase(Locale.ROOT))
                .add("paused", build.paused())
                .add("active", status.active())
                .add("since", build.since().toString())
                .add("position", status.position())
                .add("lag", status.lag())
                .add("share", status.share());
        if (status.rate() != null) {
            json.add("eventsPerSecond", status.rate());
        }
        if (status.left() != null) {
            json.add("secondsLeft", status.left().toMillis() / MILLIS);
        }
        return json.add("stops", stops);
    }
}
