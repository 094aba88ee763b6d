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
import static org.awaitility.Awaitility.await;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.identifiedEvents;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.Race;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Transactions that wait for each other's rows. */
@Tag("isolation")
class LockIT extends OnMySql {

    /** The first appends and commits when the second waits for it. */
    private List<Outcome<Boolean>> secondWaitsForFirst(StreamId stream, Runnable second) {
        CyclicBarrier appended = new CyclicBarrier(2);
        return Race.of(2, threads(), number -> {
            if (number == 0) {
                inTransaction(() -> {
                    store().storeEvents(events(stream, 1));
                    meet(appended);
                    outsideOfTransactions(() -> awaitLockWaits(1));
                });
            } else {
                meet(appended);
                second.run();
            }
            return true;
        });
    }

    @Test
    void an_append_within_a_transaction_that_waited_in_vain_is_a_conflict() {
        for (ExpectedSequence expected : List.of(any(), noStream())) {
            StreamId stream = newStream();

            List<Outcome<Boolean>> outcomes = secondWaitsForFirst(
                    stream, () -> inTransaction(() -> store().storeEvents(events(stream, 1), expected)));

            assertThat(outcomes.get(0).succeeded()).isTrue();
            assertConflict(outcomes.get(1).error(), stream, expected, 1);
            assertLength(this, stream, 1);
        }
    }

    @Test
    void an_expecting_append_that_waited_in_vain_is_a_conflict() {
        StreamId stream = newStream();

        List<Outcome<Boolean>> outcomes =
                secondWaitsForFirst(stream, () -> store().storeEvents(events(stream, 1), noStream()));

        assertThat(outcomes.get(0).succeeded()).isTrue();
        assertConflict(outcomes.get(1).error(), stream, exactly(0), 1);
        assertLength(this, stream, 1);
    }

    @Test
    void an_unconditional_append_that_waited_in_vain_goes_in_behind() {
        StreamId stream = newStream();

        List<Outcome<Boolean>> outcomes = secondWaitsForFirst(stream, () -> store().storeEvents(events(stream, 1)));

        assertThat(Race.errors(outcomes)).isEmpty();
        assertLength(this, stream, 2);
    }

    @Test
    void an_append_that_waited_for_a_rollback_goes_in() {
        StreamId stream = newStream();
        CyclicBarrier appended = new CyclicBarrier(2);

        List<Outcome<Boolean>> outcomes = Race.of(2, threads(), number -> {
            if (number == 0) {
                inTransactionRolledBack(() -> {
                    store().storeEvents(events(stream, 3));
                    meet(appended);
                    outsideOfTransactions(() -> awaitLockWaits(1));
                });
            } else {
                meet(appended);
                inTransaction(() -> store().storeEvents(events(stream, 1), noStream()));
            }
            return true;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertLength(this, stream, 1);
    }

    @Test
    void of_two_transactions_that_wait_for_each_other_one_is_told_and_nothing_is_damaged() {
        for (int round = 0; round < 5; round++) {
            StreamId a = newStream();
            StreamId b = newStream();
            CyclicBarrier both = new CyclicBarrier(2);

            List<Outcome<Boolean>> outcomes = Race.of(2, threads(), number -> {
                inTransaction(() -> {
                    store().storeEvents(events(number == 0 ? a : b, 1));
                    meet(both);
                    store().storeEvents(events(number == 0 ? b : a, 1));
                });
                return true;
            });

            assertThat(Race.errors(outcomes))
                    .hasSize(1)
                    .allSatisfy(error -> assertThat(error)
                            .isInstanceOfAny(EventStoreUnavailableException.class, ConcurrencyError.class));
            assertLength(this, a, 1);
            assertLength(this, b, 1);
            store().storeEvents(events(a, 1), exactly(1));
            store().storeEvents(events(b, 1), exactly(1));
        }
    }

    @Test
    void a_writer_of_another_stream_waits_for_nobody() {
        StreamId held = newStream();
        StreamId other = newStream();

        inTransaction(() -> {
            store().storeEvents(events(held, 1));
            outsideOfTransactions(() -> store().storeEvents(events(other, 2), noStream()));
        });

        assertLength(this, held, 1);
        assertLength(this, other, 2);
    }

    /**
     * Small appends of one moment are stored together: not with those that have to wait. The others write right before
     * the held row in the index by stream, where MySQL lets nobody write while somebody waits for that row by its
     * unique key.
     */
    @Test
    void who_waits_for_an_open_transaction_keeps_nobody_waiting_with_him() {
        int waiting = 4;
        int others = 8;
        String domain = newName();
        StreamId held = StreamId.of(domain, "held");
        CyclicBarrier appended = new CyclicBarrier(1 + waiting + others);
        CountDownLatch done = new CountDownLatch(others);

        List<Outcome<Boolean>> outcomes = Race.of(1 + waiting + others, threads(), number -> {
            if (number == 0) {
                inTransaction(() -> {
                    store().storeEvents(events(held, 1));
                    meet(appended);
                    outsideOfTransactions(
                            () -> await().atMost(Duration.ofSeconds(40)).until(() -> done.getCount() == 0));
                });
            } else {
                StreamId stream = number <= waiting ? held : StreamId.of(domain, "before " + number);
                meet(appended);
                for (int i = 0; i < 20; i++) {
                    store().storeEvents(events(stream, 1));
                }
                if (number > waiting) {
                    done.countDown();
                }
            }
            return true;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertLength(this, held, 1 + waiting * 20);
    }

    /**
     * Their rows all belong in one place of the index by stream. With ids of the callers' each append goes by itself.
     */
    @Test
    void writers_of_new_streams_side_by_side_are_never_in_a_deadlock() {
        String domain = newName();
        long before = deadlocks();

        List<Outcome<Boolean>> outcomes = Race.of(8, threads(), number -> {
            for (int i = 100; i < 200; i++) {
                store().storeEvents(identifiedEvents(StreamId.of(domain, i + " of " + number), 1), noStream());
            }
            return true;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(deadlocks()).isEqualTo(before);
    }

    /** As a node does that stands still in the middle of it. */
    @Test
    void who_reads_the_log_does_not_wait_for_ever_for_another_node_that_gives_positions() throws SQLException {
        long end = store().readAll(0, 1).size();
        while (store().readLog(end, 1_000, LogFilter.all()).position() > end) {
            end = store().readLog(end, 1_000, LogFilter.all()).position();
        }
        StreamId stream = newStream();

        try (Connection other = dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.executeQuery("SELECT position FROM eventstore_log WHERE id = 1 FOR UPDATE");
                store().storeEvents(events(stream, 2));

                LogPage page = store().readLog(end, 10, LogFilter.all());

                assertThat(page).isEqualTo(new LogPage(List.of(), end, true));
                assertThat(store().readAll(end, 10)).isEmpty();
            } finally {
                other.rollback();
                other.setAutoCommit(true);
            }
        }

        LogPage page = store().readLog(end, 10, LogFilter.all());
        assertThat(page.events()).extracting(StoredEvent::stream).containsExactly(stream, stream);
        assertThat(page.hasMore()).isFalse();
    }
}
