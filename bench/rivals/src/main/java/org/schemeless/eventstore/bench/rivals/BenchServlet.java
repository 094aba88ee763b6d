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
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * Lets one rival work for a while, or measures something of the store alone. Answers when it is done and the log of the
 * store is complete, so that nothing of it runs into what is measured next.
 */
@WebServlet("/bench/*")
public class BenchServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @Any
    private transient Instance<Rival> rivals;

    @Inject
    private transient Costs costs;

    @Inject
    private transient TaggedLog taggedLog;

    @Inject
    private transient Erasures erasures;

    @Inject
    private transient Freshness freshness;

    @Inject
    private transient Numbering numbering;

    @Resource
    private transient ManagedThreadFactory threads;

    @Resource(lookup = "java:comp/DefaultDataSource")
    private transient DataSource source;

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
                case "/fill-about" -> fillAbout(parameters);
                case "/fill-tagged" ->
                    "position=" + taggedLog.fill(parameters.number("length"), parameters.number("each")) + "\n";
                case "/erase" -> erasures.of(parameters.number("events"));
                case "/lag" -> new Lag(source).of(rival(parameters), parameters.work(), load(parameters));
                case "/cost" -> costs.of(parameters.text("what"), parameters.number("size"));
                case "/freshness" -> freshness.of(parameters.text("view"));
                case "/numbering" -> numbering.of(parameters.number("size"));
                case "/heap" -> heap(parameters);
                case "/heap-of-batch" -> heapOfBatch(parameters);
                case "/heap-of-export" -> heapOfExport(parameters);
                default -> throw new ServletException("nothing here: " + parameters.path());
            };
        } catch (ServletException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private Measured work(Parameters parameters) throws ExecutionException, InterruptedException {
        Measured measured = load(parameters).on(rival(parameters), parameters.work()::step);
        store.getLastPosition();
        return measured;
    }

    private Rival rival(Parameters parameters) {
        return rivals.select(NamedLiteral.of(parameters.text("rival"))).get();
    }

    private Load load(Parameters parameters) {
        return new Load(parameters.number("clients"), Duration.ofMillis(parameters.number("millis")), threads);
    }

    /** Appends batches to a stream that is empty. */
    private String fill(Parameters parameters) throws Exception {
        StreamId stream = Work.stream(parameters.text("stream"));
        List<String> batch = Payload.batch(parameters.number("batch"));
        try (Client client = rival(parameters).connect()) {
            for (int sequence = 0; sequence < parameters.number("length"); sequence += batch.size()) {
                client.append(stream, sequence, batch);
            }
        }
        return "position=" + store.getLastPosition() + "\n";
    }

    /** Appends batches about somebody who is new. */
    private String fillAbout(Parameters parameters) throws Exception {
        int batch = parameters.number("batch");
        try (Client client = rival(parameters).connect()) {
            for (int sequence = 0; sequence < parameters.number("length"); sequence += batch) {
                client.appendAbout(parameters.text("stream"), sequence, batch);
            }
        }
        return "position=" + store.getLastPosition() + "\n";
    }

    /** What one step of a client takes of the heap. */
    private String heap(Parameters parameters) throws Exception {
        Load once = new Load(1, Duration.ZERO, threads);
        Step step = parameters.work().step();
        Rival rival = rival(parameters);
        return "bytes=" + Heap.neededBy(() -> once.on(rival, () -> step)) + "\n";
    }

    /** What a batch takes of the heap from its making to its answer, the batch itself included. */
    private String heapOfBatch(Parameters parameters) throws Exception {
        StreamId stream = Work.stream("large-events");
        int size = parameters.number("size");
        int bytes = parameters.number("bytes");
        return "bytes=" + Heap.neededBy(() -> store.storeEvents(Payload.events(stream, size, bytes))) + "\n";
    }

    /** What the whole log takes of the heap on its way over HTTP. */
    private String heapOfExport(Parameters parameters) throws Exception {
        long events = store.getLastPosition();
        Export export = new Export(parameters.here("/api/log"));
        long bytes = Heap.neededBy(export::run);
        if (export.lines() != events) {
            throw new IllegalStateException(export.lines() + " lines of " + events + " events");
        }
        return "bytes=" + bytes + "\nevents=" + events + "\n";
    }
}
