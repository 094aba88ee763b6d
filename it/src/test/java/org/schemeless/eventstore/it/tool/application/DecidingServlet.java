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
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * Carries out commands, each on the sum that a snapshot and the events behind it come to. The event of a command has
 * its number, and the sum before it. The answer is the sequence; 409 after a lost race, 503 if the store is not there.
 */
@WebServlet("/deciding")
public class DecidingServlet extends HttpServlet {

    public static final String DOMAIN = "decided";

    private static final long serialVersionUID = 1L;
    private static final String FOLD = "sum";
    private static final String SHAPE = "1";
    private static final int EVERY = 5;
    private static final int LARGE = 450_000;

    @EJB
    private transient EventStoreService store;

    @Inject
    private transient Snapshots snapshots;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StreamId stream = StreamId.of(DOMAIN, request.getParameter("stream"));
        long number = Long.parseLong(request.getParameter("number"));
        try {
            CommandResult done =
                    carriedOut(new Command(stream.identifier(), Long.toString(number), null), stream, number);
            response.getWriter().print(done.events().get(0).sequence());
        } catch (ConcurrencyError e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        } catch (EventStoreUnavailableException e) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private CommandResult carriedOut(Command command, StreamId stream, long number) {
        Optional<CommandResult> before = store.findCommand(command);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<Snapshot> snapshot = snapshots.find(stream, FOLD, SHAPE);
        long sequence = snapshot.map(Snapshot::sequence).orElse(0L);
        long sum = snapshot.map(DecidingServlet::sum).orElse(0L);
        for (StoredEvent event : store.readStream(stream, sequence, 1_000).events()) {
            sequence = event.sequence();
            sum += event.payload()
                    .value()
                    .asJsonObject()
                    .getJsonNumber("number")
                    .longValueExact();
        }
        NewEvent event = NewEvent.in(stream, "decided")
                .payload(Map.of("number", number, "before", sum))
                .build();
        CommandResult done = store.storeEvents(List.of(event), ExpectedSequence.exactly(sequence), command);
        long last = done.events().get(0).sequence();
        if (!done.replayed() && last % EVERY == 0) {
            String state = sum + number + ":" + "x".repeat(last % (2 * EVERY) == 0 ? LARGE : 0);
            snapshots.keep(
                    new Snapshot(stream, FOLD, SHAPE, last, done.events().get(0).id(), JsonText.string(state)));
        }
        return done;
    }

    private static long sum(Snapshot snapshot) {
        String state = snapshot.state().as(String.class);
        return Long.parseLong(state.substring(0, state.indexOf(':')));
    }
}
