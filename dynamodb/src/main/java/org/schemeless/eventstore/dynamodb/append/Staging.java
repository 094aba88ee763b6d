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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.schemeless.eventstore.dynamodb.stream.HeadOperations;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.TableWrites;

/**
 * Writes what comes before the commit of a batch. Chunks that fence heads go first: the first one alone, so that
 * batches over the same heads part there, then the others at once; but one after the other in the order of all
 * heads if that has failed before, so that of several batches one gets through. The chunks without fences touch no
 * head and go at once.
 */
public final class Staging {

    private final TableWrites writes;
    private final HeadOperations heads;
    private final Parallel parallel;

    public Staging(TableWrites writes, HeadOperations heads, Parallel parallel) {
        this.writes = writes;
        this.heads = heads;
        this.parallel = parallel;
    }

    /** Fences all heads of the batch, with as many of its events as have room beside the fences. */
    CommitStatus fence(StagedBatch batch) {
        return answered(() -> fenceAll(batch));
    }

    /** Writes what stays to be staged; all heads are fenced. */
    CommitStatus fill(StagedBatch batch) {
        return answered(() -> fillAll(batch));
    }

    /** What is staged can be taken back, whether there was an answer or not. */
    private static CommitStatus answered(Supplier<Collection<Operation.Failed>> work) {
        try {
            return CommitStatus.of(work.get());
        } catch (OutcomeUnknownException e) {
            throw RequestRetries.unavailable(e);
        }
    }

    private Collection<Operation.Failed> fenceAll(StagedBatch batch) {
        List<Chunks.Chunk> fencing = batch.chunks().stream()
                .filter(chunk -> !chunk.fences().isEmpty())
                .toList();
        int inTurn = batch.inOrder() ? fencing.size() : Math.min(1, fencing.size());
        for (Chunks.Chunk chunk : fencing.subList(0, inTurn)) {
            List<Operation.Failed> failed = fence(batch, chunk);
            if (!failed.isEmpty()) {
                return failed;
            }
        }
        return parallel.map(fencing.subList(inTurn, fencing.size()), chunk -> fence(batch, chunk)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Operation.Failed> fence(StagedBatch batch, Chunks.Chunk chunk) {
        batch.fenced().addAll(chunk.fences());
        List<Operation.Failed> failed = writes.transact(withFences(batch, chunk));
        if (!failed.isEmpty()) {
            batch.fenced().removeAll(Set.copyOf(chunk.fences()));
        }
        return failed;
    }

    private List<Operation> withFences(StagedBatch batch, Chunks.Chunk chunk) {
        Map<HeadKey, Long> bases = batch.batch().allBases();
        List<Operation> all = new ArrayList<>(chunk.operations());
        chunk.fences()
                .forEach(head -> all.add(heads.fence(
                        head,
                        bases.getOrDefault(head, 0L),
                        batch.token(),
                        batch.goalOfFence(head),
                        batch.batch().attributesOf(head))));
        return all;
    }

    private Collection<Operation.Failed> fillAll(StagedBatch batch) {
        List<List<Operation>> independent = batch.chunks().stream()
                .filter(chunk -> chunk.fences().isEmpty())
                .map(Chunks.Chunk::operations)
                .toList();
        return parallel.map(independent, writes::transact).stream()
                .flatMap(List::stream)
                .toList();
    }
}
