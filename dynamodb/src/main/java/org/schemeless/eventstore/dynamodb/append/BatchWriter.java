/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.TableWrites;

/** Writes a batch that fits in one transaction; hands larger ones on. */
public final class BatchWriter {

    private final TableWrites writes;
    private final Chunks chunks;
    private final CommitTransaction commit;
    private final EventReads events;
    private final StagedWrite staged;

    public BatchWriter(
            TableWrites writes, Chunks chunks, CommitTransaction commit, EventReads events, StagedWrite staged) {
        this.writes = writes;
        this.chunks = chunks;
        this.commit = commit;
        this.events = events;
        this.staged = staged;
    }

    /**
     * @param inOrder whether heads are fenced in the one order of all streams, and not at once
     * @return what stood in the way; empty if the batch is stored
     * @throws OutcomeUnknownException if it may be
     */
    Collection<Operation.Failed> write(Batch batch, boolean inOrder) {
        Chunks.Cut cut = chunks.cut(batch);
        return cut.staged().isEmpty() ? single(batch, cut) : staged.write(StagedBatch.of(batch, cut, inOrder));
    }

    private Collection<Operation.Failed> single(Batch batch, Chunks.Cut cut) {
        try {
            return writes.transact(commit.of(batch, cut.last(), Set.of()));
        } catch (OutcomeUnknownException e) {
            if (e.resolved(() -> events.isCommitted(batch.last().event(), batch.token()))) {
                return List.of();
            }
            throw e;
        }
    }
}
