/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.application;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * What the application sees of the log, an event a line: a page {@code read} after a position, or what its subscription
 * was {@code given} without the first ones.
 */
@WebServlet("/following/*")
public class FollowingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;

    @EJB
    private transient EventStoreService store;

    @Inject
    private transient Witness witness;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int after = Integer.parseInt(request.getParameter("after"));
        List<StoredEvent> events = switch (request.getPathInfo()) {
            case "/read" -> store.readAll(after, PAGE);
            case "/given" -> witness.seen(after);
            default -> throw new ServletException("nothing here: " + request.getPathInfo());
        };
        response.setContentType("application/x-ndjson");
        PrintWriter out = response.getWriter();
        events.forEach(event -> out.println(json(event)));
    }

    /** With the names of the store's own JSON. */
    private static JsonObject json(StoredEvent event) {
        return Json.createObjectBuilder()
                .add("id", event.id())
                .add("domain", event.stream().domain())
                .add("identifier", event.stream().identifier())
                .add("sequence", event.sequence())
                .add("position", event.position())
                .build();
    }
}
