/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import org.schemeless.eventstore.dynamodb.fence.DeadBatches;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.TableWrites;

/** Commits a staged batch by the transaction that moves all its heads and creates its last events. */
public final class HeadsCommit {

    private final TableWrites writes;
    private final CommitTransaction commit;
    private final EventReads events;
    private final DeadBatches deadBatches;

    public HeadsCommit(TableWrites writes, CommitTransaction commit, EventReads events, DeadBatches deadBatches) {
        this.writes = writes;
        this.commit = commit;
        this.events = events;
        this.deadBatches = deadBatches;
    }

    /**
     * @throws org.schemeless.eventstore.EventStoreUnavailableException if there was no answer, and the batch cannot
     *     commit any more
     */
    CommitStatus commit(StagedBatch batch) {
        try {
            return CommitStatus.of(
                    writes.transact(commit.of(batch.batch(), batch.cut().last(), batch.fenced())));
        } catch (OutcomeUnknownException e) {
            return CommitStatus.resolved(e, () -> turnedOutCommitted(batch), () -> {
                throw RequestRetries.unavailable(e);
            });
        }
    }

    /** Without its fences the batch cannot commit later: what is true then stays true. */
    private boolean turnedOutCommitted(StagedBatch batch) {
        deadBatches.revoke(batch.token(), batch.fenced());
        return events.isCommitted(batch.batch().last().event(), batch.token());
    }
}
