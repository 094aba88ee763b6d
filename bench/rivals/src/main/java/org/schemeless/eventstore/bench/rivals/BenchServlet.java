/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * Lets one rival work for a while ({@code POST bench/work}), or prepares what is to be read ({@code POST bench/fill}). Answers
 * when it is done and the log of the store is complete, so that nothing of it runs into what is measured next.
 */
@WebServlet("/bench/*")
public class BenchServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int BATCH = 1000;

    @Inject
    @Any
    private transient Instance<Rival> rivals;

    @Resource
    private transient ManagedThreadFactory threads;

    @EJB
    private transient EventStoreService store;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(answer(new Parameters(request)));
    }

    private Object answer(Parameters parameters) throws ServletException {
        try {
            return switch (parameters.path()) {
                case "/work" -> work(parameters);
                case "/fill" -> fill(parameters);
                default -> throw new ServletException("nothing here: " + parameters.path());
            };
        } catch (ExecutionException | InterruptedException e) {
            throw new ServletException(e);
        }
    }

    private Measured work(Parameters parameters) throws ExecutionException, InterruptedException {
        Work work = new Work(
                parameters.text("what"),
                parameters.number("size"),
                Work.stream(parameters.text("stream")),
                parameters.number("length"));
        Load load = new Load(parameters.number("clients"), Duration.ofMillis(parameters.number("millis")), threads);
        Measured measured =
                load.on(rivals.select(NamedLiteral.of(parameters.text("rival"))).get(), work::step);
        store.getLastPosition();
        return measured;
    }

    /** Appends to a stream until it has so many events. */
    private String fill(Parameters parameters) {
        StreamId stream = Work.stream(parameters.text("stream"));
        long sequence = store.getStreamSequence(stream.domain(), stream.identifier());
        while (sequence < parameters.number("length")) {
            store.storeEvents(
                    Payload.batch(BATCH).stream()
                            .map(payload -> NewEvent.in(stream, Payload.TYPE)
                                    .payloadJson(payload)
                                    .build())
                            .toList(),
                    ExpectedSequence.exactly(sequence));
            sequence += BATCH;
        }
        return "position=" + store.getLastPosition() + "\n";
    }
}
