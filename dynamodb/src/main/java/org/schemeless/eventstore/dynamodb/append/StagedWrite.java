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
import java.util.Collection;
import org.schemeless.eventstore.dynamodb.fence.DeadBatches;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.logging.Mishaps;

/** Writes a batch that takes more than one transaction: stages it, and commits it or takes it back. */
public final class StagedWrite {

    private static final Logger LOG = System.getLogger(StagedWrite.class.getName());

    private final Staging staging;
    private final HeadsCommit headsCommit;
    private final DecisionCommit decisionCommit;
    private final DeadBatches deadBatches;

    public StagedWrite(
            Staging staging, HeadsCommit headsCommit, DecisionCommit decisionCommit, DeadBatches deadBatches) {
        this.staging = staging;
        this.headsCommit = headsCommit;
        this.decisionCommit = decisionCommit;
        this.deadBatches = deadBatches;
    }

    /** @see BatchWriter#write */
    Collection<Operation.Failed> write(StagedBatch batch) {
        Collection<Operation.Failed> failed;
        try {
            failed = staging.stage(batch);
            if (failed.isEmpty()) {
                failed = batch.movesHeads() ? headsCommit.commit(batch) : decisionCommit.commit(batch);
            }
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            withdraw(batch);
            throw e;
        }
        if (!failed.isEmpty()) {
            withdraw(batch);
        }
        return failed;
    }

    /** Takes back what was staged. What cannot be taken back now, the next writer of a stream removes, or the sweep. */
    private void withdraw(StagedBatch batch) {
        if (batch.fenced().isEmpty()) {
            return;
        }
        try {
            deadBatches.end(
                    batch.token(),
                    !batch.movesHeads(),
                    batch.fenced(),
                    batch.batch().allBases());
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "batch " + batch.token() + " is left to the next writer of its streams", e);
        }
    }
}
