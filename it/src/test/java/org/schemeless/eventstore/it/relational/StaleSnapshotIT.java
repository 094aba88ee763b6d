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

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/**
 * The caller's transaction has read, so it may have a snapshot; then others commit; then the caller appends. Run under
 * READ COMMITTED, where there is none, and under REPEATABLE READ.
 */
@Tag("isolation")
class StaleSnapshotIT extends OnMySql {

    private StreamId streamOf(int length) {
        StreamId stream = newStream();
        store().storeEvents(events(stream, length));
        return stream;
    }

    private long sequence(StreamId stream) {
        return store().getStreamSequence(stream.domain(), stream.identifier());
    }

    /** What others do after the caller has read the stream. */
    private void readThenOthers(StreamId stream, Runnable others) {
        long before = sequence(stream);
        outsideOfTransactions(others);
        if (isRepeatableRead()) {
            assertThat(sequence(stream)).isEqualTo(before);
        } else {
            assertThat(sequence(stream)).isGreaterThan(before);
        }
    }

    private void readThenOthersAppend(StreamId stream) {
        readThenOthers(stream, () -> store().storeEvents(events(stream, 1)));
    }

    @Test
    void the_number_that_was_read_is_a_conflict_with_the_true_one() {
        StreamId stream = streamOf(1);

        inTransactionRolledBack(() -> {
            readThenOthersAppend(stream);
            assertConflict(() -> store().storeEvents(events(stream, 1), exactly(1)), stream, exactly(1), 2);
        });

        assertLength(this, stream, 2);
    }

    @Test
    void who_pages_through_the_log_comes_to_its_end() {
        StreamId stream = streamOf(1);
        long before = store().readLog(0, 1, LogFilter.all()).position();

        inTransactionRolledBack(() -> {
            readThenOthers(stream, () -> store().storeEvents(events(stream, 5)));
            long position = before;
            LogPage page;
            do {
                page = store().readLog(position, 1_000, LogFilter.all());
                assertThat(page.position() > position || !page.hasMore())
                        .as("one that has more comes further")
                        .isTrue();
                position = page.position();
            } while (page.hasMore());
            assertThat(page.events())
                    .filteredOn(event -> event.stream().equals(stream))
                    .isNotEmpty();
        });
    }

    @Test
    void the_true_number_goes_in() {
        StreamId stream = streamOf(1);

        inTransaction(() -> {
            readThenOthersAppend(stream);
            store().storeEvents(events(stream, 2), exactly(2));
            store().storeEvents(events(stream, 1), exactly(4));
        });

        assertLength(this, stream, 5);
    }

    @Test
    void a_number_that_was_never_true_is_a_conflict_with_the_true_one() {
        StreamId stream = streamOf(1);

        inTransactionRolledBack(() -> {
            readThenOthersAppend(stream);
            assertConflict(() -> store().storeEvents(events(stream, 1), exactly(7)), stream, exactly(7), 2);
        });

        assertLength(this, stream, 2);
    }

    @Test
    void a_stream_that_did_not_exist_then_is_a_conflict_if_it_is_expected_not_to() {
        StreamId stream = newStream();

        inTransactionRolledBack(() -> {
            readThenOthersAppend(stream);
            assertConflict(() -> store().storeEvents(events(stream, 1), noStream()), stream, exactly(0), 1);
        });

        assertLength(this, stream, 1);
    }

    @Test
    void a_stream_that_did_not_exist_then_can_be_expected_to_exist() {
        StreamId stream = newStream();

        inTransaction(() -> {
            readThenOthersAppend(stream);
            store().storeEvents(events(stream, 1), streamExists());
        });

        assertLength(this, stream, 2);
    }

    @Test
    void without_expectation_it_goes_in_or_is_a_conflict_with_the_true_number() {
        StreamId stream = streamOf(1);

        Throwable error = catchThrowable(() -> inTransaction(() -> {
            readThenOthersAppend(stream);
            store().storeEvents(events(stream, 1));
        }));

        if (isRepeatableRead()) {
            assertConflict(error, stream, any(), 2);
            assertLength(this, stream, 2);
        } else {
            assertThat(error).isNull();
            assertLength(this, stream, 3);
        }
    }

    @Test
    void a_stream_that_is_only_named_is_checked_as_it_truly_is() {
        StreamId named = streamOf(1);
        StreamId touched = newStream();

        inTransactionRolledBack(() -> {
            readThenOthersAppend(named);
            assertConflict(
                    () -> store().storeEvents(events(touched, 1), perStream(Map.of(named, exactly(7)))),
                    named,
                    exactly(7),
                    2);
        });
        inTransactionRolledBack(() -> {
            readThenOthersAppend(named);
            assertConflict(
                    () -> store().storeEvents(events(touched, 1), perStream(Map.of(named, exactly(2)))),
                    named,
                    exactly(2),
                    3);
        });
        inTransaction(() -> {
            readThenOthersAppend(named);
            store().storeEvents(events(touched, 1), perStream(Map.of(named, exactly(4))));
        });

        assertLength(this, touched, 1);
        assertLength(this, named, 4);
    }

    @Test
    void a_batch_that_others_have_stored_meanwhile_is_never_stored_twice() {
        for (long expected : new long[] {0, 1, 7}) {
            StreamId stream = streamOf(1);
            List<NewEvent> batch = identifiedEvents(stream, 2);

            inTransaction(() -> {
                readThenOthers(stream, () -> store().storeEvents(batch));
                AppendResult again = store().storeEvents(batch, exactly(expected));
                assertThat(again.replayed()).isTrue();
            });

            assertLength(this, stream, 3);
            assertThat(store().storeEvents(batch, exactly(expected)).replayed()).isTrue();
        }
    }

    @Test
    void an_id_that_others_have_taken_meanwhile_is_a_duplicate() {
        StreamId stream = streamOf(1);
        StreamId other = newStream();
        String id = newName();

        inTransactionRolledBack(() -> {
            readThenOthers(
                    stream,
                    () -> store().storeEvents(List.of(event(stream).id(id).build())));
            assertThatExceptionOfType(DuplicateEventException.class)
                    .isThrownBy(() ->
                            store().storeEvents(List.of(event(other).id(id).build())))
                    .satisfies(error -> assertThat(error.getId()).isEqualTo(id));
        });

        assertLength(this, stream, 2);
        assertEmpty(this, other);
    }

    @Test
    void other_streams_are_appended_to_as_ever() {
        StreamId read = streamOf(1);
        StreamId other = streamOf(3);

        inTransaction(() -> {
            readThenOthersAppend(read);
            store().storeEvents(events(other, 1), exactly(3));
            store().storeEvents(events(newStream(), 1), noStream());
        });

        assertLength(this, other, 4);
    }
}
