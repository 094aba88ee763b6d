/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * Stores what is intended, whole or not at all: tries with what it knows of the streams, and learns from the items a
 * failed attempt met. A successful append with an exact expectation reads nothing.
 */
final class Writer {

    private final Heads heads;
    private final Offload offload;
    private final Attempts attempts;
    private final Obstacles obstacles;
    private final Orders orders = new Orders();
    private final Duration budget;

    Writer(Heads heads, Offload offload, Attempts attempts, Obstacles obstacles, Duration budget) {
        this.heads = heads;
        this.offload = offload;
        this.attempts = attempts;
        this.obstacles = obstacles;
        this.budget = budget;
    }

    /**
     * @throws ConcurrencyError if a stream is where the intent cannot be stored
     * @throws org.schemeless.eventstore.DuplicateEventException if an id is taken
     * @throws EventStoreUnavailableException if it was not stored within the budget
     * @throws OutcomeUnknownException if it is not known whether it was stored
     */
    AppendResult write(Intent intent) {
        Map<StreamId, Long> sequences =
                new HashMap<>(intent.required().orElseGet(() -> heads.versions(intent.streams())));
        List<StoredEvent> large = offload.tooLarge(intent.numbered(sequences));
        if (large.isEmpty()) {
            return repeat(intent, sequences, Map.of());
        }
        if (intent.required().isPresent()) {
            sequences.putAll(heads.versions(intent.streams()));
        }
        Optional<AppendResult> known = obstacles.answered(intent, sequences);
        return known.isPresent() ? known.get() : writeWithObjects(intent, sequences, large);
    }

    private AppendResult writeWithObjects(Intent intent, Map<StreamId, Long> sequences, List<StoredEvent> large) {
        Map<String, Offloaded> uploaded = offload.upload(large);
        try {
            AppendResult result = repeat(intent, sequences, uploaded);
            if (result.replayed()) {
                offload.delete(uploaded.values());
            }
            return result;
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            offload.delete(uploaded.values());
            throw e;
        }
    }

    private AppendResult repeat(Intent intent, Map<StreamId, Long> start, Map<String, Offloaded> uploaded) {
        long end = System.nanoTime() + budget.toNanos();
        Map<StreamId, Long> sequences = new HashMap<>(start);
        for (int round = 1; ; round++) {
            Optional<ConcurrencyError> conflict = intent.violated(sequences);
            if (conflict.isPresent()) {
                return obstacles.answered(intent, sequences).orElseThrow(conflict::get);
            }
            List<StoredEvent> events = intent.numbered(sequences);
            Collection<Operation.Failed> failed =
                    attempts.write(Batch.of(entries(events, uploaded), sequences, intent.held()), round > 1);
            if (failed.isEmpty()) {
                return AppendResult.stored(events);
            }
            Optional<AppendResult> known = obstacles.overcome(intent, failed, sequences);
            if (known.isPresent()) {
                return known.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new EventStoreUnavailableException("other writers were faster for " + budget, null);
            }
            pause(round);
        }
    }

    private List<Entry> entries(List<StoredEvent> events, Map<String, Offloaded> uploaded) {
        long order = orders.next(events.size());
        List<Entry> entries = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            entries.add(new Entry(event, order++, uploaded.get(event.id())));
        }
        return entries;
    }

    private static void pause(int round) {
        long most = Duration.ofMillis(Math.min(500, 2L << Math.min(round, 8))).toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }
}
