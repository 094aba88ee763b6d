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
import java.util.List;
import java.util.UUID;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/** How long one writer takes to append a batch, and the log to number it afterwards. */
@Dependent
class Numbering {

    @EJB
    private EventStoreService store;

    /** A batch is pending as a whole when it is committed: nothing of it is numbered while it is being written. */
    Took of(int size) {
        StreamId stream = Work.stream(UUID.randomUUID().toString());
        List<NewEvent> events = Payload.events(stream, size);
        store.getLastPosition();
        long start = System.nanoTime();
        store.storeEvents(events, ExpectedSequence.noStream());
        long appended = System.nanoTime();
        long last = store.getLastPosition();
        long numbered = System.nanoTime();
        if (store.readAll(last - 1, 1).stream()
                .noneMatch(event -> event.stream().equals(stream))) {
            throw new IllegalStateException("the log did not get to the batch");
        }
        return new Took(appended - start, numbered - appended);
    }

    /** In nanoseconds. */
    record Took(long appending, long numbering) {

        @Override
        public String toString() {
            return "appending=" + appending + "\nnumbering=" + numbering + "\n";
        }
    }
}
