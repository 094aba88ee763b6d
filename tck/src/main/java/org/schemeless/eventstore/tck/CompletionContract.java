/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import jakarta.ejb.EJBException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StreamId;

/** Section 4: what happens while a transaction completes. */
interface CompletionContract extends StoreFixture {

    @Test
    default void a_row_that_cannot_be_written_takes_the_events_with_it() {
        String row = newName();
        inTransaction(() -> saveRow(row));
        StreamId stream = newStream();
        StreamId other = newStream();

        assertNotCommitted(() -> {
            store().storeEvents(events(stream, 1));
            saveRow(row);
        });
        assertNotCommitted(() -> {
            saveRow(row);
            store().storeEvents(events(stream, 1));
        });
        assertNotCommitted(() -> {
            store().storeEvents(events(stream, 1));
            saveRow(row);
            store().storeEvents(events(other, 2));
        });

        assertEmpty(this, stream);
        assertEmpty(this, other);
    }

    @Test
    default void rows_and_events_are_written_together() {
        StreamId stream = newStream();
        String first = newName();
        String second = newName();

        inTransaction(() -> {
            saveRow(first);
            store().storeEvents(events(stream, 1), noStream());
            saveRow(second);
        });

        assertThat(List.of(hasRow(first), hasRow(second))).containsOnly(true);
        assertLength(this, stream, 1);
    }

    /** What an observer throws is only logged, as CDI has it. */
    @Test
    default void whatever_fails_before_the_commit_takes_the_events_with_it() {
        for (Moment moment : List.of(
                Moment.SESSION_BEFORE_COMPLETION,
                Moment.REGISTERED_BEFORE_COMPLETION,
                Moment.INTERPOSED_BEFORE_COMPLETION)) {
            StreamId stream = newStream();

            assertNotCommitted(() -> {
                at(moment, CompletionContract::fail);
                store().storeEvents(events(stream, 1));
            });
            assertNotCommitted(() -> {
                store().storeEvents(events(stream, 1));
                at(moment, CompletionContract::fail);
            });

            assertEmpty(this, stream);
        }
    }

    /** Each synchronization may register others: so do persistence contexts that are used for the first time. */
    @Test
    default void what_is_registered_before_the_commit_and_fails_takes_the_events_with_it() {
        for (Moment moment : Moment.BEFORE) {
            StreamId stream = newStream();

            assertNotCommitted(() -> {
                store().storeEvents(events(stream, 1));
                at(
                        moment,
                        () -> at(
                                Moment.INTERPOSED_BEFORE_COMPLETION,
                                () -> at(Moment.INTERPOSED_BEFORE_COMPLETION, CompletionContract::fail)));
            });

            assertEmpty(this, stream);
        }
    }

    @Test
    default void an_append_before_the_commit_belongs_to_the_transaction() {
        for (Moment moment : Moment.BEFORE) {
            StreamId stream = newStream();
            StreamId other = newStream();

            if (refusedAt(moment) == Refused.NONE) {
                inTransaction(() -> at(moment, () -> store().storeEvents(events(stream, 1), noStream())));
            } else {
                assertNotCommitted(() -> at(moment, () -> store().storeEvents(events(stream, 1))));
                assertEmpty(this, stream);
                store().storeEvents(events(stream, 1));
            }
            if (refusedAt(moment) == Refused.ALL) {
                assertNotCommitted(() -> {
                    store().storeEvents(events(stream, 2));
                    at(moment, () -> store().storeEvents(events(other, 1)));
                });
                assertLength(this, stream, 1);
                assertEmpty(this, other);
                continue;
            }
            inTransaction(() -> {
                store().storeEvents(events(stream, 2), exactly(1));
                at(moment, () -> {
                    assertLength(this, stream, 3);
                    store().storeEvents(events(stream, 1), exactly(3));
                    store().storeEvents(events(other, 1), noStream());
                });
            });

            assertLength(this, stream, 4);
            assertLength(this, other, 1);
        }
    }

    @Test
    default void a_conflict_before_the_commit_takes_all_events_of_the_transaction_with_it() {
        for (Moment moment : Moment.BEFORE) {
            StreamId stream = newStream();
            StreamId taken = newStream();
            store().storeEvents(events(taken, 2));

            assertNotCommitted(() -> {
                store().storeEvents(events(stream, 1));
                at(moment, () -> store().storeEvents(events(taken, 1), exactly(1)));
            });

            assertEmpty(this, stream);
            assertLength(this, taken, 2);
        }
    }

    /** Where a server lets the call through to the store it is the store's own error, else the container's. */
    @Test
    default void an_append_that_the_server_refuses_is_a_documented_error() {
        StreamId stream = newStream();
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        for (Moment moment : Moment.BEFORE) {
            if (refusedAt(moment) == Refused.NONE) {
                inTransaction(() -> at(moment, () -> store().storeEvents(events(stream, 1))));
            } else {
                assertNotCommitted(() ->
                        at(moment, () -> noteErrors(errors, () -> store().storeEvents(events(stream, 1)))));
            }
        }

        assertThat(errors).hasOnlyElementsOfTypes(EventStoreUnavailableException.class, EJBException.class);
        assertLength(this, stream, Moment.BEFORE.size() - errors.size());
    }

    @Test
    default void an_append_after_the_commit_is_on_its_own() {
        for (Moment moment : Moment.AFTER_COMMIT) {
            StreamId stream = newStream();
            StreamId other = newStream();
            List<Throwable> errors = new CopyOnWriteArrayList<>();

            inTransaction(() -> {
                store().storeEvents(events(stream, 1));
                at(
                        moment,
                        () -> noteErrors(errors, () -> {
                            assertLength(this, stream, 1);
                            store().storeEvents(events(stream, 1), exactly(1));
                            store().storeEvents(events(other, 2));
                            assertConflict(
                                    () -> store().storeEvents(events(other, 1), noStream()), other, exactly(0), 2);
                            store().storeEvents(
                                            List.of(
                                                    event(other).build(),
                                                    event(stream).build()),
                                            exactly(2));
                            assertLength(this, other, 3);
                        }));
            });

            assertThat(errors).as(moment.name()).isEmpty();
            assertLength(this, stream, 3);
            assertLength(this, other, 3);
        }
    }

    @Test
    default void an_append_after_a_rollback_is_on_its_own() {
        for (Moment moment : Moment.AFTER_ROLLBACK) {
            StreamId stream = newStream();
            StreamId other = newStream();
            List<Throwable> errors = new CopyOnWriteArrayList<>();

            inTransactionRolledBack(() -> {
                store().storeEvents(events(stream, 1));
                at(
                        moment,
                        () -> noteErrors(errors, () -> {
                            assertEmpty(this, stream);
                            store().storeEvents(events(other, 1), noStream());
                            store().storeEvents(events(other, 1));
                        }));
            });

            assertThat(errors).as(moment.name()).isEmpty();
            assertEmpty(this, stream);
            assertLength(this, other, 2);
        }
    }

    /** A server keeps to itself what is thrown after the end. */
    private static void noteErrors(List<Throwable> errors, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            errors.add(e);
        }
    }

    private void assertNotCommitted(Runnable work) {
        assertThatExceptionOfType(NotCommitted.class).isThrownBy(() -> inTransaction(work));
    }

    private static void fail() {
        throw new UnsupportedOperationException("at the end of the transaction");
    }
}
