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

/** Commits a staged batch by the transaction that moves all its heads and creates its last events. */
final class HeadsCommit {

    private final TableWrites writes;
    private final Operations operations;
    private final Chunks chunks;
    private final Events events;
    private final Announcements announcements;
    private final Burial burial;

    HeadsCommit(
            TableWrites writes,
            Operations operations,
            Chunks chunks,
            Events events,
            Announcements announcements,
            Burial burial) {
        this.writes = writes;
        this.operations = operations;
        this.chunks = chunks;
        this.events = events;
        this.announcements = announcements;
        this.burial = burial;
    }

    /**
     * @return what stood in the way; empty if the batch is committed
     * @throws OutcomeUnknownException if it may be
     */
    Collection<Operation.Failed> commit(StagedBatch batch) {
        List<Operation> all = new ArrayList<>();
        batch.batch().bases().forEach((stream, base) -> {
            long goal = batch.goals().getOrDefault(stream, base);
            all.add(
                    batch.fenced().contains(stream)
                            ? operations.moveFenced(stream, batch.token(), goal)
                            : operations.move(stream, base, goal));
        });
        batch.batch().held().forEach((stream, base) -> all.add(operations.hold(stream, base)));
        batch.cut().last().forEach(entry -> all.addAll(chunks.writes(entry, batch.token(), false)));
        all.addAll(announcements.of(batch.batch()));
        try {
            return writes.transact(all);
        } catch (OutcomeUnknownException e) {
            if (e.resolved(() -> turnedOutCommitted(batch))) {
                return List.of();
            }
            throw Retries.unavailable(e);
        }
    }

    /** Without its fences the batch cannot commit later: what is true then stays true. */
    private boolean turnedOutCommitted(StagedBatch batch) {
        burial.bury(batch);
        return events.isCommitted(batch.batch());
    }
}
