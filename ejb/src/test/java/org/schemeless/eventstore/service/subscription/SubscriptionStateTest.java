/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;
import org.schemeless.eventstore.UnreadableEventException;

class SubscriptionStateTest {

    private static final int ATTEMPTS = 2;
    private static final StreamId STREAM = StreamId.of("account", "1");
    private static final RuntimeException BUG = new IllegalStateException("a bug");

    private long now;

    private final SubscriptionState state = new SubscriptionState(
            new Subscription() {
                @Override
                public String name() {
                    return "mine";
                }

                @Override
                public void handle(List<StoredEvent> events) {
                    // the test says how it ends
                }
            },
            ATTEMPTS,
            () -> now);

    @Test
    void one_run_begins_at_a_time() {
        assertThat(state.begins(1)).isTrue();
        assertThat(state.begins(1)).isFalse();
    }

    @Test
    void nothing_begins_at_the_end_of_the_log_until_it_grows() {
        state.begins(5);
        state.reached(5);

        assertThat(state.begins(5)).isFalse();
        assertThat(state.hasMore()).isFalse();
        assertThat(state.begins(6)).isTrue();
    }

    @Test
    void what_is_appended_during_the_last_batch_is_not_overlooked() {
        state.begins(5);
        assertThat(state.begins(6)).isFalse();
        state.reached(5);

        assertThat(state.hasMore()).isTrue();
    }

    @Test
    void a_full_batch_is_followed_by_the_next() {
        state.begins(5);
        state.reached(3);

        assertThat(state.hasMore()).isTrue();
        assertThat(state.begins(0)).isTrue();
    }

    @Test
    void after_a_failure_it_waits() {
        state.begins(1);
        state.failed(BUG);

        assertThat(state.hasMore()).isFalse();
        assertThat(state.begins(1)).isFalse();
        assertThat(state.status().stopped()).isFalse();
        assertThat(state.status().failure()).contains("a bug");

        now += Duration.ofSeconds(1).toNanos();
        assertThat(state.begins(1)).isTrue();
    }

    @Test
    void it_stops_when_its_attempts_are_used_up_and_goes_on_when_restarted() {
        state.begins(1);
        state.failed(BUG);
        state.failed(BUG);

        assertThat(state.status().stopped()).isTrue();
        assertThat(state.status().attempts()).isEqualTo(ATTEMPTS);
        assertThat(state.begins(9)).isFalse();

        state.restart();
        assertThat(state.status().stopped()).isFalse();
        assertThat(state.begins(9)).isTrue();
    }

    @Test
    void a_stop_is_to_be_told_and_so_is_its_end() {
        state.begins(1);
        state.failed(BUG);
        assertThat(state.takeUntold()).isFalse();
        state.failed(BUG);

        assertThat(state.takeUntold()).isTrue();
        assertThat(state.takeUntold()).isFalse();
        assertThat(state.stop(4)).hasValueSatisfying(stop -> {
            assertThat(stop.position()).isEqualTo(5);
            assertThat(stop.cause()).isEqualTo("java.lang.IllegalStateException: a bug");
        });

        state.giveBackUntold();
        assertThat(state.takeUntold()).isTrue();

        state.restart();
        assertThat(state.takeUntold()).isTrue();
        assertThat(state.stop(4)).isEmpty();
    }

    /** The node may have stopped in an earlier life. */
    @Test
    void the_first_success_is_to_be_told() {
        assertThat(state.takeUntold()).isFalse();
        state.reached(1);
        assertThat(state.takeUntold()).isTrue();
        state.reached(2);
        assertThat(state.takeUntold()).isFalse();
    }

    @Test
    void a_success_in_between_gives_all_attempts_back() {
        state.failed(BUG);
        state.reached(1);
        state.failed(BUG);

        assertThat(state.status().stopped()).isFalse();
    }

    @Test
    void a_backend_that_cannot_answer_stops_nobody() {
        for (int i = 0; i < 100; i++) {
            assertThat(state.begins(1)).isTrue();
            state.heldUp(BUG);
            assertThat(state.begins(1)).isFalse();
            now += Duration.ofSeconds(30).toNanos();
        }

        assertThat(state.status().stopped()).isFalse();
        assertThat(state.status().failure()).contains("a bug");
    }

    @Test
    void while_another_node_is_at_it_this_one_looks_again_at_the_next_wake_up_only() {
        state.begins(5);
        state.elsewhere();

        assertThat(state.hasMore()).isFalse();
        assertThat(state.begins(5)).isTrue();
    }

    private static StoredEvent event(long position) {
        return new StoredEvent(
                "id-" + position,
                STREAM,
                position,
                position,
                "happened",
                JsonText.of(1),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    private void isGiven(long... positions) throws Exception {
        state.subscription()
                .handle(LongStream.of(positions)
                        .mapToObj(SubscriptionStateTest::event)
                        .toList());
    }

    private static ConcurrencyError race(ExpectedSequence.ForStream expected, long found) {
        return new ConcurrencyError(STREAM, expected, found);
    }

    private Duration loses(ConcurrencyError race) {
        return state.lost(race, race);
    }

    @Test
    void a_batch_that_failed_is_handled_one_by_one_until_the_event_is_found() throws Exception {
        assertThat(state.subscription().batchSize()).isEqualTo(100);
        state.begins(9);
        isGiven(4, 5, 6);
        state.failed(BUG);

        assertThat(state.status().failedEvent()).isNull();
        assertThat(state.subscription().batchSize()).isEqualTo(1);
        isGiven(4);
        state.reached(4);
        isGiven(5);
        state.failed(BUG);
        state.failed(BUG);

        assertThat(state.status().stopped()).isTrue();
        assertThat(state.status().failedEvent()).isEqualTo(new FailedEvent("id-5", "happened", STREAM, 5));
        assertThat(state.status().failure())
                .contains("IllegalStateException: a bug", "at " + getClass().getName());
        state.restart();
        isGiven(5);
        state.reached(5);
        assertThat(state.subscription().batchSize()).isEqualTo(1);
        state.reached(6);
        assertThat(state.subscription().batchSize()).isEqualTo(100);
    }

    /** The batch is read before any of it is given. */
    @Test
    void a_batch_of_which_an_event_cannot_be_read_is_read_one_by_one_until_the_event_is_found() throws Exception {
        RuntimeException unreadable = new UnreadableEventException("id-5", "a part of it is lost", null);
        state.begins(9);
        isGiven(3);
        state.reached(3);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            now += Duration.ofMinutes(1).toNanos();
            state.begins(9);
            state.failed(unreadable);
            assertThat(state.subscription().batchSize()).isEqualTo(1);
            if (attempt == 1) {
                assertThat(state.status().stopped()).isFalse();
                now += Duration.ofMinutes(1).toNanos();
                state.begins(9);
                isGiven(4);
                state.reached(4);
            }
        }
        now += Duration.ofMinutes(1).toNanos();
        state.begins(9);
        state.failed(unreadable);

        assertThat(state.status().stopped()).isTrue();
        assertThat(state.stop(4)).hasValueSatisfying(stop -> {
            assertThat(stop.position()).isEqualTo(5);
            assertThat(stop.cause()).contains("id-5");
        });
    }

    @Test
    void a_cause_is_as_long_as_every_storage_can_keep_it() {
        String long1 = "x".repeat(600);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            state.failed(new IllegalStateException(long1, new IllegalArgumentException(long1)));
        }

        assertThat(state.stop(0))
                .hasValueSatisfying(stop -> assertThat(stop.cause())
                        .hasSize(1_000)
                        .startsWith("java.lang.IllegalStateException: x")
                        .endsWith("…"));
    }

    @Test
    void it_never_stops_at_several_events() throws Exception {
        state.begins(9);
        isGiven(4, 5);
        state.failed(BUG);
        isGiven(4, 5);
        state.failed(BUG);
        assertThat(state.status().stopped()).isFalse();

        isGiven(4);
        state.failed(BUG);
        assertThat(state.status().stopped()).isTrue();
    }

    @Test
    void lost_races_count_as_no_failure_and_are_repeated_soon() {
        for (int i = 0; i < 100; i++) {
            assertThat(state.begins(1)).isTrue();
            Duration pause = loses(race(ExpectedSequence.exactly(i), i + 1));
            assertThat(pause).isBetween(Duration.ofMillis(2), Duration.ofMillis(500));
            assertThat(state.begins(1)).isFalse();
            now += pause.toNanos();
        }

        assertThat(state.status().stopped()).isFalse();
        assertThat(state.status().attempts()).isZero();
        assertThat(state.status().lostRaces()).isEqualTo(100);
    }

    @Test
    void who_expects_nothing_that_contradicts_the_stream_has_lost_a_race_each_time() {
        for (int i = 0; i < 100; i++) {
            loses(race(ExpectedSequence.any(), 7));
            loses(race(ExpectedSequence.streamExists(), 7));
        }

        assertThat(state.status().attempts()).isZero();
    }

    @Test
    void who_expects_again_what_was_in_vain_fails() {
        loses(race(ExpectedSequence.exactly(3), 5));
        assertThat(state.status().attempts()).isZero();

        assertThat(loses(race(ExpectedSequence.exactly(3), 6))).isZero();
        assertThat(loses(race(ExpectedSequence.exactly(3), 7))).isZero();

        assertThat(state.status().stopped()).isTrue();
    }
}
