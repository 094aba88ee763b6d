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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;

class FollowerTest {

    private static final int ATTEMPTS = 2;
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
}
