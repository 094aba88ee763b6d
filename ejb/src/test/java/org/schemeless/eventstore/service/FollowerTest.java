/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

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

class FollowerTest {

    private static final int ATTEMPTS = 2;
    private static final StreamId STREAM = StreamId.of("account", "1");
    private static final RuntimeException BUG = new IllegalStateException("a bug");

    private long now;

    private final Follower follower = new Follower(
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
        assertThat(follower.begins(1)).isTrue();
        assertThat(follower.begins(1)).isFalse();
    }

    @Test
    void nothing_begins_at_the_end_of_the_log_until_it_grows() {
        follower.begins(5);
        follower.reached(5);

        assertThat(follower.begins(5)).isFalse();
        assertThat(follower.hasMore()).isFalse();
        assertThat(follower.begins(6)).isTrue();
    }

    @Test
    void what_is_appended_during_the_last_batch_is_not_overlooked() {
        follower.begins(5);
        assertThat(follower.begins(6)).isFalse();
        follower.reached(5);

        assertThat(follower.hasMore()).isTrue();
    }

    @Test
    void a_full_batch_is_followed_by_the_next() {
        follower.begins(5);
        follower.reached(3);

        assertThat(follower.hasMore()).isTrue();
        assertThat(follower.begins(0)).isTrue();
    }

    @Test
    void after_a_failure_it_waits() {
        follower.begins(1);
        follower.failed(BUG);

        assertThat(follower.hasMore()).isFalse();
        assertThat(follower.begins(1)).isFalse();
        assertThat(follower.status().stopped()).isFalse();
        assertThat(follower.status().failure()).contains("a bug");

        now += Duration.ofSeconds(1).toNanos();
        assertThat(follower.begins(1)).isTrue();
    }

    @Test
    void it_stops_when_its_attempts_are_used_up_and_goes_on_when_restarted() {
        follower.begins(1);
        follower.failed(BUG);
        follower.failed(BUG);

        assertThat(follower.status().stopped()).isTrue();
        assertThat(follower.status().attempts()).isEqualTo(ATTEMPTS);
        assertThat(follower.begins(9)).isFalse();

        follower.restart();
        assertThat(follower.status().stopped()).isFalse();
        assertThat(follower.begins(9)).isTrue();
    }

    @Test
    void a_stop_is_to_be_told_and_so_is_its_end() {
        follower.begins(1);
        follower.failed(BUG);
        assertThat(follower.takeUntold()).isFalse();
        follower.failed(BUG);

        assertThat(follower.takeUntold()).isTrue();
        assertThat(follower.takeUntold()).isFalse();
        assertThat(follower.stop(4)).hasValueSatisfying(stop -> {
            assertThat(stop.position()).isEqualTo(5);
            assertThat(stop.cause()).isEqualTo("java.lang.IllegalStateException: a bug");
        });

        follower.giveBackUntold();
        assertThat(follower.takeUntold()).isTrue();

        follower.restart();
        assertThat(follower.takeUntold()).isTrue();
        assertThat(follower.stop(4)).isEmpty();
    }

    /** The node may have stopped in an earlier life. */
    @Test
    void the_first_success_is_to_be_told() {
        assertThat(follower.takeUntold()).isFalse();
        follower.reached(1);
        assertThat(follower.takeUntold()).isTrue();
        follower.reached(2);
        assertThat(follower.takeUntold()).isFalse();
    }

    @Test
    void a_success_in_between_gives_all_attempts_back() {
        follower.failed(BUG);
        follower.reached(1);
        follower.failed(BUG);

        assertThat(follower.status().stopped()).isFalse();
    }

    @Test
    void a_backend_that_cannot_answer_stops_nobody() {
        for (int i = 0; i < 100; i++) {
            assertThat(follower.begins(1)).isTrue();
            follower.heldUp(BUG);
            assertThat(follower.begins(1)).isFalse();
            now += Duration.ofSeconds(30).toNanos();
        }

        assertThat(follower.status().stopped()).isFalse();
        assertThat(follower.status().failure()).contains("a bug");
    }

    @Test
    void while_another_node_is_at_it_this_one_looks_again_at_the_next_wake_up_only() {
        follower.begins(5);
        follower.elsewhere();

        assertThat(follower.hasMore()).isFalse();
        assertThat(follower.begins(5)).isTrue();
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
        follower.subscription()
                .handle(LongStream.of(positions).mapToObj(FollowerTest::event).toList());
    }

    private static ConcurrencyError race(ExpectedSequence.ForStream expected, long found) {
        return new ConcurrencyError(STREAM, expected, found);
    }

    private Duration loses(ConcurrencyError race) {
        return follower.lost(race, race);
    }

    @Test
    void a_batch_that_failed_is_handled_one_by_one_until_the_event_is_found() throws Exception {
        assertThat(follower.subscription().batchSize()).isEqualTo(100);
        follower.begins(9);
        isGiven(4, 5, 6);
        follower.failed(BUG);

        assertThat(follower.status().failedEvent()).isNull();
        assertThat(follower.subscription().batchSize()).isEqualTo(1);
        isGiven(4);
        follower.reached(4);
        isGiven(5);
        follower.failed(BUG);
        follower.failed(BUG);

        assertThat(follower.status().stopped()).isTrue();
        assertThat(follower.status().failedEvent()).isEqualTo(new FailedEvent("id-5", "happened", STREAM, 5));
        assertThat(follower.status().failure())
                .contains("IllegalStateException: a bug", "at " + getClass().getName());
        follower.restart();
        isGiven(5);
        follower.reached(5);
        assertThat(follower.subscription().batchSize()).isEqualTo(1);
        follower.reached(6);
        assertThat(follower.subscription().batchSize()).isEqualTo(100);
    }

    @Test
    void it_never_stops_at_several_events() throws Exception {
        follower.begins(9);
        isGiven(4, 5);
        follower.failed(BUG);
        isGiven(4, 5);
        follower.failed(BUG);
        assertThat(follower.status().stopped()).isFalse();

        isGiven(4);
        follower.failed(BUG);
        assertThat(follower.status().stopped()).isTrue();
    }

    @Test
    void lost_races_count_as_no_failure_and_are_repeated_soon() {
        for (int i = 0; i < 100; i++) {
            assertThat(follower.begins(1)).isTrue();
            Duration pause = loses(race(ExpectedSequence.exactly(i), i + 1));
            assertThat(pause).isBetween(Duration.ofMillis(2), Duration.ofMillis(500));
            assertThat(follower.begins(1)).isFalse();
            now += pause.toNanos();
        }

        assertThat(follower.status().stopped()).isFalse();
        assertThat(follower.status().attempts()).isZero();
        assertThat(follower.status().lostRaces()).isEqualTo(100);
    }

    @Test
    void who_expects_nothing_that_contradicts_the_stream_has_lost_a_race_each_time() {
        for (int i = 0; i < 100; i++) {
            loses(race(ExpectedSequence.any(), 7));
            loses(race(ExpectedSequence.streamExists(), 7));
        }

        assertThat(follower.status().attempts()).isZero();
    }

    @Test
    void who_expects_again_what_was_in_vain_fails() {
        loses(race(ExpectedSequence.exactly(3), 5));
        assertThat(follower.status().attempts()).isZero();

        assertThat(loses(race(ExpectedSequence.exactly(3), 6))).isZero();
        assertThat(loses(race(ExpectedSequence.exactly(3), 7))).isZero();

        assertThat(follower.status().stopped()).isTrue();
    }
}
