/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.StreamId;

/**
 * Cuts a batch into transactions: the last one commits, those before it stage what does not fit there. None has more
 * than the service's 100 operations (one of which is kept for the store's log) or its 4 MB.
 */
final class Chunks {

    static final int OPERATIONS = 99;

    /** Some of the 4 MB is left for what the service adds. */
    private static final long BYTES = 3_500_000;

    private final Operations operations;
    private final int chunkSize;

    Chunks(Operations operations, int chunkSize) {
        this.operations = operations;
        this.chunkSize = chunkSize;
    }

    /**
     * @param staged transactions before the last, in order
     * @param last the events that are written by the commit
     */
    record Cut(List<Chunk> staged, List<Entry> last) {}

    /**
     * @param fences streams whose heads this chunk is the first to touch
     * @param operations those of the events
     */
    record Chunk(List<StreamId> fences, List<Operation> operations) {}

    /** Whether one transaction can move all heads of the batch; else a decision does. */
    static boolean movesHeads(Batch batch) {
        return batch.heads() <= OPERATIONS;
    }

    Cut cut(Batch batch) {
        List<Entry> entries = batch.entries();
        int from = movesHeads(batch) ? startOfLast(batch) : entries.size();
        return new Cut(staged(batch, entries.subList(0, from)), entries.subList(from, entries.size()));
    }

    private int startOfLast(Batch batch) {
        List<Entry> entries = batch.entries();
        int room = Math.min(chunkSize, (OPERATIONS - batch.heads()) / 2);
        long bytes = 0;
        int from = entries.size();
        while (from > 0 && entries.size() - from < room) {
            bytes += bytes(writes(entries.get(from - 1), batch.token(), false));
            if (bytes > BYTES) {
                break;
            }
            from--;
        }
        return from;
    }

    private List<Chunk> staged(Batch batch, List<Entry> entries) {
        Filling filling = new Filling();
        Set<StreamId> fenced = new HashSet<>();
        for (Entry entry : entries) {
            List<Operation> writes = writes(entry, batch.token(), true);
            boolean isFirst = fenced.add(entry.stream());
            filling.add(writes, isFirst ? List.of(entry.stream()) : List.of());
        }
        if (!movesHeads(batch)) {
            batch.held().keySet().forEach(stream -> filling.add(List.of(), List.of(stream)));
        }
        return filling.chunks();
    }

    List<Operation> writes(Entry entry, String token, boolean staged) {
        return List.of(operations.event(entry, token, staged), operations.id(entry, token, staged));
    }

    private static long bytes(List<Operation> writes) {
        return writes.stream().mapToLong(Operation::bytes).sum();
    }

    /** The chunk that is being filled, and those that are full. */
    private final class Filling {

        private final List<Chunk> full = new ArrayList<>();
        private List<StreamId> fences = new ArrayList<>();
        private List<Operation> writes = new ArrayList<>();

        void add(List<Operation> more, List<StreamId> fence) {
            int count = writes.size() + fences.size() + more.size() + fence.size();
            boolean tooMany = writes.size() + more.size() > 2 * chunkSize || count > OPERATIONS;
            if (tooMany || bytes(writes) + bytes(more) > BYTES) {
                close();
            }
            writes.addAll(more);
            fences.addAll(fence);
        }

        private void close() {
            full.add(new Chunk(fences, writes));
            fences = new ArrayList<>();
            writes = new ArrayList<>();
        }

        List<Chunk> chunks() {
            if (!writes.isEmpty() || !fences.isEmpty()) {
                close();
            }
            return full;
        }
    }
}
