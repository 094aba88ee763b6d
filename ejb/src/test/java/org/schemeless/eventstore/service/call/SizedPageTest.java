/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.SliceSize;

class SizedPageTest {

    private static final int BYTES = 100_000;

    @Test
    void small_events_fill_the_page_by_their_number() {
        assertThat(sizes(new SizedPage(100, BYTES), 10, 1000)).containsExactly(25, 64, 11);
        assertThat(sizes(new SizedPage(7, BYTES), 10, 1000)).containsExactly(7);
    }

    @Test
    void many_small_events_are_not_read_at_once_for_large_ones_may_follow() {
        assertThat(sizes(new SizedPage(1000, BYTES), 10, 2000))
                .allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(64));
    }

    @Test
    void large_events_fill_it_by_their_bytes() {
        assertThat(sizes(new SizedPage(1000, BYTES), 2_000, 1000)).containsExactly(25, 25);
        assertThat(sizes(new SizedPage(1000, BYTES), 50_000, 1000)).containsExactly(25);
    }

    @Test
    void a_page_has_one_event_however_large() {
        assertThat(sizes(new SizedPage(1, BYTES), 10 * BYTES, 3)).containsExactly(1);
    }

    @Test
    void a_page_that_may_have_nothing_has_one_event_too() {
        for (long none : List.of(0L, -1L)) {
            SizedPage page = new SizedPage(10, none);
            assertThat(page.isFull()).isFalse();
            assertThat(sizes(page, 10, 3)).containsExactly(1);
        }
    }

    @Test
    void many_small_slices_do_not_spoil_the_next() {
        SizedPage sizedPage = new SizedPage(1000, BYTES);
        for (int i = 1; i <= 40; i++) {
            sizedPage.add(List.of(event(i, 10)));
            assertThat(sizedPage.next()).isBetween(1, 1000 - i);
        }
    }

    @Test
    void after_a_large_event_slices_are_small() {
        SizedPage sizedPage = new SizedPage(1000, BYTES);
        sizedPage.add(List.of(event(1, 40_000)));
        assertThat(sizedPage.next()).isEqualTo(1);
    }

    /** The shares of a slice are no more than what is left of the page. */
    @Test
    void a_storage_that_leaves_large_events_out_reads_a_usual_page_at_once() {
        SliceSize slices = new SliceSize(BYTES);
        assertThat(slices.nextOfShares(1000)).isEqualTo(100);
        assertThat(slices.share(100)).isEqualTo(BYTES / 100);

        StoredEvent large = event(1, BYTES / 4);
        slices.read(large);
        slices.add(large);
        assertThat(slices.nextOfShares(1000)).isEqualTo(3);
        assertThat(slices.share(3)).isEqualTo(BYTES / 4);
        assertThat(slices.nextOfShares(2)).isEqualTo(2);
    }

    @Test
    void an_event_that_is_in_two_slices_is_in_the_page_once() {
        SizedPage sizedPage = new SizedPage(3, BYTES);
        sizedPage.add(List.of(event(1, 10), event(2, 10)));
        sizedPage.add(List.of(event(2, 10)));
        assertThat(sizedPage.isFull()).isFalse();
        assertThat(sizedPage.events()).extracting(StoredEvent::sequence).containsExactly(1L, 2L);
    }

    /** The sizes of the slices until the page is full, of a stream of so many events. */
    private static List<Integer> sizes(SizedPage sizedPage, int characters, int events) {
        List<Integer> sizes = new ArrayList<>();
        int read = 0;
        while (!sizedPage.isFull() && read < events) {
            int next = sizedPage.next();
            sizes.add(next);
            sizedPage.add(LongStream.rangeClosed(read + 1, read + next)
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
