/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a transaction that commits a batch tells the log. Nothing if the table has none. */
final class Announcements {

    private final boolean enabled;
    private final LogOperations operations;
    private final ObjectStore objects;
    private final Offload offload;

    Announcements(boolean enabled, LogOperations operations, ObjectStore objects, Offload offload) {
        this.enabled = enabled;
        this.operations = operations;
        this.objects = objects;
        this.offload = offload;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** The operation that belongs to the transaction that moves the heads of this batch; none without a log. */
    List<Operation> of(Batch batch) {
        if (!enabled) {
            return List.of();
        }
        return List.of(operations.pending(new PendingAppend(
                batch.token(),
                batch.entries().size(),
                PendingAppend.runsOf(batch).toString(),
                null)));
    }

    /**
     * What is put to decide that this batch, which may have any number of streams, is committed. Names of streams that do
     * not fit in an item are uploaded first.
     */
    Decided decided(Batch batch) {
        RunsText runs = PendingAppend.runsOf(batch);
        boolean fits = runs.bytes() <= PendingAppend.MOST_BYTES;
        @Nullable
        Offloaded object =
                fits ? null : objects.putRuns(batch.token(), runs.toString().getBytes(StandardCharsets.UTF_8));
        PendingAppend pending =
                new PendingAppend(batch.token(), batch.entries().size(), fits ? runs.toString() : null, object);
        return new Decided(List.of(operations.decision(batch.token()), operations.pending(pending)), object);
    }

    /** @param object what is of no use if the batch is not committed */
    record Decided(List<Operation> operations, @Nullable Offloaded object) {}

    /** Deletes what a batch that was not committed uploaded. */
    void withdraw(Decided decided) {
        if (decided.object() != null) {
            offload.delete(List.of(decided.object()));
        }
    }
}
