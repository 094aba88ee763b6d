/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import jakarta.transaction.Status;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.tck.DecisionsContract;

/** Decisions on the store in memory. */
class InMemoryDecisionsContractTest extends InMemoryFixture implements DecisionsContract {

    @Override
    public Snapshots snapshots() {
        return store().snapshots();
    }

    /** Whether there is a transaction is asked of a server's registry. */
    @Test
    @Override
    public void in_a_transaction_of_the_callers_a_decision_has_one_attempt() {
        NamedRegistry.during(
                Status.STATUS_ACTIVE,
                DecisionsContract.super::in_a_transaction_of_the_callers_a_decision_has_one_attempt);
    }
}
