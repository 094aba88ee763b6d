/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.application;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * Appends a batch, as {@code POST events} of the store has it, in a transaction of its own making: {@code committed},
 * {@code rolled-back}, or {@code held} open under a name until {@code released}, and committed then. The last line of
 * the answer says how the transaction ended.
 */
@WebServlet("/writing/*")
public class WritingServlet extends HttpServlet {

    public static final String OPEN = "open";
    public static final String COMMITTED = "committed";
    public static final String ROLLED_BACK = "rolled back";
    public static final String NOT_STORED = "not stored: ";

    private static final long serialVersionUID = 1L;

    @Resource
    private transient UserTransaction transaction;

    @EJB
    private transient EventStoreService store;

    @Inject
    private transient HeldTransactions held;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        if (request.getPathInfo().equals("/released")) {
            held.release(request.getParameter("name"));
            return;
        }
        try {
            PrintWriter out = response.getWriter();
            out.println(append(request, out));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private String append(HttpServletRequest request, PrintWriter out) throws Exception {
        List<NewEvent> events = events(request);
        transaction.begin();
        try {
            store.storeEvents(events);
            switch (request.getPathInfo()) {
                case "/committed" -> transaction.commit();
                case "/held" -> {
                    held.hold(request.getParameter("name"), () -> say(out));
                    transaction.commit();
                }
                case "/rolled-back" -> {
                    transaction.rollback();
                    return ROLLED_BACK;
                }
                default -> throw new ServletException("nothing here: " + request.getPathInfo());
            }
            return COMMITTED;
        } catch (ConcurrencyError | EventStoreUnavailableException | RollbackException e) {
            return NOT_STORED + e;
        } finally {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        }
    }

    private static void say(PrintWriter out) {
        out.println(OPEN);
        out.flush();
    }

    private static List<NewEvent> events(HttpServletRequest request) throws IOException {
        try (JsonReader reader = Json.createReader(request.getReader())) {
            return reader.readObject().getJsonArray("events").getValuesAs(WritingServlet::event);
        }
    }

    private static NewEvent event(JsonObject event) {
        return NewEvent.in(event.getString("domain"), event.getString("identifier"), event.getString("type"))
                .id(event.getString("id"))
                .payload(event.get("payload"))
                .build();
    }
}
