/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.relational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.it.contract.Sample.assertConflict;
import static org.schemeless.eventstore.it.contract.Sample.assertLength;
import static org.schemeless.eventstore.it.contract.Sample.events;
import static org.schemeless.eventstore.it.contract.Sample.newStream;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.it.contract.Race;
import org.schemeless.eventstore.it.contract.Race.Outcome;

/** Many writers share a pool of two connections that does not let them wait long. */
class SmallPoolIT extends OnMySql {

    private static final int WRITERS = 16;

    private void assertOneWins(IntFunction<Boolean> append, StreamId stream, long start) {
        List<Outcome<Boolean>> outcomes = Race.of(WRITERS, threads(), append);

        assertThat(Race.errors(outcomes))
                .hasSize(WRITERS - 1)
                .allSatisfy(error -> assertConflict(error, stream, exactly(start), start + 1));
        assertLength(this, stream, start + 1);
    }

    @Test
    void every_loser_is_told_the_conflict() {
        StreamId stream = newStream();
        for (long start = 0; start < 10; start++) {
            long expected = start;
            assertOneWins(
                    writer -> {
                        store().storeEvents(events(stream, 1), exactly(expected));
                        return true;
                    },
                    stream,
                    start);
        }
    }

    @Test
    void every_loser_within_a_transaction_is_told_the_conflict() {
        StreamId stream = newStream();
        for (long start = 0; start < 10; start++) {
            long expected = start;
            CyclicBarrier begun = new CyclicBarrier(WRITERS);
            assertOneWins(
                    writer -> {
                        inTransaction(() -> {
                            meet(begun);
                            store().storeEvents(events(stream, 1), exactly(expected));
                        });
                        return true;
                    },
                    stream,
                    start);
        }
    }

    /** Both connections are taken by the two, so that there is none left to ask another transaction. */
    @Test
    void two_losers_that_hold_all_connections_are_told_the_conflict() {
        for (int round = 0; round < 5; round++) {
            StreamId stream = newStream();
            store().storeEvents(events(stream, 1));
            CyclicBarrier both = new CyclicBarrier(2);

            List<Outcome<Boolean>> outcomes = Race.of(2, threads(), writer -> {
                inTransaction(() -> {
                    store().getStreamSequence(stream.domain(), stream.identifier());
                    meet(both);
                    store().storeEvents(events(stream, 1), noStream());
                });
                return true;
            });

            assertThat(Race.errors(outcomes))
                    .hasSize(2)
                    .allSatisfy(error -> assertConflict(error, stream, exactly(0), 1));
            assertLength(this, stream, 1);
        }
    }

    @Test
    void unconditional_writers_all_get_in() {
        StreamId stream = newStream();

        List<Outcome<Boolean>> outcomes = Race.of(WRITERS, threads(), writer -> {
            for (int i = 0; i < 5; i++) {
                store().storeEvents(events(stream, 2));
            }
            return true;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertLength(this, stream, 2 * 5 * WRITERS);
    }

    @Test
    void no_connection_is_lost_by_errors() throws SQLException {
        StreamId stream = newStream();
        for (int i = 0; i < 20; i++) {
            long start = i;
            assertOneWins(
                    writer -> {
                        inTransaction(() -> store().storeEvents(events(stream, 1), exactly(start)));
                        return true;
                    },
                    stream,
                    start);
        }

        try (Connection first = dataSource().getConnection();
                Connection second = dataSource().getConnection()) {
            assertThat(first.isValid(1) && second.isValid(1)).isTrue();
        }
    }
}
