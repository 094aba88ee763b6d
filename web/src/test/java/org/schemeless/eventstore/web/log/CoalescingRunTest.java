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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoalescingRunTest {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger done = new AtomicInteger();

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void calls_before_a_turn_are_answered_by_that_turn() {
        CoalescingRun run = new CoalescingRun(tasks::add, done::incrementAndGet);
        run.call();
        run.call();
        assertThat(tasks).hasSize(1);
        runAll();
        assertThat(done).hasValue(1);
        run.call();
        runAll();
        assertThat(done).hasValue(2);
    }

    @Test
    void a_call_during_a_turn_has_another_one_follow() {
        CoalescingRun[] run = new CoalescingRun[1];
        run[0] = new CoalescingRun(tasks::add, () -> {
            if (done.incrementAndGet() == 1) {
                run[0].call();
                assertThat(tasks).isEmpty();
            }
        });
        run[0].call();
        runAll();
        assertThat(done).hasValue(2);
    }

    @Test
    void a_turn_that_fails_is_not_the_last_one() {
        CoalescingRun run = new CoalescingRun(tasks::add, () -> {
            done.incrementAndGet();
            throw new IllegalStateException();
        });
        for (int i = 1; i <= 2; i++) {
            run.call();
            assertThat(tasks).hasSize(1);
            try {
                runAll();
            } catch (IllegalStateException e) {
                assertThat(done).hasValue(i);
            }
        }
        assertThat(done).hasValue(2);
    }

    /** Takes tasks, but the first one. */
    private Executor notAtFirst(Runnable failure) {
        AtomicInteger failures = new AtomicInteger(1);
        return task -> {
            if (failures.getAndDecrement() > 0) {
                failure.run();
            }
            tasks.add(task);
        };
    }

    @Test
    void lanes_run_so_much_at_a_time_and_then_the_rest() {
        BoundedExecutor bounded = new BoundedExecutor(tasks::add, 2);
        for (int i = 0; i < 5; i++) {
            bounded.execute(done::incrementAndGet);
        }
        assertThat(tasks).hasSize(2);
        runAll();
        assertThat(done).hasValue(5);
    }

    @Test
    void what_the_server_does_not_take_now_waits_in_its_lane() {
        BoundedExecutor bounded = new BoundedExecutor(
                notAtFirst(() -> {
                    throw new RejectedExecutionException();
                }),
                1);
        bounded.execute(done::incrementAndGet);
        assertThat(tasks).isEmpty();
        bounded.retry();
        runAll();
        assertThat(done).hasValue(1);
        bounded.execute(done::incrementAndGet);
        runAll();
        assertThat(done).hasValue(2);
    }

    @Test
    void a_lane_is_not_lost_when_the_server_fails_to_take_the_work() {
        BoundedExecutor bounded = new BoundedExecutor(
                notAtFirst(() -> {
                    throw new OutOfMemoryError();
                }),
                1);
        assertThatThrownBy(() -> bounded.execute(done::incrementAndGet)).isInstanceOf(OutOfMemoryError.class);
        bounded.retry();
        runAll();
        assertThat(done).hasValue(1);
    }
}
