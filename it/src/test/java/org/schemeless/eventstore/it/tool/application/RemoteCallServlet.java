/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.application;

import static org.schemeless.eventstore.ExpectedSequence.any;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.client.EventStoreClient;
import org.schemeless.eventstore.client.RemoteEventStore;

/** Calls the remote bean of another application, as a user of the server or as nobody, and answers how it went. */
@WebServlet("/remote")
public class RemoteCallServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @EJB(lookup = "java:global/eventstore/eventstore-remote/RemoteEventStore")
    private transient RemoteEventStore remote;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String user = request.getParameter("user");
        if (user != null) {
            request.login(user, request.getParameter("password"));
        }
        response.getWriter()
                .print(outcome(
                        EventStoreClient.of(remote), request.getParameter("call"), request.getParameter("command")));
    }

    private static String outcome(EventStore store, String call, String command) {
        try {
            return switch (call) {
                case "write" -> {
                    store.storeEvents(List.of(event("roles")));
                    yield "done";
                }
                case "carry-out" -> text(store.storeEvents(List.of(event(command)), any(), command(command)));
                case "find-command" ->
                    store.findCommand(command(command))
                            .map(RemoteCallServlet::text)
                            .orElse("none");
                default -> {
                    store.getStreamSequence("remote", "roles");
                    yield "done";
                }
            };
        } catch (EJBAccessException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static NewEvent event(String identifier) {
        return NewEvent.in("remote", identifier, "called").payload(1).build();
    }

    private static Command command(String id) {
        return new Command("remote", id, "content");
    }

    private static String text(CommandResult result) {
        return (result.replayed() ? "replayed " : "stored ") + result.events() + " " + result.sequences();
    }
}
