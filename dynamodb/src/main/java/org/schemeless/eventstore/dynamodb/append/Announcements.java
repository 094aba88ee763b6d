/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.log.LogOperations;
import org.schemeless.eventstore.dynamodb.log.PendingAppend;
import org.schemeless.eventstore.dynamodb.log.Run;
import org.schemeless.eventstore.dynamodb.log.RunsText;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.Operation;

/** What a transaction that commits a batch tells the log. Nothing if the table has none, or the batch no events. */
public final class Announcements {

    private final boolean enabled;
    private final LogOperations operations;
    private final ObjectStore objects;
    private final Offload offload;

    public Announcements(boolean enabled, LogOperations operations, ObjectStore objects, Offload offload) {
        this.enabled = enabled;
        this.operations = operations;
        this.objects = objects;
        this.offload = offload;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** The operation that belongs to the transaction that moves the heads of this batch, if there is one. */
    List<Operation> of(Batch batch) {
        if (!enabled || batch.entries().isEmpty()) {
            return List.of();
        }
        return List.of(operations.pending(new PendingAppend(
                batch.token(), batch.entries().size(), runsOf(batch).toString(), null)));
    }

    /**
     * What is put to decide that this batch, which may have any number of streams, is committed. Names of streams that
     * do not fit in an item are uploaded first.
     */
    Decided decided(Batch batch) {
        Operation decision = operations.decision(batch.token());
        if (!enabled || batch.entries().isEmpty()) {
            return new Decided(List.of(decision), null);
        }
        RunsText runs = runsOf(batch);
        boolean fits = runs.bytes() <= PendingAppend.MOST_BYTES;
        @Nullable
        Offloaded object =
                fits ? null : objects.putRuns(batch.token(), runs.toString().getBytes(StandardCharsets.UTF_8));
        PendingAppend pending =
                new PendingAppend(batch.token(), batch.entries().size(), fits ? runs.toString() : null, object);
        return new Decided(List.of(decision, operations.pending(pending)), object);
    }

    /** @param object what is of no use if the batch is not committed */
    record Decided(List<Operation> operations, @Nullable Offloaded object) {}

    /** Deletes what a batch that was not committed uploaded. */
    void withdraw(Decided decided) {
        if (decided.object() != null) {
            offload.delete(List.of(decided.object()));
        }
    }

    /**
     * The runs of a batch in the order of its input; stream by stream if it changes streams so often that only this
     * fits in an item. Either way each stream's order is kept.
     */
    private static RunsText runsOf(Batch batch) {
        List<BatchEntry> entries = new ArrayList<>(batch.entries());
        entries.sort(Comparator.comparingLong(BatchEntry::order));
        RunsText inOrder = RunsText.of(runs(entries));
        RunsText shorter = inOrder.bytes() <= PendingAppend.MOST_BYTES ? inOrder : RunsText.of(runs(batch.entries()));
        return shorter.bytes() <= PendingAppend.MOST_BYTES ? shorter : inOrder;
    }

    private static List<Run> runs(List<BatchEntry> entries) {
        List<Run> runs = new ArrayList<>();
        for (BatchEntry entry : entries) {
            @Nullable Run before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (before != null && before.stream().equals(entry.stream())) {
                runs.set(runs.size() - 1, before.start(before.count() + 1));
            } else {
                runs.add(new Run(entry.stream(), entry.event().sequence(), 1));
            }
        }
        return runs;
    }
}
