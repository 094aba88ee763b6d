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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.service.EventStoreService;

/** How long after its answer an append of one writer is in a view, on whatever node that is kept. */
@Dependent
class Freshness {

    private static final int APPENDS = 500;

    @EJB
    private EventStoreService store;

    @EJB
    private Views views;

    /** After each append the writer waits for the view. */
    Lag.Percentiles of(String view) {
        StreamId stream = Work.stream(UUID.randomUUID().toString());
        List<Long> micros = new ArrayList<>();
        for (int i = 1; i <= APPENDS; i++) {
            NewEvent event = NewEvent.in(stream, Payload.TYPE)
                    .payloadJson(Payload.number(i))
                    .build();
            store.storeEvents(List.of(event));
            long start = System.nanoTime();
            views.await(view, stream, i, Duration.ofMinutes(1));
            micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
        }
        Collections.sort(micros);
        return new Lag.Percentiles(APPENDS, micros.get(APPENDS / 2), micros.get(APPENDS * 99 / 100));
    }
}
