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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.ExpectedSequence.perStream;
import static org.schemeless.eventstore.ExpectedSequence.streamExists;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.identifiedEvents;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventNotFoundException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Section 4: appends within transactions of the caller's. */
interface TransactionContract extends StoreFixture {

    /** The conflict that was thrown at the call, or for which the commit failed. */
    private static Optional<ConcurrencyError> conflict(Throwable error) {
        return Stream.iterate(error, e -> e != null, Throwable::getCause)
                .filter(ConcurrencyError.class::isInstance)
                .map(ConcurrencyError.class::cast)
                .findFirst();
    }

    @Test
    default void an_append_is_there_once_the_callers_transaction_has_committed() {
        StreamId stream = newStream();

        inTransaction(() -> store().storeEvents(events(stream, 2), noStream()));

        assertLength(this, stream, 2);
    }

    @Test
    default void after_a_rollback_nothing_of_it_is_visible() {
        StreamId stream = newStream();
        StreamId other = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 120);
        store().storeEvents(events(other, 1));

        inTransactionRolledBack(() -> {
            store().storeEvents(batch, noStream());
            store().storeEvents(events(other, 1));
        });

        assertEmpty(this, stream);
        assertThat(findEvent(batch.get(0).id())).isEmpty();
        assertLength(this, other, 1);
        assertThat(store().storeEvents(batch, noStream()).replayed()).isFalse();
        assertLength(this, stream, 120);
    }

    @Test
    default void an_exception_of_the_caller_takes_the_append_with_it() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> inTransaction(() -> {
                    store().storeEvents(events(stream, 1));
                    throw new UnsupportedOperationException();
                }));

        assertLength(this, stream, 1);
    }

    @Test
    default void a_stream_that_is_only_named_is_checked_against_what_others_have_committed_since_it_was_read() {
        StreamId named = newStream();
        StreamId touched = newStream();
        store().storeEvents(events(named, 5));

        assertConflict(
                () -> inTransaction(() -> {
                    assertLength(this, named, 5);
                    outsideOfTransactions(() -> store().storeEvents(events(named, 1)));
                    store().storeEvents(events(touched, 1), perStream(Map.of(named, exactly(5))));
                }),
                named,
                exactly(5),
                6);

        assertEmpty(this, touched);
        inTransaction(() -> {
            assertLength(this, named, 6);
            outsideOfTransactions(() -> store().storeEvents(events(named, 1)));
            store().storeEvents(events(touched, 1), perStream(Map.of(named, exactly(7))));
        });
        assertLength(this, touched, 1);
    }

    @Test
    default void a_stream_that_is_only_named_is_checked_for_its_existence_as_it_is_committed() {
        StreamId named = newStream();
        StreamId touched = newStream();

        assertConflict(
                () -> inTransaction(() -> {
                    assertEmpty(this, named);
                    outsideOfTransactions(() -> store().storeEvents(events(named, 1)));
                    store().storeEvents(events(touched, 1), perStream(Map.of(named, noStream())));
                }),
                named,
                noStream(),
                1);

        StreamId other = newStream();
        inTransaction(() -> {
            assertEmpty(this, other);
            outsideOfTransactions(() -> store().storeEvents(events(other, 1)));
            store().storeEvents(events(touched, 1), perStream(Map.of(other, streamExists())));
        });
        assertLength(this, touched, 1);
    }

    @Test
    default void a_stream_that_is_only_named_counts_what_the_transaction_itself_has_appended() {
        StreamId named = newStream();
        StreamId touched = newStream();
        store().storeEvents(events(named, 1));

        inTransaction(() -> {
            store().storeEvents(events(named, 2), exactly(1));
            store().storeEvents(events(touched, 1), perStream(Map.of(named, exactly(3))));
        });

        assertLength(this, touched, 1);
    }

    @Test
    default void a_second_append_expects_the_raised_number() {
        StreamId stream = newStream();

        inTransaction(() -> {
            store().storeEvents(events(stream, 2), noStream());
            store().storeEvents(events(stream, 3), exactly(2));
            store().storeEvents(events(stream, 1));
            store().storeEvents(events(stream, 1), exactly(6));
        });

        assertLength(this, stream, 7);
    }

    @Test
    default void a_second_append_with_the_old_number_is_a_conflict_that_takes_the_first_with_it() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));

        assertConflict(
                () -> inTransaction(() -> {
                    store().storeEvents(events(stream, 2), exactly(1));
                    store().storeEvents(events(stream, 1), exactly(1));
                }),
                stream,
                exactly(1),
                3);

        assertLength(this, stream, 1);
    }

    @Test
    default void the_caller_sees_its_own_appends() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));
        List<NewEvent> batch = identifiedEvents(stream, 2);

        inTransaction(() -> {
            assertLength(this, stream, 1);
            store().storeEvents(batch);
            assertLength(this, stream, 3);
            assertThat(Sample.sequences(store().readStream(stream, 1, 10).events()))
                    .containsExactly(2L, 3L);
            assertThat(store().readStream(stream, 0, 1).sequence()).isEqualTo(3);
            assertThat(store().getEvent(batch.get(1).id()).sequence()).isEqualTo(3);
            store().storeEvents(events(stream, 1));
            assertLength(this, stream, 4);
        });

        assertLength(this, stream, 4);
    }

    @Test
    default void others_see_nothing_before_the_commit() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 2);
        store().storeEvents(events(stream, 1));

        inTransaction(() -> {
            store().storeEvents(batch);
            outsideOfTransactions(() -> assertUnseen(stream, batch));
            List<Outcome<Boolean>> outcomes = Race.of(2, threads(), other -> {
                assertUnseen(stream, batch);
                return true;
            });
            assertThat(Race.errors(outcomes)).isEmpty();
        });

        assertLength(this, stream, 3);
        assertThat(findEvent(batch.get(0).id())).isPresent();
    }

    private void assertUnseen(StreamId stream, List<NewEvent> batch) {
        assertLength(this, stream, 1);
        assertThat(findEvent(batch.get(0).id())).isEmpty();
        assertThat(store().readStream(stream, 0, 10).sequence()).isEqualTo(1);
    }

    @Test
    default void a_conflict_that_can_be_known_is_thrown_at_the_call() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 4));

        inTransactionRolledBack(() ->
                assertConflict(() -> store().storeEvents(events(stream, 1), exactly(3)), stream, exactly(3), 4));

        assertLength(this, stream, 4);
    }

    @Test
    default void after_a_caught_conflict_the_transaction_cannot_commit() {
        StreamId stream = newStream();
        StreamId other = newStream();
        store().storeEvents(events(stream, 1));

        assertThatExceptionOfType(NotCommitted.class)
                .isThrownBy(() -> inTransaction(() -> {
                    store().storeEvents(events(other, 1));
                    assertConflict(() -> store().storeEvents(events(stream, 1), noStream()), stream, exactly(0), 1);
                }));

        assertEmpty(this, other);
        assertLength(this, stream, 1);
    }

    @Test
    default void after_a_caught_duplicate_the_transaction_cannot_commit() {
        StreamId stream = newStream();
        StreamId other = newStream();
        NewEvent stored = event(stream).id(newName()).build();
        store().storeEvents(List.of(stored));

        assertThatExceptionOfType(NotCommitted.class)
                .isThrownBy(() -> inTransaction(() -> {
                    store().storeEvents(events(other, 1));
                    assertThatExceptionOfType(DuplicateEventException.class)
                            .isThrownBy(() -> store().storeEvents(
                                            List.of(event(other).id(stored.id()).build())))
                            .satisfies(error -> assertThat(error.getId()).isEqualTo(stored.id()));
                }));

        assertEmpty(this, other);
        assertLength(this, stream, 1);
    }

    /** It takes part, or the store or the container says that it cannot; on Payara the container lets no call in. */
    @Test
    default void an_append_to_a_transaction_that_is_marked_for_rollback_is_never_stored() {
        StreamId stream = newStream();
        StreamId other = newStream();
        store().storeEvents(events(stream, 1));
        List<NewEvent> batch = identifiedEvents(stream, 2);

        assertNotCommitted(() -> {
            markForRollback();
            appendOrBeRefused(batch, exactly(1));
            appendOrBeRefused(events(other, 1), noStream());
        });
        assertNotCommitted(() -> {
            store().storeEvents(events(other, 1));
            markForRollback();
            appendOrBeRefused(batch, any());
        });
        assertNotCommitted(() -> {
            store().storeEvents(batch, exactly(1));
            markForRollback();
        });

        assertLength(this, stream, 1);
        assertEmpty(this, other);
        assertThat(findEvent(batch.get(0).id())).isEmpty();
        assertThat(store().storeEvents(batch, exactly(1)).replayed()).isFalse();
        store().storeEvents(events(other, 1), noStream());
        assertLength(this, stream, 3);
    }

    @Test
    default void others_may_append_while_a_transaction_that_is_marked_for_rollback_has_not_ended() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));

        assertNotCommitted(() -> {
            markForRollback();
            appendOrBeRefused(events(newStream(), 1), noStream());
            outsideOfTransactions(() -> store().storeEvents(events(stream, 1), exactly(1)));
        });

        assertLength(this, stream, 2);
    }

    private void appendOrBeRefused(List<NewEvent> batch, ExpectedSequence expected) {
        Throwable error = catchThrowable(() -> store().storeEvents(batch, expected));
        if (error != null) {
            assertThat(error).isInstanceOfAny(EventStoreUnavailableException.class, EJBException.class);
            assertThat(error instanceof EJBException && isOfPersistence(error))
                    .as("a raw error of the backend: " + error)
                    .isFalse();
        }
    }

    private static boolean isOfPersistence(Throwable error) {
        return Stream.iterate(error, e -> e != null, Throwable::getCause)
                .anyMatch(e -> e instanceof PersistenceException || e instanceof SQLException);
    }

    private void assertNotCommitted(Runnable work) {
        assertThatExceptionOfType(NotCommitted.class).isThrownBy(() -> inTransaction(work));
    }

    @Test
    default void an_event_that_is_not_found_leaves_the_transaction_alone() {
        StreamId stream = newStream();

        inTransaction(() -> {
            store().storeEvents(events(stream, 1));
            assertThatExceptionOfType(EventNotFoundException.class).isThrownBy(() -> store().getEvent(newName()));
        });

        assertLength(this, stream, 1);
    }

    @Test
    default void a_new_transaction_within_another_is_on_its_own() {
        StreamId outer = newStream();
        StreamId inner = newStream();
        StreamId lost = newStream();

        inTransactionRolledBack(() -> {
            store().storeEvents(events(outer, 1));
            inTransaction(() -> store().storeEvents(events(inner, 1), noStream()));
            assertLength(this, outer, 1);
        });
        inTransaction(() -> {
            store().storeEvents(events(outer, 2), noStream());
            inTransactionRolledBack(() -> store().storeEvents(events(lost, 1)));
        });

        assertLength(this, inner, 1);
        assertLength(this, outer, 2);
        assertEmpty(this, lost);
    }

    @Test
    default void a_conflict_in_a_new_transaction_leaves_the_suspended_one_alone() {
        StreamId outer = newStream();
        StreamId inner = newStream();
        store().storeEvents(events(inner, 1));

        inTransaction(() -> {
            store().storeEvents(events(outer, 1));
            assertConflict(
                    () -> inTransaction(() -> store().storeEvents(events(inner, 1), noStream())), inner, exactly(0), 1);
            store().storeEvents(events(outer, 1), exactly(1));
        });

        assertLength(this, outer, 2);
        assertLength(this, inner, 1);
    }

    @Test
    default void an_append_while_the_transaction_is_suspended_stays() {
        StreamId outer = newStream();
        StreamId aside = newStream();

        inTransactionRolledBack(() -> {
            store().storeEvents(events(outer, 1));
            outsideOfTransactions(() -> {
                store().storeEvents(events(aside, 1), noStream());
                assertConflict(() -> store().storeEvents(events(aside, 1), noStream()), aside, exactly(0), 1);
            });
            assertLength(this, outer, 1);
        });

        assertEmpty(this, outer);
        assertLength(this, aside, 1);
    }

    @Test
    default void a_stored_batch_is_recognised_within_a_transaction() {
        StreamId stream = newStream();
        StreamId other = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 2);
        AppendResult first = store().storeEvents(batch);

        inTransaction(() -> {
            store().storeEvents(events(other, 1));
            AppendResult again = store().storeEvents(batch, exactly(77));
            assertThat(again.replayed()).isTrue();
            assertThat(again.events()).isEqualTo(first.events());
        });

        assertLength(this, stream, 2);
        assertLength(this, other, 1);
    }

    @Test
    default void a_batch_that_is_sent_twice_within_a_transaction_is_stored_once() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 2);

        inTransaction(() -> {
            AppendResult first = store().storeEvents(batch, noStream());
            assertThat(store().storeEvents(batch, noStream()).events()).isEqualTo(first.events());
        });

        assertLength(this, stream, 2);
    }

    @Test
    default void of_two_transactions_with_the_same_expectation_exactly_one_commits() {
        for (int round = 0; round < 10; round++) {
            StreamId stream = newStream();

            List<Outcome<Boolean>> outcomes = raceInTransactions(2, stream, noStream());

            assertThat(Race.values(outcomes)).hasSize(1);
            assertThat(Race.errors(outcomes))
                    .hasSize(1)
                    .allSatisfy(error -> assertThat(conflict(error))
                            .hasValueSatisfying(conflict -> assertConflict(conflict, stream, exactly(0), 1)));
            assertLength(this, stream, 1);
        }
    }

    @Test
    default void an_unconditional_append_within_a_transaction_goes_in_or_is_a_conflict() {
        int conflicts = 0;
        for (int round = 0; round < 20; round++) {
            StreamId stream = newStream();

            List<Outcome<Boolean>> outcomes = raceInTransactions(8, stream, any());

            assertThat(Race.errors(outcomes))
                    .allSatisfy(error -> assertThat(conflict(error)).hasValueSatisfying(conflict -> {
                        assertThat(conflict.getStream()).isEqualTo(stream);
                        assertThat(conflict.getExpected()).isEqualTo(any());
                        assertThat(conflict.getFound()).isBetween(1L, 8L);
                    }));
            assertLength(this, stream, Race.values(outcomes).size());
            assertThat(Race.values(outcomes)).isNotEmpty();
            conflicts += Race.errors(outcomes).size();
        }
        assertThat(conflicts).isPositive();
    }

    /** All of them are within their transactions before the first of them appends. */
    private List<Outcome<Boolean>> raceInTransactions(int writers, StreamId stream, ExpectedSequence expected) {
        CyclicBarrier begun = new CyclicBarrier(writers);
        return Race.of(writers, threads(), writer -> {
            inTransaction(() -> {
                await(begun);
                store().storeEvents(events(stream, 1), expected);
            });
            return true;
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void errors_reach_the_caller_through_a_managed_bean_as_they_are() {
        StreamId stream = newStream();
        NewEvent stored = event(stream).id(newName()).build();
        store().storeEvents(List.of(stored));

        assertConflict(
                () -> inManagedBean(() -> store().storeEvents(events(stream, 1), noStream())), stream, exactly(0), 1);
        assertThat(catchThrowable(() -> inManagedBean(() -> store().storeEvents(
                                List.of(event(stream).id(stored.id()).payload(2).build())))))
                .isExactlyInstanceOf(DuplicateEventException.class);
        assertThat(catchThrowable(() -> inManagedBean(() -> store().storeEvents(List.of(stored, stored)))))
                .isExactlyInstanceOf(InvalidEventException.class);

        assertLength(this, stream, 1);
    }

    @Test
    default void a_managed_bean_that_fails_after_its_append_leaves_nothing() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));

        assertThat(catchThrowable(() -> inManagedBean(() -> {
                    store().storeEvents(events(stream, 1));
                    throw new UnsupportedOperationException();
                })))
                .isInstanceOf(RuntimeException.class);
        inManagedBean(() -> store().storeEvents(events(stream, 1), exactly(1)));

        assertLength(this, stream, 2);
    }

    @Test
    default void after_many_errors_within_transactions_everything_is_usable_at_once() {
        StreamId stream = newStream();
        NewEvent stored = event(stream).id(newName()).build();
        store().storeEvents(List.of(stored));

        for (int i = 1; i <= 50; i++) {
            long length = i;
            assertConflict(
                    () -> inTransaction(() -> store().storeEvents(events(stream, 1), exactly(0))),
                    stream,
                    exactly(0),
                    length);
            assertThatExceptionOfType(DuplicateEventException.class)
                    .isThrownBy(() -> inTransaction(() -> store().storeEvents(List.of(
                            event(stream).id(stored.id()).payload(2).build()))));
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> inTransaction(() -> store().storeEvents(List.of(stored, stored))));
            inTransaction(() -> store().storeEvents(events(stream, 1), exactly(length)));
        }

        assertLength(this, stream, 51);
    }
}
