/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;

/**
 * Writes a batch that takes more than one transaction. Chunks that fence heads go first and in order, so that two batches
 * do not wait for each other; the others touch no head and go at once; the commit makes all of it visible.
 */
final class StagedWrite {

    private static final Logger LOG = System.getLogger(StagedWrite.class.getName());

    private final Batch batch;
    private final Chunks.Cut cut;
    private final EventTable table;
    private final Operations operations;
    private final Chunks chunks;
    private final Events events;
    private final Fences fences;
    private final Leftovers leftovers;
    private final Parallel parallel;

    private final Set<StreamId> fenced = new HashSet<>();
    private final Map<StreamId, Long> goals;

    StagedWrite(
            Batch batch,
            Chunks.Cut cut,
            EventTable table,
            Operations operations,
            Chunks chunks,
            Events events,
            Fences fences,
            Leftovers leftovers,
            Parallel parallel) {
        this.batch = batch;
        this.cut = cut;
        this.table = table;
        this.operations = operations;
        this.chunks = chunks;
        this.events = events;
        this.fences = fences;
        this.leftovers = leftovers;
        this.parallel = parallel;
        this.goals = batch.goals();
    }

    /** @see Attempts#write */
    Collection<Operation.Failed> write() {
        Collection<Operation.Failed> failed;
        try {
            failed = stage();
        } catch (RuntimeException e) {
            abandon();
            throw e instanceof OutcomeUnknownException ? Retries.unavailable(e) : e;
        }
        if (failed.isEmpty()) {
            failed = Chunks.movesHeads(batch) ? commit() : decide();
        }
        if (!failed.isEmpty()) {
            abandon();
        }
        return failed;
    }

    private Collection<Operation.Failed> stage() {
        List<List<Operation>> independent = new ArrayList<>();
        for (Chunks.Chunk chunk : cut.staged()) {
            if (chunk.fences().isEmpty()) {
                independent.add(chunk.operations());
                continue;
            }
            fenced.addAll(chunk.fences());
            List<Operation.Failed> failed = table.transact(withFences(chunk));
            if (!failed.isEmpty()) {
                fenced.removeAll(chunk.fences());
                return failed;
            }
        }
        return parallel.map(independent, table::transact).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Operation> withFences(Chunks.Chunk chunk) {
        Map<StreamId, Long> bases = batch.allBases();
        List<Operation> all = new ArrayList<>(chunk.operations());
        for (StreamId stream : chunk.fences()) {
            @Nullable Long goal = Chunks.movesHeads(batch) ? null : goals.get(stream);
            all.add(operations.fence(stream, bases.getOrDefault(stream, 0L), batch.token(), goal));
        }
        return all;
    }

    /** Moves all heads with the last events. */
    private Collection<Operation.Failed> commit() {
        List<Operation> all = new ArrayList<>();
        batch.bases().forEach((stream, base) -> {
            long goal = goals.getOrDefault(stream, base);
            all.add(
                    fenced.contains(stream)
                            ? operations.moveFenced(stream, batch.token(), goal)
                            : operations.move(stream, base, goal));
        });
        batch.held().forEach((stream, base) -> all.add(operations.hold(stream, base)));
        cut.last().forEach(entry -> all.addAll(chunks.writes(entry, batch.token(), false)));
        try {
            return table.transact(all);
        } catch (OutcomeUnknownException e) {
            if (e.resolved(this::turnedOutCommitted)) {
                return List.of();
            }
            abandon();
            throw Retries.unavailable(e);
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
    }

    /** Without its fences the batch cannot commit later: what is true then stays true. */
    private boolean turnedOutCommitted() {
        releaseAll();
        return events.isCommitted(batch);
    }

    /** Commits by one item; then the heads follow. */
    private Collection<Operation.Failed> decide() {
        try {
            if (table.decide(batch.token(), Decision.COMMITTED) == Decision.ABORTED) {
                return List.of(new Operation.Failed(new Operation.OfDecision(), Map.of()));
            }
        } catch (OutcomeUnknownException e) {
            if (!e.resolved(() -> table.decide(batch.token(), Decision.ABORTED) == Decision.COMMITTED)) {
                abandon();
                throw Retries.unavailable(e);
            }
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
        quietly(() -> parallel.each(fenced, stream -> fences.rollForward(stream, batch.token(), goals.get(stream))));
        return List.of();
    }

    /** The batch will not be committed: takes back what it staged. What cannot be taken back now, the next writer removes. */
    private void abandon() {
        if (fenced.isEmpty()) {
            return;
        }
        quietly(() -> {
            if (!Chunks.movesHeads(batch)) {
                table.decide(batch.token(), Decision.ABORTED);
            }
            releaseAll();
            parallel.each(fenced, leftovers::clear);
        });
    }

    private void releaseAll() {
        parallel.each(fenced, stream -> fences.release(stream, batch.token()));
    }

    private void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "batch " + batch.token() + " is left to the next writer of its streams", e);
        }
    }
}
