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
import jakarta.enterprise.context.Dependent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/** What one call of the store on DynamoDB takes in requests and units. */
@Dependent
class Costs {

    @EJB
    private EventStoreService store;

    /**
     * @param what the call
     * @param size how many events it is about
     */
    Units.Counted of(String what, int size) {
        StreamId stream = Work.stream(UUID.randomUUID().toString());
        List<NewEvent> events = Payload.events(stream, size);
        return switch (what) {
            case "append" -> counted(() -> store.storeEvents(events, ExpectedSequence.noStream()));
            case "append-anywhere" -> counted(() -> store.storeEvents(events));
            case "conflict" -> counted(() -> expectConflict(events));
            case "again" -> again(named(events));
            case "read-page" -> after(events, () -> store.readStream(stream, 0, size));
            case "sequence" -> after(events, () -> store.getStreamSequence(stream.domain(), stream.identifier()));
            default -> throw new IllegalArgumentException("no such call: " + what);
        };
    }

    private Units.Counted again(List<NewEvent> events) {
        return after(events, () -> store.storeEvents(events, ExpectedSequence.noStream()));
    }

    private Units.Counted after(List<NewEvent> events, Runnable call) {
        store.storeEvents(events, ExpectedSequence.noStream());
        store.getLastPosition();
        return counted(call);
    }

    /** The sequencer's part is waited for. */
    private Units.Counted counted(Runnable call) {
        Units.reset();
        call.run();
        store.getLastPosition();
        return Units.counted();
    }

    private void expectConflict(List<NewEvent> events) {
        try {
            store.storeEvents(events, ExpectedSequence.exactly(1));
            throw new IllegalStateException("no conflict");
        } catch (ConcurrencyError e) {
            // what is measured
        }
    }

    /** With ids of their own, so that they can be sent again: the store looks for these before it writes. */
    private static List<NewEvent> named(List<NewEvent> events) {
        return events.stream()
                .map(event -> event.stamped(UUID.randomUUID().toString(), Instant.now()))
                .toList();
    }
}
