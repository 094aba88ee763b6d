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
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Section 1: the time of an event. */
interface TimeContract extends StoreFixture {

    private void assertStored(StreamId stream, List<String> given, List<String> stored) {
        AppendResult result = store().storeEvents(given.stream()
                .map(time -> event(stream).created(Instant.parse(time)).build())
                .toList());

        List<Instant> times = stored.stream().map(Instant::parse).toList();
        assertThat(result.events()).extracting(AppendedEvent::created).isEqualTo(times);
        assertThat(assertLength(this, stream, given.size()))
                .extracting(StoredEvent::created)
                .isEqualTo(times);
    }

    private void assertComesBack(String... times) {
        assertStored(newStream(), List.of(times), List.of(times));
    }

    @Test
    default void microseconds_are_kept() {
        assertComesBack(
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05.1Z",
                "2026-01-02T03:04:05.000001Z",
                "2026-01-02T03:04:05.999999Z");
    }

    @Test
    default void more_digits_are_cut_and_the_answer_shows_what_was_stored() {
        assertStored(
                newStream(),
                List.of(
                        "2026-01-02T03:04:05.123456789Z",
                        "2026-12-31T23:59:59.999999999Z",
                        "1969-12-31T23:59:59.1234567Z"),
                List.of("2026-01-02T03:04:05.123456Z", "2026-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.123456Z"));
    }

    @Test
    default void an_instant_is_the_same_whatever_the_clocks_do_then() {
        assertComesBack(
                "2026-03-29T00:59:59.999999Z",
                "2026-03-29T01:00:00Z",
                "2026-03-29T01:30:00Z",
                "2026-03-29T02:30:00Z",
                "2026-03-29T03:30:00Z",
                "2026-10-25T00:30:00Z",
                "2026-10-25T01:30:00Z",
                "2026-10-25T02:30:00Z",
                "2026-03-08T07:30:00Z",
                "2026-11-01T05:30:00Z",
                "2026-11-01T06:30:00Z");
    }

    @Test
    default void the_years_1_to_9999_are_kept() {
        assertComesBack(
                "0001-01-01T00:00:00Z",
                "1582-10-10T12:00:00Z",
                "1892-03-31T23:59:59.000001Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2038-01-19T03:14:08Z",
                "9999-12-31T23:59:59.999999Z");
    }

    @Test
    default void other_years_are_refused() {
        StreamId stream = newStream();
        store().storeEvents(List.of(event(stream).build()));

        Stream.of(
                        "0000-12-31T23:59:59.999999Z",
                        "+10000-01-01T00:00:00Z",
                        Instant.MIN.toString(),
                        Instant.MAX.toString())
                .forEach(time -> assertThatExceptionOfType(InvalidEventException.class)
                        .isThrownBy(() -> store().storeEvents(List.of(
                                event(stream).created(Instant.parse(time)).build())))
                        .satisfies(error -> assertThat(error.getField()).isEqualTo("created")));

        assertLength(this, stream, 1);
    }

    @Test
    default void a_missing_time_is_that_of_the_append() {
        StreamId stream = newStream();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);

        AppendResult result = store().storeEvents(List.of(event(stream).build()));

        StoredEvent event = assertLength(this, stream, 1).get(0);
        assertThat(event.created())
                .isBetween(before, Instant.now())
                .isEqualTo(event.created().truncatedTo(ChronoUnit.MICROS));
        assertThat(result.events()).extracting(AppendedEvent::created).containsExactly(event.created());
    }

    @Test
    default void times_need_not_go_up_within_a_stream() {
        assertComesBack("2026-01-02T00:00:00Z", "2025-01-02T00:00:00Z", "2026-01-02T00:00:00Z");
    }
}
