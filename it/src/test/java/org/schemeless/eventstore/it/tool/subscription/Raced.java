/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.subscription;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * Answers each event by one of its own, in a stream of the same identifier, at the sequence that it has read there. The
 * event's type says what goes wrong, its payload how often: another writer is faster, or the expectation is one that
 * can never hold.
 */
@ApplicationScoped
public class Raced implements Subscription {

    public static final String NAME = "raced";
    public static final String DOMAIN = "raced";
    public static final String ANSWERS = "raced-answers";
    public static final String RACE = "race";
    public static final String MISTAKE = "mistake";

    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    @EJB
    private EventStoreService store;

    @Resource
    private ManagedExecutorService threads;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> domains() {
        return Set.of(DOMAIN);
    }

    @Override
    public void handle(List<StoredEvent> events) throws Exception {
        for (StoredEvent event : events) {
            answer(event);
        }
    }

    /** From now on nothing goes wrong with the event. */
    public void mend(String event) {
        attempts.put(event, Integer.MAX_VALUE / 2);
    }

    private void answer(StoredEvent event) throws Exception {
        StreamId stream = StreamId.of(ANSWERS, event.stream().identifier());
        int times = Integer.parseInt(event.payload().toString());
        boolean goesWrong = attempts.merge(event.id(), 1, Integer::sum) <= times;
        long sequence = store.getStreamSequence(stream.domain(), stream.identifier());
        if (goesWrong && event.type().equals(RACE)) {
            threads.submit(() -> store.storeEvents(List.of(to(stream, "faster"))))
                    .get();
        }
        long expected = goesWrong && event.type().equals(MISTAKE) ? sequence + 1 : sequence;
        store.storeEvents(List.of(to(stream, "answer")), ExpectedSequence.exactly(expected));
    }

    private static NewEvent to(StreamId stream, String type) {
        return NewEvent.in(stream.domain(), stream.identifier(), type)
                .payload(1)
                .build();
    }
}
