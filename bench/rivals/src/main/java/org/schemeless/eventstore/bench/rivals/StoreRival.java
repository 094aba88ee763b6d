/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.bench.rivals.Deposits.Deposited;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.service.EventStoreService;

/** The event store, called as an application calls it: by its session bean, without a transaction of the caller's. */
@ApplicationScoped
@Named("store")
class StoreRival implements Rival, Client {

    @EJB
    private EventStoreService store;

    @Inject
    private Snapshots snapshots;

    private Decisions<Deposited, Deposited, BigDecimal> decisions;

    @PostConstruct
    void makeDecisions() {
        decisions = Decisions.of(store, new Deposits(), EventTypes.of(Deposited.class), snapshots);
    }

    /** An append is repeated on the thread of its caller. */
    private final ThreadLocal<Integer> retries = ThreadLocal.withInitial(() -> 0);

    void retried(@Observes Measurement.Retry retry) {
        retries.set(retries.get() + 1);
    }

    @Override
    public Client connect() {
        return this;
    }

    @Override
    public void append(StreamId stream, long sequence, List<String> payloads) {
        store.storeEvents(events(stream, payloads), ExpectedSequence.exactly(sequence));
    }

    @Override
    public int appendAnywhere(StreamId stream, String payload) {
        retries.set(0);
        store.storeEvents(events(stream, List.of(payload)));
        return 1 + retries.get();
    }

    @Override
    public int appendExpecting(StreamId stream, String payload) {
        long sequence = store.getStreamSequence(stream.domain(), stream.identifier());
        for (int tries = 1; ; tries++) {
            try {
                store.storeEvents(events(stream, List.of(payload)), ExpectedSequence.exactly(sequence));
                return tries;
            } catch (ConcurrencyError e) {
                sequence = e.getFound();
            }
        }
    }

    /** By the model, through a snapshot where the stream is long. */
    @Override
    public int decide(StreamId stream, Deposited wanted) {
        decisions.decide(stream.identifier(), wanted);
        return 1;
    }

    private static List<NewEvent> events(StreamId stream, List<String> payloads) {
        return payloads.stream()
                .map(payload ->
                        NewEvent.in(stream, Payload.TYPE).payloadJson(payload).build())
                .toList();
    }

    @Override
    public long read(StreamId stream) {
        return store.getAllEvents(stream.domain(), stream.identifier()).size();
    }

    @Override
    public long readPage(StreamId stream, long after, int limit) {
        return store.readStream(stream, after, limit).events().size();
    }

    @Override
    public long find(EventQuery query) {
        return store.readBoundary(query).events().size();
    }

    @Override
    public long readLog(long count) {
        long position = 0;
        List<StoredEvent> page;
        do {
            page = store.readAll(position, (int) Math.min(Limits.PAGE, count - position));
            position += page.size();
        } while (!page.isEmpty() && position < count);
        return position;
    }
}
