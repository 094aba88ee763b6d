/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.ejb.EJB;
import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/** The store with events about persons, each in a stream of their own, in a domain that only this rival has. */
abstract class Persons implements Rival, Client {

    private static final String TYPE = "moved";

    /** Two members of 100 bytes. */
    private static final String PAYLOAD =
            "{\"number\":1,\"name\":\"%s\",\"street\":\"%s\"}".formatted("n".repeat(100), "s".repeat(100));

    private final String domain;

    @EJB
    private EventStoreService store;

    Persons(String domain) {
        this.domain = domain;
    }

    /** The same event with what is said of its members. */
    abstract NewEvent.Builder marked(NewEvent.Builder event, StreamId person);

    @Override
    public Client connect() {
        return this;
    }

    @Override
    public void appendAbout(String person, long sequence, int size) {
        StreamId stream = StreamId.of(domain, person);
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            NewEvent.Builder event = NewEvent.in(stream, TYPE).payloadJson(PAYLOAD);
            events.add(marked(event, stream).build());
        }
        store.storeEvents(events, ExpectedSequence.exactly(sequence));
    }

    @Override
    public long read(StreamId stream) {
        return store.getAllEvents(domain, stream.identifier()).size();
    }
}
