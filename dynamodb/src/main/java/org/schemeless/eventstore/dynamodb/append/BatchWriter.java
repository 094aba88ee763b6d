/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.lang.System.Logger;
import java.util.Set;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.dynamodb.fence.DeadBatches;
import org.schemeless.eventstore.dynamodb.key.KeyGuard;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.logging.Mishaps;

/** One attempt to write a batch: plan, fence, stage, commit, clear. */
public final class BatchWriter {

    private static final Logger LOG = System.getLogger(BatchWriter.class.getName());

    private final TableWrites writes;
    private final Chunks chunks;
    private final CommitTransaction commit;
    private final EventReads events;
    private final CommandItems commands;
    private final Staging staging;
    private final KeyGuard keys;
    private final HeadsCommit headsCommit;
    private final DecisionCommit decisionCommit;
    private final DeadBatches deadBatches;

    public BatchWriter(
            TableWrites writes,
            Chunks chunks,
            CommitTransaction commit,
            EventReads events,
            CommandItems commands,
            Staging staging,
            KeyGuard keys,
            HeadsCommit headsCommit,
            DecisionCommit decisionCommit,
            DeadBatches deadBatches) {
        this.writes = writes;
        this.chunks = chunks;
        this.commit = commit;
        this.events = events;
        this.commands = commands;
        this.staging = staging;
        this.keys = keys;
        this.headsCommit = headsCommit;
        this.decisionCommit = decisionCommit;
        this.deadBatches = deadBatches;
    }

    /**
     * Writes a batch whole, or nothing of it that would stay.
     *
     * @param inOrder whether heads are fenced in the one order of all streams, and not at once
     * @throws EventStoreUnavailableException if the service did not do it, and it is sure that nothing is stored
     */
    CommitStatus write(Batch batch, boolean inOrder) {
        // 1. Plan: the batch is cut into transactions; one that takes a single one needs no fence, and leaves nothing
        // to clear
        Chunks.Cut cut = chunks.cut(batch);
        if (cut.staged().isEmpty()) {
            return commitAtOnce(batch, cut);
        }
        StagedBatch staged = StagedBatch.of(batch, cut, inOrder);
        CommitStatus status;
        try {
            // 2. Fence: from here on only this batch can move the heads of its streams, unless another one revokes the
            // fence
            status = staging.fence(staged);
            // 3. Stage: all that the commit has no room for is written above the heads, where no reader looks
            status = status instanceof CommitStatus.Success ? staging.fill(staged) : status;
            // 4. Commit: one transaction moves all heads and looks at all keys; if there are too many, the keys are
            // held, one item decides, and the heads follow
            status = status instanceof CommitStatus.Success ? hold(staged) : status;
            status = status instanceof CommitStatus.Success ? commit(staged) : status;
        } catch (RuntimeException e) {
            clear(staged);
            throw e;
        }
        // 5. Clear: fences and staged events of a batch that cannot commit any more go; if it may have, all has to stay
        if (status instanceof CommitStatus.Failure) {
            clear(staged);
        }
        return status;
    }

    /** That what it would have stored last is not there says only that the transaction has not been carried out yet. */
    private CommitStatus commitAtOnce(Batch batch, Chunks.Cut cut) {
        try {
            return CommitStatus.of(writes.transact(commit.of(batch, cut.last(), Set.of())));
        } catch (OutcomeUnknownException e) {
            return CommitStatus.resolved(e, () -> isCommitted(batch), () -> new CommitStatus.Unknown(e));
        }
    }

    private boolean isCommitted(Batch batch) {
        return batch.entries().isEmpty()
                ? commands.areKept(batch)
                : events.isCommitted(batch.last().event(), batch.token());
    }

    private CommitStatus commit(StagedBatch staged) {
        if (staged.movesHeads()) {
            return headsCommit.commit(staged);
        }
        CommitStatus status = decisionCommit.commit(staged);
        if (status instanceof CommitStatus.Success) {
            release(staged);
        }
        return status;
    }

    private CommitStatus hold(StagedBatch staged) {
        try {
            return staged.movesHeads()
                    ? new CommitStatus.Success()
                    : CommitStatus.of(keys.hold(staged.token(), staged.batch().keys()));
        } catch (OutcomeUnknownException e) {
            throw RequestRetries.unavailable(e);
        }
    }

    /** What cannot be let go of now is met, decided as it is, by whoever takes the key away. */
    private void release(StagedBatch staged) {
        try {
            keys.release(staged.token(), staged.batch().keys());
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "keys held by batch " + staged.token() + " are left to whoever takes them away", e);
        }
    }

    /** What cannot be taken back now, the next writer of a stream removes, or the sweep. */
    private void clear(StagedBatch staged) {
        if (staged.fenced().isEmpty()) {
            return;
        }
        try {
            deadBatches.end(
                    staged.token(),
                    !staged.movesHeads(),
                    staged.fenced(),
                    staged.batch().allBases());
            if (!staged.movesHeads()) {
                // not before: until it is decided, a commit under way may count
                release(staged);
            }
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "batch " + staged.token() + " is left to the next writer of its streams", e);
        }
    }
}
