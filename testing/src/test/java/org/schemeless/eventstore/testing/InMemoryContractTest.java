/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.BoundaryContract;
import org.schemeless.eventstore.tck.EventStoreContract;
import org.schemeless.eventstore.tck.Race;

/** The whole contract on the store in memory; without {@code MessagesContract}, since messages are a server's. */
class InMemoryContractTest extends InMemoryFixture implements EventStoreContract, BoundaryContract {

    /**
     * Transactions in memory are too short to meet by chance: all of these have appended before the first one commits.
     */
    @Test
    @Override
    public void an_unconditional_append_within_a_transaction_goes_in_or_is_a_conflict() {
        StreamId stream = newStream();
        CyclicBarrier appended = new CyclicBarrier(8);

        List<Race.Outcome<Boolean>> outcomes = Race.of(8, threads(), writer -> {
            inTransaction(() -> {
                store().storeEvents(events(stream, 1));
                await(appended);
            });
            return true;
        });

        assertThat(Race.values(outcomes)).hasSize(1);
        assertThat(Race.errors(outcomes)).hasSize(7).allSatisfy(error -> {
            assertThat(error).isExactlyInstanceOf(NotCommitted.class);
            assertConflict(error.getCause(), stream, any(), 1);
        });
        assertLength(this, stream, 1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
