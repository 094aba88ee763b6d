/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.teller;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.client.EventStoreClient;
import org.schemeless.eventstore.client.RemoteEventStore;

/**
 * Notes on accounts, kept in the event store of another application on the server ({@code eventstore.ear}). Outside of
 * transactions: some servers would carry one over to the store, which could then not repeat a lost race.
 */
@Path("/accounts/{account}/notes")
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TellerResource {

    @EJB(lookup = "java:global/eventstore/eventstore-remote/RemoteEventStore")
    private RemoteEventStore remote;

    private EventStore store;

    @PostConstruct
    void connect() {
        store = EventStoreClient.of(remote);
    }

    /** Appends a note and answers its sequence. */
    @POST
    public long note(
            @PathParam("account") String account,
            @QueryParam("text") String text,
            @QueryParam("expected") Long expected) {
        NewEvent note = NewEvent.in("account", account, "noted")
                .payload(new Note(text, BigDecimal.ZERO))
                .build();
        ExpectedSequence expectation = expected == null
                ? ExpectedSequence.any()
                : ExpectedSequence.perStream(Map.of(note.stream(), ExpectedSequence.exactly(expected)));
        return store.storeEvents(List.of(note), expectation).events().get(0).sequence();
    }

    @GET
    public String notes(@PathParam("account") String account) {
        List<StoredEvent> events =
                store.readStream(StreamId.of("account", account), 0, 1000).events();
        StringBuilder lines = new StringBuilder();
        for (StoredEvent event : events) {
            if (event.type().equals("noted")) {
                lines.append(event.payloadAs(Note.class).text()).append('\n');
            }
        }
        return lines.toString();
    }

    /** Has an amount, so that the bank may add up all events of an account. */
    public record Note(String text, BigDecimal amount) {}
}
