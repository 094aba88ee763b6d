/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.schemeless.eventstore.Proxies.proxy;

import java.lang.reflect.Method;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.PendingPositions;

/** The log in a transaction of the caller's whose snapshot is empty, and before a backlog. */
class LogTest {

    private static final int COMMITTED = 60;

    private final EventStorage storage = proxy(EventStorage.class, this::answer);
    private final FailureTranslation failures = Made.by(FailureTranslation.class, storage);
    private final OwnTransaction own = new OwnTransaction() {
        @Override
        public <T> T call(Supplier<T> work) {
            boolean before = isInSnapshot;
            isInSnapshot = false;
            try {
                return work.get();
            } finally {
                isInSnapshot = before;
            }
        }
    };
    private final CallerTransaction caller = new CallerTransaction() {
        @Override
        public boolean isActive() {
            return isInSnapshot;
        }
    };
    private final Log log = new Log(
            storage, storage, new PositionAssignment(storage, caller, own, failures, new Retries()), new Sequencer());
    private boolean isInSnapshot;
    private int backlog;
    private boolean stuck;
    private long last = COMMITTED;

    /** What a sequencer does before the next look at what has no position. */
    private Runnable sequencing = () -> {};

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "readLog" -> page((Long) arguments[0], (Integer) arguments[1]);
            case "lastPosition" -> isInSnapshot ? 0L : last;
            case "pendingPositions" -> pending();
            case "hasPendingPositions" -> {
                sequencing.run();
                yield backlog > 0;
            }
            case "exclusively" -> ((Supplier<?>) arguments[0]).get();
            case "assignPositions" -> !stuck && --backlog > 0;
            default -> throw new AssertionError(method.getName());
        };
    }

    private Optional<PendingPositions> pending() {
        return backlog > 0 ? Optional.of(new Backlog()) : Optional.empty();
    }

    private final class Backlog implements PendingPositions {

        @Override
        public boolean remain() {
            return backlog > 0;
        }

        @Override
        public BigInteger mark() {
            return BigInteger.TEN;
        }
    }

    private List<StoredEvent> page(long after, int limit) {
        List<StoredEvent> events = new ArrayList<>();
        long end = isInSnapshot ? 0 : COMMITTED;
        for (long position = after + 1; position <= Math.min(end, after + limit); position++) {
            events.add(new StoredEvent(
                    "e" + position,
                    StreamId.of("stream"),
                    position,
                    position,
                    "type",
                    JsonText.parse("1"),
                    null,
                    null,
                    null,
                    Instant.EPOCH));
        }
        return events;
    }

    @Test
    void a_page_is_read_as_it_is_committed_also_in_a_transaction_that_saw_less() {
        isInSnapshot = true;

        assertThat(log.read(0, 50)).hasSize(50);
        assertThat(log.read(50, 50)).hasSize(10);
        assertThat(log.readNext(0, 5)).hasSize(5);
    }

    @Test
    void who_pages_in_such_a_transaction_comes_to_the_end() {
        isInSnapshot = true;

        LogPage first = new LogScan(log, 0, 50, LogFilter.all(), 1_000).page();
        LogPage second = new LogScan(log, first.position(), 50, LogFilter.all(), 1_000).page();

        assertThat(first.events()).hasSize(50);
        assertThat(first.hasMore()).isTrue();
        assertThat(second.events()).hasSize(10);
        assertThat(second.hasMore()).isFalse();
    }

    /** Three events were committed before the call and have no position yet. */
    @Test
    void a_full_page_is_not_the_last_if_a_sequencer_comes_between_the_looks_at_the_end() {
        backlog = 3;
        sequencing = () -> {
            last += backlog;
            backlog = 0;
        };

        assertThat(new LogScan(log, COMMITTED - 50, 50, LogFilter.all(), 1_000)
                        .page()
                        .hasMore())
                .isTrue();
    }

    @Test
    void who_asks_with_no_mark_of_an_answer_is_told_so() {
        for (String until : List.of("", "x", "-1", "1".repeat(39))) {
            assertThatThrownBy(() -> log.end(until))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContainingAll("until", "\"" + until + "\"");
        }
    }

    @Test
    void who_begins_at_the_end_has_all_numbered_that_was_committed_before() {
        backlog = 1_000;

        log.assignPositions();

        assertThat(backlog).isZero();
    }

    /** An event before it was taken away by hand: the storage passes it by, and it stays without a position. */
    @Test
    void who_begins_at_the_end_does_not_wait_for_ever_for_what_gets_no_position() {
        backlog = 1;
        stuck = true;

        assertTimeoutPreemptively(Duration.ofMinutes(1), log::assignPositions);

        assertThat(backlog).isOne();
    }
}
