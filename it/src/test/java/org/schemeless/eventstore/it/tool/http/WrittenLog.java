/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What writers of the log share, and what they have done. */
public final class WrittenLog {

    /** How a turn of a writer ended. */
    public enum Turn {
        POSTED,
        REFUSED,
        COMMITTED,
        HELD,
        ROLLED_BACK
    }

    /** A batch that is stored, and a position that the log had before it was. */
    record Stored(LogBatch batch, long after) {}

    private final String domain = Names.fresh("writers");
    private final LogBatch first = LogBatch.of(Names.fresh("taken"), domain);
    private final Collection<Stored> stored = new ConcurrentLinkedQueue<>();
    private final Map<Turn, LongAdder> turns = new ConcurrentHashMap<>();

    WrittenLog(Store store) {
        store.post("events", first.json()).is(201);
        stored.add(new Stored(first, 0));
    }

    /** Where all write. */
    String domain() {
        return domain;
    }

    /** An event that is stored; its id is taken. */
    LogBatch first() {
        return first;
    }

    void stored(Turn turn, LogBatch batch, long after) {
        stored.add(new Stored(batch, after));
        notStored(turn);
    }

    void notStored(Turn turn) {
        turns.computeIfAbsent(turn, key -> new LongAdder()).increment();
    }

    Collection<Stored> stored() {
        return List.copyOf(stored);
    }

    /** How many turns ended so. */
    public long count(Turn turn) {
        return turns.getOrDefault(turn, new LongAdder()).sum();
    }

    /** How many turns have ended. */
    long turns() {
        return turns.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
