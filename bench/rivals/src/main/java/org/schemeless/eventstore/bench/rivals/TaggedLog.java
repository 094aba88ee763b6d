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
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/** A log in which each tag has so many events, which are as far apart as can be. */
@Dependent
class TaggedLog {

    private static final String GROUP = "group";
    private static final int BATCH = 1_000;

    @EJB
    private EventStoreService store;

    /**
     * Fills a store that is empty.
     *
     * @param length how many events, a multiple of a thousand
     * @param each how many events a tag has
     * @return where the log is then
     */
    long fill(int length, int each) {
        StreamId stream = Work.stream("tagged-log");
        for (int first = 0; first < length; first += BATCH) {
            store.storeEvents(IntStream.range(first, first + BATCH)
                    .mapToObj(number -> event(stream, number, length / each))
                    .toList());
        }
        return store.getLastPosition();
    }

    private static NewEvent event(StreamId stream, int number, int groups) {
        return NewEvent.in(stream, Payload.TYPE)
                .payloadJson(Payload.number(number))
                .tag(GROUP, "g-" + number % groups)
                .build();
    }

    /** A query that finds as many events as each tag has. */
    static EventQuery query(long groups) {
        return EventQuery.tagged(GROUP, "g-" + ThreadLocalRandom.current().nextLong(groups));
    }
}
