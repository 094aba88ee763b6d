/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * Brings the log of another store into this one, whatever backend either has. Events keep id, stream, sequence, type,
 * payload, meta, causal ids and time; positions are given anew, in the same order.
 */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EventImport {

    @Inject
    private EventStorage storage;

    @Inject
    private Appends appends;

    @Inject
    private Reads reads;

    @Inject
    private Measures measures;

    /**
     * Stores the next events of a log, all or none of them, in a transaction of its own. Those that are there already, the
     * same in everything but position, are passed by: what was interrupted can be sent again from anywhere before, also while
     * another call is at it.
     *
     * @param events in the order of the log they come from, up to 1,000
     * @return how many were not there yet
     * @throws ConcurrencyError if one of their streams is shorter here than where they go on, or has other events
     * @throws DuplicateEventException if the id of one is taken by another event
     */
    public int store(List<StoredEvent> events) {
        return measures.call("import", () -> storeMissing(events));
    }

    private int storeMissing(List<StoredEvent> events) {
        Map<StreamId, List<StoredEvent>> streams = new LinkedHashMap<>();
        events.forEach(event -> streams.computeIfAbsent(event.stream(), key -> new ArrayList<>())
                .add(event));
        Map<StreamId, Long> heads = heads(streams.keySet());
        streams.forEach((stream, part) -> requireSame(stream, part, heads.getOrDefault(stream, 0L)));
        List<NewEvent> missing = events.stream()
                .filter(event -> event.sequence() > heads.getOrDefault(event.stream(), 0L))
                .map(EventImport::asNew)
                .toList();
        try {
            append(missing, heads);
            return missing.size();
        } catch (ConcurrencyError | DuplicateEventException e) {
            if (heads(streams.keySet()).equals(heads)) {
                throw e;
            }
            return storeMissing(events); // another import may have been faster, and then it is all the same
        }
    }

    private Map<StreamId, Long> heads(Set<StreamId> streams) {
        return reads.ask(() -> storage.sequences(streams));
    }

    private void append(List<NewEvent> missing, Map<StreamId, Long> heads) {
        if (!missing.isEmpty()) {
            Map<StreamId, ExpectedSequence.ForStream> expected = new HashMap<>();
            missing.forEach(event ->
                    expected.put(event.stream(), ExpectedSequence.exactly(heads.getOrDefault(event.stream(), 0L))));
            appends.storeInLogOrder(missing, ExpectedSequence.perStream(expected));
        }
    }

    /** Checks that what is there of these events is the same, and that the others follow it without a gap. */
    private void requireSame(StreamId stream, List<StoredEvent> events, long head) {
        long first = events.get(0).sequence();
        List<StoredEvent> here = first > head
                ? List.of()
                : reads.ask(() -> storage.readStream(stream, first - 1, events.size()))
                        .events();
        for (int i = 0; i < events.size(); i++) {
            StoredEvent event = events.get(i);
            boolean isNext = i == 0 ? first <= head + 1 : event.sequence() == first + i;
            if (!isNext) {
                throw new ConcurrencyError(stream, ExpectedSequence.exactly(event.sequence() - 1), head);
            }
            if (i < here.size()) {
                requireSame(event, here.get(i), head);
            }
        }
    }

    private static void requireSame(StoredEvent event, StoredEvent here, long head) {
        if (!event.id().equals(here.id())) {
            throw new ConcurrencyError(event.stream(), ExpectedSequence.exactly(event.sequence() - 1), head);
        }
        if (!event.created().equals(here.created())) {
            throw new DuplicateEventException(event.id(), "the stored event has another time");
        }
        Stamp.stamped(List.of(asNew(event)), ExpectedSequence.any(), false).replayOf(List.of(here));
    }

    private static NewEvent asNew(StoredEvent event) {
        return new NewEvent(
                event.id(),
                event.stream(),
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                event.created());
    }
}
