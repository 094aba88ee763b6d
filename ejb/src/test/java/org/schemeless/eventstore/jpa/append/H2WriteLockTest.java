/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class H2WriteLockTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    /** Work that goes on until it is told to end. */
    private CompletableFuture<String> first(H2WriteLock lock) throws InterruptedException {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> lock.exclusively(() -> {
            writing.countDown();
            await(end);
            return "first";
        }));
        assertThat(writing.await(1, TimeUnit.MINUTES)).isTrue();
        return first;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static H2WriteLock needed(Duration patience) {
        H2WriteLock lock = new H2WriteLock(patience);
        lock.need();
        return lock;
    }

    @Test
    void nobody_writes_while_another_one_does() {
        H2WriteLock lock = needed(LONG);
        AtomicInteger atWork = new AtomicInteger();

        List<CompletableFuture<Integer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> mostAtWork(lock, atWork)))
                .toList();

        assertThat(all).extracting(CompletableFuture::join).containsOnly(1);
    }

    /** How many were at work at most while this one was, a thousand times. */
    private static int mostAtWork(H2WriteLock lock, AtomicInteger atWork) {
        return IntStream.range(0, 1000)
                .map(i -> lock.exclusively(() -> {
                    int now = atWork.incrementAndGet();
                    Thread.yield();
                    atWork.decrementAndGet();
                    return now;
                }))
                .max()
                .orElseThrow();
    }

    @Test
    void who_waits_too_long_goes_ahead() throws InterruptedException {
        H2WriteLock lock = needed(Duration.ofMillis(10));
        CompletableFuture<String> first = first(lock);

        assertThat(lock.exclusively(() -> "second")).isEqualTo("second");

        end.countDown();
        assertThat(first.join()).isEqualTo("first");
    }

    @Test
    void where_it_is_not_needed_nobody_waits() throws InterruptedException {
        H2WriteLock lock = new H2WriteLock(LONG);
        CompletableFuture<String> first = first(lock);

        assertThat(lock.exclusively(() -> "second")).isEqualTo("second");

        end.countDown();
        first.join();
    }

    @Test
    void who_fails_lets_the_next_one_write() {
        H2WriteLock lock = needed(LONG);

        assertThatIllegalStateException()
                .isThrownBy(() -> lock.exclusively(() -> {
                    throw new IllegalStateException("broken");
                }));

        assertThat(CompletableFuture.supplyAsync(() -> lock.exclusively(() -> "next"))
                        .join())
                .isEqualTo("next");
    }
}
