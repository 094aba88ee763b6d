/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.InvalidEventException;

class LogTailTest {

    private static final long EVER = Long.MAX_VALUE;

    private final PageSize size = new PageSize();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 1000, 65_535})
    void the_end_is_found_by_few_reads_wherever_it_is(int events) {
        Log log = Log.of(events);
        LogTail tail = new LogTail(log);
        assertThat(tail.locate(null).position()).isEqualTo(events);
        assertThat(log.reads).isLessThanOrEqualTo(33);
    }

    @Test
    void an_end_that_was_found_is_not_searched_again() {
        Log log = Log.of(1000);
        LogTail tail = new LogTail(log);
        tail.locate(null);
        log.reads = 0;
        assertThat(tail.locate(null).position()).isEqualTo(1000);
        assertThat(log.reads).isOne();
        log.and(1, "1");
        assertThat(tail.locate(null).position()).isEqualTo(1001);
    }

    @Test
    void who_is_up_to_date_is_given_the_last_page_without_another_read() {
        Log log = Log.of(10);
        LogTail tail = new LogTail(log);
        tail.locate(null);
        log.and(5, "1");
        tail.refresh();
        log.reads = 0;
        assertThat(tail.after(10, EVER, size, false)).isEqualTo(log.events.subList(10, 15));
        assertThat(tail.after(13, EVER, size, false)).isEqualTo(log.events.subList(13, 15));
        assertThat(tail.after(15, EVER, size, false)).isEmpty();
        assertThat(log.reads).isZero();
    }

    /** What stays in memory is not what an erasure takes away. */
    @Test
    void a_page_with_personal_members_is_not_kept() {
        Log log = Log.of(10);
        LogTail tail = new LogTail(log);
        tail.locate(null);
        log.and(1, "1").andPersonal();
        tail.refresh();
        log.reads = 0;
        assertThat(tail.after(10, EVER, size, false)).isEqualTo(log.events.subList(10, 12));
        assertThat(tail.after(10, EVER, size, false)).isEqualTo(log.events.subList(10, 12));
        assertThat(log.reads).isEqualTo(2);
    }

    @Test
    void who_is_behind_reads_up_to_the_end_that_was_seen() {
        Log log = Log.of(10);
        LogTail tail = new LogTail(log);
        tail.locate(null);
        log.and(5, "1");
        assertThat(tail.after(4, EVER, size, false)).isEqualTo(log.events.subList(4, 10));
        assertThat(tail.after(10, EVER, size, false)).isEmpty();
    }

    @Test
    void nobody_gets_more_than_asked_for() {
        Log log = Log.of(10);
        LogTail tail = new LogTail(log);
        tail.locate(null);
        log.and(5, "1");
        tail.refresh();
        assertThat(tail.after(8, 12, size, false)).isEqualTo(log.events.subList(8, 12));
        assertThat(tail.after(10, 12, size, false)).isEqualTo(log.events.subList(10, 12));
        assertThat(tail.after(12, 12, size, false)).isEmpty();
    }

    @Test
    void whatever_has_come_is_looked_at_also_if_it_is_more_than_a_page() {
        Log log = Log.of(0);
        LogTail tail = new LogTail(log);
        log.and(5000, "1");
        boolean isMore = true;
        while (isMore) {
            isMore = tail.refresh();
        }
        long position = 0;
        while (position < 5000) {
            assertThat(tail.after(position, EVER, size, false).get(0).position())
                    .isEqualTo(position + 1);
            position += tail.after(position, EVER, size, false).size();
        }
        assertThat(tail.after(position, EVER, size, false)).isEmpty();
    }

    @Test
    void a_log_that_is_shorter_than_it_was_is_noticed_also_after_its_end_was_asked_for() {
        Log log = Log.of(10);
        LogTail tail = new LogTail(log);
        tail.locate(null);
        log.events.subList(5, 10).clear();
        assertThat(tail.locate(null).position()).isEqualTo(5);
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(tail::refresh);
        tail.startOver();
        assertThat(tail.refresh()).isFalse();
        log.and(1, "1");
        assertThat(tail.refresh()).isTrue();
        assertThat(tail.after(5, EVER, size, false)).isEqualTo(log.events.subList(5, 6));
    }

    @Test
    void pages_of_large_events_have_few_of_them() {
        Log log = Log.of(1000).and(1000, "\"" + "x".repeat(100_000) + "\"");
        PageSize adapting = new PageSize();
        adapting.adapt(log.read(0, 256, false));
        adapting.adapt(log.read(0, 256, false));
        assertThat(adapting.limit()).isEqualTo(64);
        adapting.adapt(log.read(1000, 256, false));
        assertThat(adapting.limit()).isEqualTo(2);
        adapting.adapt(log.read(0, 2, false));
        assertThat(adapting.limit()).isEqualTo(8);
    }
}
