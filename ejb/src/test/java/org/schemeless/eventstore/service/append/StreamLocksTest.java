/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;

class StreamLocksTest {

    private static final StreamId A = StreamId.of("d", "a");
    private static final StreamId B = StreamId.of("d", "b");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StreamLocks streamLocks = new StreamLocks();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void lets_one_writer_at_a_time_to_a_stream_whatever_else_it_writes_to() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Future<Integer>> writers = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> threads.submit(
                        () -> streamLocks.holding(i % 2 == 0 ? List.of(A, B) : List.of(B, A), LONG, () -> {
                            int together = inside.incrementAndGet();
                            Thread.yield();
                            inside.decrementAndGet();
                            return together;
                        })))
                .toList();
        for (Future<Integer> writer : writers) {
            assertThat(writer.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        }
    }

    @Test
    void lets_who_has_waited_long_enough_go_ahead() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<String> holder = threads.submit(() -> streamLocks.holding(List.of(A), LONG, () -> {
            taken.countDown();
            await(release);
            return "held";
        }));
        taken.await();
        assertThat(threads.submit(() -> streamLocks.holding(List.of(A), Duration.ofMillis(1), () -> "went ahead"))
                        .get(1, TimeUnit.MINUTES))
                .isEqualTo("went ahead");
        release.countDown();
        assertThat(holder.get(1, TimeUnit.MINUTES)).isEqualTo("held");
    }

    @Test
    void gives_the_turn_back_after_a_failure() throws Exception {
        assertThatThrownBy(() -> streamLocks.holding(List.of(A), LONG, () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(threads.submit(() -> streamLocks.holding(List.of(A), LONG, () -> "next"))
                        .get(1, TimeUnit.MINUTES))
                .isEqualTo("next");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
