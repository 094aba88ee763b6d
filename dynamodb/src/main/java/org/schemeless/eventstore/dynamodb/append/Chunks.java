/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Operations;

/**
 * Cuts a batch into transactions: the last one commits, those before it stage what does not fit there. None has more
 * than the service's 100 operations (one of which is kept for the store's log) or its 4 MB.
 */
public final class Chunks {

    static final int OPERATIONS = 99;

    /** An event with more of them is staged apart from these. */
    private static final int USES_WITH_EVENT = 25;

    /** Some of the 4 MB is left for what the service adds. */
    private static final long BYTES = 3_500_000;

    private final Operations operations;
    private final int chunkSize;

    public Chunks(Operations operations, int chunkSize) {
        this.operations = operations;
        this.chunkSize = chunkSize;
    }

    /**
     * @param staged transactions before the last, in order
     * @param last the events that are written by the commit
     */
    record Cut(List<Chunk> staged, List<BatchEntry> last) {}

    /**
     * @param fences the heads that this chunk is the first to touch
     * @param operations those of the events and pointers
     */
    record Chunk(List<HeadKey> fences, List<Operation> operations) {}

    /** Whether one transaction can move all heads of the batch, and hold its keys; else a decision does. */
    static boolean movesHeads(Batch batch) {
        return besideEvents(batch) <= OPERATIONS;
    }

    private static int besideEvents(Batch batch) {
        return batch.heads() + batch.commands().size() + batch.keys().size();
    }

    Cut cut(Batch batch) {
        List<BatchEntry> entries = batch.entries();
        int from = movesHeads(batch) ? startOfLast(batch) : entries.size();
        return new Cut(staged(batch, entries.subList(0, from)), entries.subList(from, entries.size()));
    }

    private int startOfLast(Batch batch) {
        List<BatchEntry> entries = batch.entries();
        int room = OPERATIONS - besideEvents(batch);
        long bytes = batch.commandBytes();
        int from = entries.size();
        while (from > 0 && entries.size() - from < chunkSize) {
            List<Operation> writes = writes(entries.get(from - 1), batch.token(), false);
            room -= writes.size();
            bytes += bytes(writes);
            if (room < 0 || bytes > BYTES) {
                break;
            }
            from--;
        }
        return from;
    }

    /**
     * A chunk with fences has items of those heads alone, so that nothing is ever written before the head that counts
     * it is fenced, in whatever order the chunks go. What does not fit there goes into chunks without fences.
     */
    private List<Chunk> staged(Batch batch, List<BatchEntry> entries) {
        Filling fencing = new Filling();
        Filling following = new Filling();
        Map<HeadKey, List<List<Operation>>> byHead = byHead(entries, batch.token());
        for (HeadKey head : batch.allBases().keySet()) {
            if (batch.checkedOnly().containsKey(head) && !movesHeads(batch)) {
                fencing.add(List.of(), List.of(head));
            }
            List<HeadKey> fence = List.of(head);
            for (List<Operation> writes : byHead.getOrDefault(head, List.of())) {
                if (!fence.isEmpty() || fencing.isFencing(head) && fencing.hasRoomFor(writes, 0)) {
                    fencing.add(writes, fence);
                } else {
                    following.add(writes, List.of());
                }
                fence = List.of();
            }
        }
        List<Chunk> chunks = new ArrayList<>(fencing.chunks());
        chunks.addAll(following.chunks());
        return chunks;
    }

    /** What is staged of these events, by the heads that count it: events with what belongs to them, and pointers. */
    private Map<HeadKey, List<List<Operation>>> byHead(List<BatchEntry> entries, BatchToken token) {
        Map<HeadKey, List<List<Operation>>> byHead = new HashMap<>();
        entries.forEach(entry -> {
            List<List<Operation>> ofStream = byHead.computeIfAbsent(entry.head(), any -> new ArrayList<>());
            List<Operation> uses = keyUses(entry, token, true);
            if (uses.size() <= USES_WITH_EVENT) {
                ofStream.add(joined(event(entry, token, true), uses));
            } else {
                ofStream.add(event(entry, token, true));
                uses.forEach(use -> ofStream.add(List.of(use)));
            }
            entry.pointers()
                    .keySet()
                    .forEach(tag -> byHead.computeIfAbsent(tag, any -> new ArrayList<>())
                            .add(List.of(pointer(entry, tag, token, true))));
        });
        return byHead;
    }

    /** All that an event takes: its item, that of its id, those of its uses of keys, and a pointer for each tag. */
    List<Operation> writes(BatchEntry entry, BatchToken token, boolean staged) {
        List<Operation> writes = joined(event(entry, token, staged), keyUses(entry, token, staged));
        entry.pointers().keySet().forEach(tag -> writes.add(pointer(entry, tag, token, staged)));
        return writes;
    }

    private List<Operation> event(BatchEntry entry, BatchToken token, boolean staged) {
        return List.of(
                operations.create(new Operation.OfCounted(entry.head()), entry.item(token, staged)),
                operations.create(new Operation.OfId(entry.event().id()), entry.idItem(token, staged)));
    }

    /** No two batches put the same one. */
    private List<Operation> keyUses(BatchEntry entry, BatchToken token, boolean staged) {
        return entry.keyUseItems(token, staged).stream()
                .map(item -> operations.create(new Operation.OfKeyUse(), item))
                .toList();
    }

    private static List<Operation> joined(List<Operation> some, List<Operation> others) {
        List<Operation> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private Operation pointer(BatchEntry entry, HeadKey tag, BatchToken token, boolean staged) {
        long number = entry.pointers().getOrDefault(tag, 0L);
        return operations.create(new Operation.OfCounted(tag), entry.pointerItem(tag, number, token, staged));
    }

    private static long bytes(List<Operation> writes) {
        return writes.stream().mapToLong(Operation::bytes).sum();
    }

    /** The chunk that is being filled, and those that are full. */
    private final class Filling {

        private final List<Chunk> full = new ArrayList<>();
        private List<HeadKey> fences = new ArrayList<>();
        private List<Operation> writes = new ArrayList<>();

        void add(List<Operation> more, List<HeadKey> fence) {
            if (!hasRoomFor(more, fence.size())) {
                close();
            }
            writes.addAll(more);
            fences.addAll(fence);
        }

        boolean hasRoomFor(List<Operation> more, int moreFences) {
            int count = writes.size() + fences.size() + more.size() + moreFences;
            return counted(writes) + counted(more) <= 2 * chunkSize
                    && count <= OPERATIONS
                    && bytes(writes) + bytes(more) <= BYTES;
        }

        private static long counted(List<Operation> operations) {
            return operations.stream()
                    .filter(operation -> !(operation.subject() instanceof Operation.OfKeyUse))
                    .count();
        }

        /** Heads come one after the other: only the last can have more items. */
        boolean isFencing(HeadKey head) {
            return !fences.isEmpty() && fences.get(fences.size() - 1).equals(head);
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
