/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

class SlicesTest {

    private static final int BYTES = 100_000;

    @Test
    void small_events_fill_the_page_by_their_number() {
        assertThat(sizes(new Slices(100, BYTES), 10, 1000)).containsExactly(25, 64, 11);
        assertThat(sizes(new Slices(7, BYTES), 10, 1000)).containsExactly(7);
    }

    @Test
    void many_small_events_are_not_read_at_once_for_large_ones_may_follow() {
        assertThat(sizes(new Slices(1000, BYTES), 10, 2000))
                .allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(64));
    }

    @Test
    void large_events_fill_it_by_their_bytes() {
        assertThat(sizes(new Slices(1000, BYTES), 2_000, 1000)).containsExactly(25, 25);
        assertThat(sizes(new Slices(1000, BYTES), 50_000, 1000)).containsExactly(25);
    }

    @Test
    void a_page_has_one_event_however_large() {
        assertThat(sizes(new Slices(1, BYTES), 10 * BYTES, 3)).containsExactly(1);
    }

    @Test
    void many_small_slices_do_not_spoil_the_next() {
        Slices slices = new Slices(1000, BYTES);
        for (int i = 1; i <= 40; i++) {
            slices.add(List.of(event(i, 10)));
            assertThat(slices.next()).isBetween(1, 1000 - i);
        }
    }

    @Test
    void after_a_large_event_slices_are_small() {
        Slices slices = new Slices(1000, BYTES);
        slices.add(List.of(event(1, 40_000)));
        assertThat(slices.next()).isEqualTo(1);
    }

    @Test
    void an_event_that_is_in_two_slices_is_in_the_page_once() {
        Slices slices = new Slices(3, BYTES);
        slices.add(List.of(event(1, 10), event(2, 10)));
        slices.add(List.of(event(2, 10)));
        assertThat(slices.isFull()).isFalse();
        assertThat(slices.events()).extracting(StoredEvent::sequence).containsExactly(1L, 2L);
    }

    /** The sizes of the slices until the page is full, of a stream of so many events. */
    private static List<Integer> sizes(Slices slices, int characters, int events) {
        List<Integer> sizes = new ArrayList<>();
        int read = 0;
        while (!slices.isFull() && read < events) {
            int next = slices.next();
            sizes.add(next);
            slices.add(LongStream.rangeClosed(read + 1, read + next)
                    .mapToObj(sequence -> event(sequence, characters))
                    .toList());
            read += next;
        }
        return sizes;
    }

    private static StoredEvent event(long sequence, int characters) {
        return new StoredEvent(
                "e" + sequence,
                StreamId.of("d"),
                sequence,
                null,
                "t",
                JsonText.string("x".repeat(characters - 2)),
                null,
                null,
                null,
                Instant.EPOCH);
    }
}
