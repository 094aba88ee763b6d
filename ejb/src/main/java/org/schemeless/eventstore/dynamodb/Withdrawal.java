/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Takes back what a batch staged that will not be committed. */
final class Withdrawal {

    private static final Logger LOG = System.getLogger(Withdrawal.class.getName());

    private final TableWrites writes;
    private final Fences fences;
    private final Leftovers leftovers;
    private final Parallel parallel;

    Withdrawal(TableWrites writes, Fences fences, Leftovers leftovers, Parallel parallel) {
        this.writes = writes;
        this.fences = fences;
        this.leftovers = leftovers;
        this.parallel = parallel;
    }

    /** Makes sure that the batch never commits, and removes its items. What cannot be removed now, the next writer does. */
    void withdraw(StagedBatch batch) {
        if (batch.fenced().isEmpty()) {
            return;
        }
        try {
            if (!batch.movesHeads()) {
                writes.decide(batch.token(), Decision.ABORTED);
            }
            release(batch);
            parallel.each(batch.fenced(), leftovers::clear);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "batch " + batch.token() + " is left to the next writer of its streams", e);
        }
    }

    /** Takes its fences back. A batch that moves its heads itself cannot commit without them. */
    void release(StagedBatch batch) {
        parallel.each(batch.fenced(), stream -> fences.release(stream, batch.token()));
    }
}
