/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.ImportRefusedException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.append.Appends;
import org.schemeless.eventstore.service.append.MissingEvents;
import org.schemeless.eventstore.service.call.Measures;
import org.schemeless.eventstore.service.call.Reads;
import org.schemeless.eventstore.service.personal.ErasureReplay;
import org.schemeless.eventstore.service.personal.EventSeals;
import org.schemeless.eventstore.spi.EventStorage;

/**
 * The session bean behind {@link EventImport}. It compares with what is stored as it is: sealed members stay sealed.
 */
@Stateless
@LocalBean
@Local(EventImport.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EventImportService implements EventImport {

    @Inject
    EventStorage storage;

    @Inject
    Appends appends;

    @Inject
    Reads reads;

    @Inject
    Measures measures;

    @Inject
    EventSeals seals;

    @Inject
    ErasureReplay erasures;

    @Override
    public int store(List<StoredEvent> events) {
        try {
            return storeInOrder(events);
        } catch (ImportRefusedException e) {
            throw e.getError();
        }
    }

    @Override
    public int storeInOrder(List<StoredEvent> events) {
        return measures.call("import", () -> storeMissing(events));
    }

    private int storeMissing(List<StoredEvent> events) {
        Set<StreamId> streams = events.stream().map(StoredEvent::stream).collect(Collectors.toSet());
        Map<StreamId, Long> heads = reads.ask(() -> storage.sequences(streams));
        MissingEvents missing = new MissingEvents(heads, stored(events, heads), stored -> seals.opened(stored));
        for (int i = 0; i < events.size(); i++) {
            missing.add(i, events.get(i));
        }
        if (missing.isEmpty()) {
            erase(streams);
            return 0;
        }
        try {
            appends.storeInLogOrder(missing.events(), missing.expected());
            erase(streams);
            return missing.events().size();
        } catch (ConcurrencyError | DuplicateEventException | InvalidEventException e) {
            if (!hasMoved(missing.streams(), heads)) {
                throw new ImportRefusedException(missing.indexOf(e), e);
            }
            return storeMissing(events); // another import may have been faster, and then it is all the same
        }
    }

    /** Also what was there before: an import that failed here comes again. */
    private void erase(Set<StreamId> streams) {
        if (streams.contains(Erasure.STREAM)) {
            erasures.run();
        }
    }

    /** Only streams that were to be written count: that others go on changes nothing. */
    private boolean hasMoved(Set<StreamId> streams, Map<StreamId, Long> heads) {
        Map<StreamId, Long> now = reads.ask(() -> storage.sequences(streams));
        return streams.stream()
                .anyMatch(stream -> !now.getOrDefault(stream, 0L).equals(heads.getOrDefault(stream, 0L)));
    }

    /** What is there at the places of these events. */
    private Map<MissingEvents.Place, StoredEvent> stored(List<StoredEvent> events, Map<StreamId, Long> heads) {
        Map<StreamId, TreeSet<Long>> sequences = new HashMap<>();
        events.stream()
                .filter(event -> event.sequence() <= heads.getOrDefault(event.stream(), 0L))
                .forEach(event -> sequences
                        .computeIfAbsent(event.stream(), stream -> new TreeSet<>())
                        .add(event.sequence()));
        Map<MissingEvents.Place, StoredEvent> stored = new HashMap<>();
        sequences.forEach((stream, wanted) -> {
            while (!wanted.isEmpty()) {
                long first = wanted.first();
                int many = wanted.size();
                reads.ask(() -> storage.readStream(stream, first - 1, many))
                        .events()
                        .forEach(event -> stored.put(MissingEvents.Place.of(event), event));
                wanted.headSet(first + many).clear();
            }
        });
        return stored;
    }
}
