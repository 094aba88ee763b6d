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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.fence.Fences;
import org.schemeless.eventstore.dynamodb.table.Decision;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.logging.Mishaps;

/** Commits a staged batch by one item; then its heads follow. */
public final class DecisionCommit {

    private static final Logger LOG = System.getLogger(DecisionCommit.class.getName());

    private final TableWrites writes;
    private final Fences fences;
    private final Parallel parallel;
    private final CommandItems commands;
    private final Announcements announcements;

    public DecisionCommit(
            TableWrites writes, Fences fences, Parallel parallel, CommandItems commands, Announcements announcements) {
        this.writes = writes;
        this.fences = fences;
        this.parallel = parallel;
        this.commands = commands;
        this.announcements = announcements;
    }

    /**
     * @throws org.schemeless.eventstore.EventStoreUnavailableException if there was no answer, and it is decided that
     *     it has not committed
     */
    CommitStatus commit(StagedBatch batch) {
        CommitStatus status = decide(batch);
        if (status instanceof CommitStatus.Success) {
            moveHeads(batch);
        }
        return status;
    }

    private CommitStatus decide(StagedBatch batch) {
        try {
            return announcements.isEnabled() || !batch.batch().commands().isEmpty()
                    ? decideWithAll(batch.batch())
                    : status(writes.decide(batch.token(), Decision.COMMITTED));
        } catch (OutcomeUnknownException e) {
            return CommitStatus.resolved(
                    e, () -> writes.decide(batch.token(), Decision.ABORTED) == Decision.COMMITTED, () -> {
                        throw RequestRetries.unavailable(e);
                    });
        }
    }

    private static CommitStatus status(Decision decision) {
        return CommitStatus.of(
                decision == Decision.COMMITTED
                        ? List.of()
                        : List.of(new Operation.Failed(new Operation.OfDecision(), Map.of())));
    }

    /** The decision, the commands and what it tells the log are one transaction. */
    private CommitStatus decideWithAll(Batch batch) {
        Announcements.Decided decided = announcements.decided(batch);
        List<Operation> all = new ArrayList<>(decided.operations());
        all.addAll(commands.operations(batch));
        try {
            List<Operation.Failed> failed = writes.transact(all);
            if (failed.isEmpty() || failed.stream().anyMatch(DecisionCommit::isCommitted)) {
                return new CommitStatus.Success();
            }
            announcements.withdraw(decided);
            return CommitStatus.of(failed);
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            announcements.withdraw(decided);
            throw e;
        }
    }

    private static boolean isCommitted(Operation.Failed failed) {
        return failed.subject() instanceof Operation.OfDecision && Decision.of(failed.old()) == Decision.COMMITTED;
    }

    /** Heads that cannot be moved now are moved by the next writer of each; readers ask the decision meanwhile. */
    private void moveHeads(StagedBatch batch) {
        try {
            parallel.each(
                    batch.fenced(),
                    head -> fences.rollForward(
                            head, batch.token(), batch.goals().get(head)));
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "heads of batch " + batch.token() + " are left to the next writers", e);
        }
    }
}
