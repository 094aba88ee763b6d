/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.teller;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.examples.bank.teller.Notes.Noted;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventTypes;

/**
 * Notes on accounts, kept in the event store of another application on the server. Decided here, outside of
 * transactions: some servers would carry one over to the store, and then a lost race can only be told.
 */
@Path("/accounts/{account}/notes")
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TellerResource {

    @Inject
    private Decisions<String, Noted, List<String>> notes;

    @Inject
    private EventTypes types;

    @Inject
    private EventStore store;

    /** Appends a note and answers its sequence. With an expectation it is tried once. */
    @POST
    public long note(
            @PathParam("account") String account,
            @QueryParam("text") String text,
            @QueryParam("expected") Long expected) {
        if (expected == null) {
            return notes.decide(account, text, Attempts.upTo(50)).sequence();
        }
        NewEvent note = types.newEvent(StreamId.of(Notes.DOMAIN, account), Notes.note(text))
                .build();
        ExpectedSequence expectation =
                ExpectedSequence.perStream(Map.of(note.stream(), ExpectedSequence.exactly(expected)));
        return store.storeEvents(List.of(note), expectation).events().get(0).sequence();
    }

    @GET
    public String notes(@PathParam("account") String account) {
        return notes.state(account).stream().map(text -> text + "\n").collect(Collectors.joining());
    }
}
