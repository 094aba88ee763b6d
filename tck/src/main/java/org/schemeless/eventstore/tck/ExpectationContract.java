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
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** Section 2: what a caller may expect of a stream, and the conflict if it is elsewhere. */
interface ExpectationContract extends StoreFixture {

    private StreamId streamOf(int length) {
        StreamId stream = newStream();
        store().storeEvents(events(stream, length));
        return stream;
    }

    private static List<NewEvent> oneEach(StreamId... streams) {
        return List.of(streams).stream().map(stream -> event(stream).build()).toList();
    }

    @Test
    default void an_append_with_the_right_sequence_goes_in() {
        StreamId stream = newStream();

        store().storeEvents(events(stream, 2), exactly(0));
        store().storeEvents(events(stream, 1), exactly(2));
        store().storeEvents(events(stream, 1), exactly(3));

        assertLength(this, stream, 4);
    }

    @Test
    default void any_other_sequence_is_a_conflict_with_both_numbers_and_nothing_is_written() {
        StreamId stream = streamOf(3);

        LongStream.of(0, 1, 2, 4, 5, 1_000_000, (1L << 53) - 1)
                .forEach(wrong -> assertConflict(
                        () -> store().storeEvents(events(stream, 2), exactly(wrong)), stream, exactly(wrong), 3));

        assertLength(this, stream, 3);
    }

    @Test
    default void a_sequence_beyond_what_json_readers_keep_is_refused() {
        StreamId stream = streamOf(1);

        LongStream.of(-1, 1L << 53)
                .forEach(wrong -> assertThatExceptionOfType(InvalidEventException.class)
                        .isThrownBy(() -> store().storeEvents(events(stream, 1), exactly(wrong)))
                        .satisfies(error -> assertThat(error.getField()).isEqualTo("expectedSequence")));

        assertLength(this, stream, 1);
    }

    @Test
    default void no_stream_is_the_expectation_of_zero() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1), noStream());

        assertConflict(() -> store().storeEvents(events(stream, 1), noStream()), stream, exactly(0), 1);

        assertLength(this, stream, 1);
    }

    @Test
    default void an_existing_stream_can_be_expected() {
        StreamId there = streamOf(2);
        StreamId missing = newStream();

        store().storeEvents(events(there, 1), streamExists());
        assertConflict(() -> store().storeEvents(events(missing, 1), streamExists()), missing, streamExists(), 0);

        assertLength(this, there, 3);
        assertEmpty(this, missing);
    }

    @Test
    default void nothing_is_checked_if_nothing_is_expected() {
        StreamId stream = streamOf(2);

        store().storeEvents(events(stream, 1), any());
        store().storeEvents(events(stream, 1));

        assertLength(this, stream, 4);
    }

    @Test
    default void each_stream_of_a_batch_has_to_be_at_the_sequence_on_its_own() {
        StreamId a = streamOf(3);
        StreamId b = streamOf(3);

        store().storeEvents(oneEach(a, b, a), exactly(3));

        assertLength(this, a, 5);
        assertLength(this, b, 4);
    }

    @Test
    default void one_stream_elsewhere_keeps_the_whole_batch_out() {
        StreamId first = streamOf(3);
        StreamId elsewhere = streamOf(2);
        StreamId last = streamOf(3);

        assertConflict(
                () -> store().storeEvents(oneEach(first, elsewhere, last), exactly(3)), elsewhere, exactly(3), 2);

        assertLength(this, first, 3);
        assertLength(this, elsewhere, 2);
        assertLength(this, last, 3);
    }

    @Test
    default void a_large_batch_is_kept_out_whole_by_its_last_stream() {
        StreamId large = newStream();
        StreamId elsewhere = streamOf(1);
        List<NewEvent> batch = new ArrayList<>(events(large, 500));
        batch.addAll(oneEach(elsewhere));

        assertConflict(() -> store().storeEvents(batch, noStream()), elsewhere, exactly(0), 1);

        assertEmpty(this, large);
        assertLength(this, elsewhere, 1);
    }

    @Test
    default void each_stream_may_have_an_expectation_of_its_own() {
        StreamId two = streamOf(2);
        StreamId none = newStream();
        StreamId some = streamOf(4);
        StreamId free = streamOf(5);

        store().storeEvents(
                        oneEach(two, none, some, free),
                        perStream(Map.of(two, exactly(2), none, noStream(), some, streamExists(), free, any())));

        assertLength(this, two, 3);
        assertLength(this, none, 1);
        assertLength(this, some, 5);
        assertLength(this, free, 6);
    }

    @Test
    default void one_wrong_expectation_of_several_keeps_the_batch_out() {
        StreamId two = streamOf(2);
        StreamId five = streamOf(5);

        assertConflict(
                () -> store().storeEvents(oneEach(two, five), perStream(Map.of(two, exactly(2), five, exactly(2)))),
                five,
                exactly(2),
                5);

        assertLength(this, two, 2);
        assertLength(this, five, 5);
    }

    @Test
    default void a_stream_that_is_not_named_is_not_checked() {
        StreamId named = streamOf(1);
        StreamId other = streamOf(7);

        store().storeEvents(oneEach(named, other), perStream(Map.of(named, exactly(1))));

        assertLength(this, named, 2);
        assertLength(this, other, 8);
    }

    @Test
    default void a_stream_that_is_named_is_checked_even_if_the_batch_does_not_touch_it() {
        StreamId touched = newStream();
        StreamId named = streamOf(2);

        assertConflict(
                () -> store().storeEvents(oneEach(touched), perStream(Map.of(named, exactly(1)))),
                named,
                exactly(1),
                2);
        assertEmpty(this, touched);
        store().storeEvents(oneEach(touched), perStream(Map.of(named, exactly(2))));

        assertLength(this, touched, 1);
        assertLength(this, named, 2);
    }

    @Test
    default void after_a_conflict_the_stream_is_usable_at_once() {
        StreamId stream = streamOf(1);

        for (int i = 1; i <= 100; i++) {
            long right = i;
            assertConflict(() -> store().storeEvents(events(stream, 1), exactly(0)), stream, exactly(0), right);
            store().storeEvents(events(stream, 1), exactly(right));
        }

        assertLength(this, stream, 101);
    }

    @Test
    default void the_domains_own_stream_has_the_same_guarantees() {
        StreamId domain = StreamId.of(Sample.newName());
        store().storeEvents(events(domain, 2), noStream());

        assertConflict(() -> store().storeEvents(events(domain, 1), exactly(1)), domain, exactly(1), 2);
        store().storeEvents(events(domain, 1), exactly(2));

        assertLength(this, domain, 3);
    }
}
