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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStream;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.bench.rivals.Deposits.Deposited;
import org.schemeless.eventstore.service.EventStoreService;

/** Decides on the store without the model, as one would write it. */
@ApplicationScoped
@Named("by-hand")
class ByHand implements Rival, Client {

    @EJB
    private EventStoreService store;

    @Override
    public Client connect() {
        return this;
    }

    @Override
    public int decide(StreamId stream, Deposited wanted) {
        for (int tries = 1; ; tries++) {
            EventStream read = store.read(stream);
            BigDecimal sum = BigDecimal.ZERO;
            for (StoredEvent event : read.events()) {
                sum = sum.add(event.payloadAs(Deposited.class).amount());
            }
            if (sum.signum() < 0) {
                return tries;
            }
            NewEvent event = NewEvent.in(stream, Payload.TYPE).payload(wanted).build();
            try {
                store.storeEvents(List.of(event), ExpectedSequence.exactly(read.sequence()));
                return tries;
            } catch (ConcurrencyError e) {
                // what was decided is out of date: read and decide again
            }
        }
    }
}
