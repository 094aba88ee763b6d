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
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.Messages.First;
import org.schemeless.eventstore.tck.Messages.Order;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Section 4: events and messages in one transaction, on servers that have a messaging service. */
public interface MessagesContract extends StoreFixture {

    /** What is left out where the server has no messaging service. */
    String TAG = "messaging";

    Messages messages();

    @Test
    @Tag(TAG)
    default void messages_and_events_are_committed_together() {
        StreamId stream = newStream();
        StreamId other = newStream();
        String row = newName();

        inTransaction(() -> {
            messages().send("first");
            store().storeEvents(events(stream, 1), noStream());
            saveRow(row);
            messages().send("second");
            store().storeEvents(events(other, 2), noStream());
        });

        assertThat(taken()).containsExactly("first", "second");
        assertThat(hasRow(row)).isTrue();
        assertLength(this, stream, 1);
        assertLength(this, other, 2);
    }

    @Test
    @Tag(TAG)
    default void after_a_rollback_there_are_neither_messages_nor_events() {
        StreamId stream = newStream();

        inTransactionRolledBack(() -> {
            messages().send("before");
            store().storeEvents(events(stream, 1));
            messages().send("after");
        });
        assertEmpty(this, stream);
        inTransaction(() -> {
            messages().send("again");
            store().storeEvents(events(stream, 1), noStream());
        });

        assertThat(taken()).containsExactly("again");
        assertLength(this, stream, 1);
    }

    @Test
    @Tag(TAG)
    default void a_transaction_that_fails_at_the_flush_leaves_neither_messages_nor_events() {
        String row = newName();
        inTransaction(() -> saveRow(row));
        StreamId stream = newStream();

        assertThatExceptionOfType(NotCommitted.class)
                .isThrownBy(() -> inTransaction(() -> {
                    messages().send("before");
                    store().storeEvents(events(stream, 1));
                    saveRow(row);
                }));
        assertThatExceptionOfType(NotCommitted.class)
                .isThrownBy(() -> inTransaction(() -> {
                    store().storeEvents(events(stream, 1));
                    saveRow(row);
                    messages().send("after");
                }));

        assertThat(taken()).isEmpty();
        assertEmpty(this, stream);
    }

    @Test
    @Tag(TAG)
    default void a_conflict_takes_the_messages_with_it() {
        StreamId stream = newStream();
        StreamId other = newStream();
        store().storeEvents(events(stream, 2));

        assertConflict(
                () -> inTransaction(() -> {
                    store().storeEvents(events(other, 1));
                    messages().send("before");
                    store().storeEvents(events(stream, 1), exactly(1));
                }),
                stream,
                exactly(1),
                2);

        assertThat(taken()).isEmpty();
        assertEmpty(this, other);
        assertLength(this, stream, 2);
    }

    @Test
    @Tag(TAG)
    default void of_two_transactions_with_the_same_expectation_only_the_messages_of_one_come() {
        for (int round = 0; round < 10; round++) {
            StreamId stream = newStream();
            CyclicBarrier begun = new CyclicBarrier(2);

            List<Outcome<String>> outcomes = Race.of(2, threads(), writer -> {
                String text = "writer " + writer;
                inTransaction(() -> {
                    messages().send(text);
                    await(begun);
                    store().storeEvents(events(stream, 1), noStream());
                });
                return text;
            });

            assertThat(Race.errors(outcomes)).hasSize(1);
            assertThat(taken()).isEqualTo(Race.values(outcomes));
            assertLength(this, stream, 1);
        }
    }

    /** An observer's is the one moment at which every server lets a messaging service in that was not used before. */
    @Test
    @Tag(TAG)
    default void a_message_sent_before_the_commit_shares_the_fate_of_the_events() {
        String row = newName();
        inTransaction(() -> saveRow(row));
        StreamId stream = newStream();

        inTransaction(() -> {
            store().storeEvents(events(stream, 1), noStream());
            at(Moment.OBSERVER_BEFORE_COMPLETION, () -> messages().send("in time"));
        });
        assertThatExceptionOfType(NotCommitted.class)
                .isThrownBy(() -> inTransaction(() -> {
                    store().storeEvents(events(stream, 1));
                    at(Moment.OBSERVER_BEFORE_COMPLETION, () -> {
                        messages().send("never");
                        saveRow(row);
                    });
                }));

        assertThat(taken()).containsExactly("in time");
        assertLength(this, stream, 1);
    }

    /** At least once is what messages are delivered; an id of the message's own makes that once. */
    @Test
    @Tag(TAG)
    default void a_message_that_is_delivered_again_stores_its_event_once() {
        StreamId stream = newStream();
        for (First first : First.values()) {
            Order order = new Order(stream, newName(), first);

            inTransaction(() -> messages().order(order));

            assertThat(messages().takeUntil(Messages.done(order))).isEmpty();
            assertThat(messages().deliveries(order)).as(first.name()).isEqualTo(first == First.SUCCEEDS ? 1 : 2);
            assertThat(findEvent(order.eventId())).isPresent();
        }
        assertLength(this, stream, First.values().length);
    }

    @Test
    @Tag(TAG)
    default void an_order_that_was_rolled_back_never_comes() {
        StreamId stream = newStream();
        StreamId other = newStream();
        Order order = new Order(stream, newName(), First.SUCCEEDS);

        inTransactionRolledBack(() -> {
            messages().order(order);
            store().storeEvents(events(other, 1));
        });
        Order next = new Order(stream, newName(), First.SUCCEEDS);
        inTransaction(() -> messages().order(next));

        assertThat(messages().takeUntil(Messages.done(next))).isEmpty();
        assertThat(messages().deliveries(order)).isZero();
        assertLength(this, stream, 1);
        assertEmpty(this, other);
    }

    /** What has come, known by a message that is sent after it. */
    private List<String> taken() {
        String last = newName();
        inTransaction(() -> messages().send(last));
        return messages().takeUntil(last);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
