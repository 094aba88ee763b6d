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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.it.tool.deployed.Database;
import org.schemeless.eventstore.tck.Race;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Many writers share a pool of two connections that does not let them wait long. */
@Tag("small-pool")
class SmallPoolIT extends OnMySql {

    private static final int WRITERS = 16;
    private static final int BATCH = 3;

    private void assertOneWins(IntFunction<Boolean> append, StreamId stream, long start) {
        List<Outcome<Boolean>> outcomes = Race.of(WRITERS, threads(), append);

        assertThat(Race.errors(outcomes))
                .hasSize(WRITERS - 1)
                .allSatisfy(error -> assertConflict(error, stream, exactly(start), start + BATCH));
        assertLength(this, stream, start + BATCH);
    }

    @Test
    void every_loser_is_told_the_conflict() {
        StreamId stream = newStream();
        for (long start = 0; start < 10 * BATCH; start += BATCH) {
            long expected = start;
            assertOneWins(
                    writer -> {
                        store().storeEvents(events(stream, BATCH), exactly(expected));
                        return true;
                    },
                    stream,
                    start);
        }
    }

    @Test
    void every_loser_within_a_transaction_is_told_the_conflict() {
        StreamId stream = newStream();
        for (long start = 0; start < 10 * BATCH; start += BATCH) {
            long expected = start;
            CyclicBarrier begun = new CyclicBarrier(WRITERS);
            assertOneWins(
                    writer -> {
                        inTransaction(() -> {
                            meet(begun);
                            store().storeEvents(events(stream, BATCH), exactly(expected));
                        });
                        return true;
                    },
                    stream,
                    start);
        }
    }

    @Test
    void two_losers_that_hold_all_connections_are_told_the_conflict() {
        assertTwoLosersAreTold(noStream(), 0);
    }

    @Test
    void two_losers_that_hold_all_connections_are_told_what_was_committed_after_their_first_look() {
        assertTwoLosersAreTold(exactly(1), 3);
    }

    @Test
    void two_losers_whose_expectation_was_never_true_are_told_what_was_committed_after_their_first_look() {
        assertTwoLosersAreTold(exactly(7), 3);
    }

    /** They take both connections and look; then others append; and no connection is left to ask what is true now. */
    private void assertTwoLosersAreTold(ExpectedSequence expected, int appendedMeanwhile) {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));
        CyclicBarrier both = new CyclicBarrier(2);

        List<Outcome<Boolean>> outcomes = Race.of(2, threads(), writer -> {
            inTransaction(() -> {
                store().getStreamSequence(stream.domain(), stream.identifier());
                meet(both);
                if (writer == 0 && appendedMeanwhile > 0) {
                    appendFromElsewhere(stream, 2, appendedMeanwhile);
                }
                meet(both);
                store().storeEvents(events(stream, 1), expected);
            });
            return true;
        });

        long found = 1 + appendedMeanwhile;
        assertThat(Race.errors(outcomes))
                .hasSize(2)
                .allSatisfy(error -> assertConflict(error, stream, expected, found));
        assertLength(this, stream, found);
    }

    @Test
    void two_losers_that_waited_with_all_connections_are_told_the_conflict() {
        for (ExpectedSequence expected : List.of(any(), noStream())) {
            StreamId stream = newStream();
            write(stream, 1, 2);

            List<Outcome<Boolean>> outcomes = Race.of(3, threads(), number -> {
                if (number == 0) {
                    Database.commitWhenAwaitedBy(2);
                } else {
                    inTransaction(() -> store().storeEvents(events(stream, 1), expected));
                }
                return true;
            });

            assertThat(Race.errors(outcomes))
                    .hasSize(2)
                    .allSatisfy(error -> assertConflict(error, stream, expected, 2));
            assertLength(this, stream, 2);
        }
    }

    private static void appendFromElsewhere(StreamId stream, int first, int count) {
        write(stream, first, count);
        Database.commitWhenAwaitedBy(0);
    }

    private static void write(StreamId stream, int first, int count) {
        for (int sequence = first; sequence < first + count; sequence++) {
            Database.write(
                    "INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created)"
                            + " VALUES ('" + newName() + "', '" + stream.domain() + "', '" + stream.identifier() + "', "
                            + sequence
                            + ", 'happened', '1', 0)");
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
            long start = (long) i * BATCH;
            assertOneWins(
                    writer -> {
                        inTransaction(() -> store().storeEvents(events(stream, BATCH), exactly(start)));
                        return true;
                    },
                    stream,
                    start);
        }

        assertPoolHasTwoConnections();
    }

    private void assertPoolHasTwoConnections() throws SQLException {
        try (Connection first = dataSource().getConnection();
                Connection second = dataSource().getConnection()) {
            assertThat(first.isValid(1) && second.isValid(1)).isTrue();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> dataSource().getConnection().close());
        }
    }
}
