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
import org.schemeless.eventstore.Mishaps;

/** Takes back what a batch of this node staged that will not be committed. */
final class Withdrawal {

    private static final Logger LOG = System.getLogger(Withdrawal.class.getName());

    private final DeadBatches deadBatches;

    Withdrawal(DeadBatches deadBatches) {
        this.deadBatches = deadBatches;
    }

    /** What cannot be taken back now, the next writer of a stream removes, or the sweep. */
    void withdraw(StagedBatch batch) {
        if (batch.fenced().isEmpty()) {
            return;
        }
        try {
            deadBatches.end(batch);
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "batch " + batch.token() + " is left to the next writer of its streams", e);
        }
    }
}
