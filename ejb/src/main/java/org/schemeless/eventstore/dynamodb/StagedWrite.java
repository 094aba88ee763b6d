/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.Collection;

/** Writes a batch that takes more than one transaction: stages it, and commits it or takes it back. */
final class StagedWrite {

    private final Staging staging;
    private final HeadsCommit headsCommit;
    private final DecisionCommit decisionCommit;
    private final Withdrawal withdrawal;

    StagedWrite(Staging staging, HeadsCommit headsCommit, DecisionCommit decisionCommit, Withdrawal withdrawal) {
        this.staging = staging;
        this.headsCommit = headsCommit;
        this.decisionCommit = decisionCommit;
        this.withdrawal = withdrawal;
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
            withdrawal.withdraw(batch);
            throw e;
        }
        if (!failed.isEmpty()) {
            withdrawal.withdraw(batch);
        }
        return failed;
    }
}
