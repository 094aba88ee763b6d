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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.StreamId;

/** Writes a batch that fits in one transaction; hands larger ones on. */
final class Attempts {

    private final TableWrites writes;
    private final Operations operations;
    private final Chunks chunks;
    private final Events events;
    private final Announcements announcements;
    private final StagedWrite staged;

    Attempts(
            TableWrites writes,
            Operations operations,
            Chunks chunks,
            Events events,
            Announcements announcements,
            StagedWrite staged) {
        this.writes = writes;
        this.operations = operations;
        this.chunks = chunks;
        this.events = events;
        this.announcements = announcements;
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
        List<Operation> all = new ArrayList<>();
        Map<StreamId, Long> goals = batch.goals();
        batch.bases()
                .forEach((stream, base) -> all.add(operations.move(stream, base, goals.getOrDefault(stream, base))));
        batch.held().forEach((stream, base) -> all.add(operations.hold(stream, base)));
        cut.last().forEach(entry -> all.addAll(chunks.writes(entry, batch.token(), false)));
        all.addAll(announcements.of(batch));
        try {
            return writes.transact(all);
        } catch (OutcomeUnknownException e) {
            if (e.resolved(() -> events.isCommitted(batch))) {
                return List.of();
            }
            throw e;
        }
    }
}
