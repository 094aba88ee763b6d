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
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStoreService;

/** The store in transactions of its callers', with two new tags on each event, and on the condition that they are. */
@ApplicationScoped
@Named("tagged")
class Tagged implements Rival {

    private static final String COURSE = "course";
    private static final String STUDENT = "student";

    @EJB
    private EventStoreService store;

    @Inject
    private CallersTransaction transaction;

    /** What is found where nobody has a tag has one mark, so that it is read once: the appends are what is measured. */
    @Override
    public Client connect() {
        Boundary.Mark nothing = store.readBoundary(eitherOf(fresh(), fresh())).mark();
        return new Client() {
            @Override
            public int appendAnywhere(StreamId stream, String payload) throws Exception {
                return transaction.of(() -> appendTagged(stream, payload, nothing));
            }
        };
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    private static EventQuery eitherOf(String course, String student) {
        return EventQuery.tagged(COURSE, course).or(EventQuery.tagged(STUDENT, student));
    }

    private int appendTagged(StreamId stream, String payload, Boundary.Mark nothing) {
        String course = fresh();
        String student = fresh();
        NewEvent event = NewEvent.in(stream, Payload.TYPE)
                .payloadJson(payload)
                .tag(COURSE, course)
                .tag(STUDENT, student)
                .build();
        Boundary seen = new Boundary(eitherOf(course, student), nothing, List.of());
        store.storeEvents(List.of(event), ExpectedSequence.nothingNew(seen));
        return 1;
    }
}
