/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

class AppendGroupTest {

    private static final StreamId A = StreamId.of("d", "a");
    private static final StreamId B = StreamId.of("d", "b");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private static NewEvent event(String id, StreamId stream) {
        return NewEvent.in(stream, "t").id(id).payload(id).created(NOW).build();
    }

    private static Append append(ExpectedSequence expected, NewEvent... events) {
        return new Append(List.of(events), expected, Set.of());
    }

    private static List<Long> sequences(AppendOutcome outcome) {
        return outcome.result().events().stream().map(AppendedEvent::sequence).toList();
    }

    @Test
    void each_append_finds_the_streams_as_those_before_it_leave_them() {
        AppendGroup group = new AppendGroup(List.of(
                append(ExpectedSequence.exactly(7), event("1", A), event("2", A)),
                append(ExpectedSequence.any(), event("3", B), event("4", A)),
                append(ExpectedSequence.exactly(10), event("5", A))));

        AppendGroup.Sequenced sequenced = group.sequenced(Map.of(A, 7L, B, 0L));

        assertThat(sequenced.events()).extracting(StoredEvent::id).containsExactly("1", "2", "3", "4", "5");
        assertThat(sequenced.events()).extracting(StoredEvent::sequence).containsExactly(8L, 9L, 1L, 10L, 11L);
        assertThat(sequenced.outcomes())
                .extracting(AppendGroupTest::sequences)
                .containsExactly(List.of(8L, 9L), List.of(1L, 10L), List.of(11L));
    }

    @Test
    void of_two_that_expect_the_same_the_second_learns_where_the_first_has_left_the_stream() {
        AppendGroup group = new AppendGroup(List.of(
                append(ExpectedSequence.exactly(3), event("1", A), event("2", A)),
                append(ExpectedSequence.exactly(3), event("3", A), event("4", B)),
                append(ExpectedSequence.any(), event("5", B))));

        AppendGroup.Sequenced sequenced = group.sequenced(Map.of(A, 3L));

        assertThat(sequenced.events()).extracting(StoredEvent::id).containsExactly("1", "2", "5");
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(sequenced.outcomes().get(1)::result)
                .satisfies(conflict -> {
                    assertThat(conflict.getStream()).isEqualTo(A);
                    assertThat(conflict.getExpected()).isEqualTo(ExpectedSequence.exactly(3));
                    assertThat(conflict.getFound()).isEqualTo(5);
                });
        assertThat(sequences(sequenced.outcomes().get(2))).containsExactly(1L);
    }

    @Test
    void streams_that_are_only_named_are_checked_too() {
        AppendGroup group = new AppendGroup(List.of(
                append(ExpectedSequence.perStream(Map.of(B, ExpectedSequence.noStream())), event("1", A)),
                append(ExpectedSequence.any(), event("2", B)),
                append(ExpectedSequence.perStream(Map.of(B, ExpectedSequence.noStream())), event("3", A))));

        assertThat(group.checkedStreams()).containsExactly(A, B);
        assertThat(group.sequenced(Map.of()).events())
                .extracting(StoredEvent::id)
                .containsExactly("1", "2");
    }

    @Test
    void where_streams_are_is_what_their_appends_expect() {
        AppendGroup group = new AppendGroup(List.of(
                append(ExpectedSequence.exactly(3), event("1", A), event("2", A)),
                append(ExpectedSequence.noStream(), event("3", B))));

        assertThat(group.expectedSequences()).hasValue(Map.of(A, 3L, B, 0L));
    }

    /** What is expected of a second stream is not proved if the append does not hold. */
    @Test
    void unless_one_of_them_does_not_say_or_touches_several_or_another_ones_stream() {
        Append first = append(ExpectedSequence.exactly(3), event("1", A));
        ExpectedSequence ofBoth =
                ExpectedSequence.perStream(Map.of(A, ExpectedSequence.exactly(3), B, ExpectedSequence.noStream()));

        assertThat(List.of(
                        List.of(first, append(ExpectedSequence.any(), event("2", B))),
                        List.of(first, append(ExpectedSequence.streamExists(), event("2", B))),
                        List.of(first, append(ExpectedSequence.exactly(4), event("2", A))),
                        List.of(append(ExpectedSequence.exactly(3), event("2", A), event("3", B))),
                        List.of(append(ofBoth, event("1", A)))))
                .allSatisfy(appends ->
                        assertThat(new AppendGroup(appends).expectedSequences()).isEmpty());
    }

    @Test
    void as_one_append_each_still_has_its_own_answer() {
        AppendGroup group = new AppendGroup(List.of(
                append(ExpectedSequence.any(), event("1", A), event("2", A)),
                append(ExpectedSequence.any(), event("3", A))));

        Append one = group.asOne();
        List<AppendOutcome> outcomes = group.outcomes(AppendResult.stored(one.sequenced(Map.of(A, 4L))));

        assertThat(one.expected()).isEqualTo(ExpectedSequence.any());
        assertThat(outcomes).extracting(AppendGroupTest::sequences).containsExactly(List.of(5L, 6L), List.of(7L));
    }
}
