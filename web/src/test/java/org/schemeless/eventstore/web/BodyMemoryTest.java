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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 40 MiB: 10 for the beginnings of bodies, 30 for the rest of them. */
@Timeout(60)
class BodyMemoryTest {

    private static final int MIB = 1024 * 1024;
    private static final long ALL = 40 * MIB;
    private static final int LARGE = 16 * MIB;

    private final AtomicLong now = new AtomicLong();
    private final BodyMemory patient = new BodyMemory(ALL, Duration.ofMinutes(1), now::get);
    private final BodyMemory memory = new BodyMemory(ALL, Duration.ZERO, now::get);

    private static BodyMemory.Share reserved(BodyMemory memory, long length) {
        BodyMemory.Share share = memory.share();
        share.reserve(length);
        return share;
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(WebApplicationException.class)
                .isThrownBy(call)
                .satisfies(error -> {
                    assertThat(error.getResponse().getStatus()).isEqualTo(503);
                    assertThat(error.getResponse().getHeaderString("Retry-After"))
                            .isEqualTo("1");
                    assertThat((String) error.getResponse().getEntity())
                            .contains("/unavailable", String.valueOf(ALL), "memory for bodies");
                });
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.yield();
        }
    }

    /** Another request, which waits now. */
    private CompletableFuture<BodyMemory.Share> waiting(long length) {
        int before = patient.waiting();
        CompletableFuture<BodyMemory.Share> share = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                share.complete(reserved(patient, length));
            } catch (RuntimeException e) {
                share.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        await(() -> patient.waiting() == before + 1);
        return share;
    }

    @Test
    void what_is_too_much_at_once_is_refused_and_fits_when_another_has_ended() {
        BodyMemory.Share first = reserved(memory, LARGE);
        assertRefused(() -> reserved(memory, LARGE));
        assertThat(memory.free()).isEqualTo(ALL - LARGE);
        first.close();
        assertThat(memory.free()).isEqualTo(ALL);
        reserved(memory, LARGE).close();
        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void small_bodies_pass_while_large_ones_have_filled_the_rest() {
        List<BodyMemory.Share> shares = new ArrayList<>(List.of(reserved(memory, ALL)));
        for (int i = 0; i < 70; i++) {
            shares.add(reserved(memory, BodyMemory.SMALL));
            BodyMemory.Share unknown = memory.share();
            unknown.add(1000);
            shares.add(unknown);
        }
        assertRefused(() -> reserved(memory, BodyMemory.SMALL + 1));
        shares.forEach(BodyMemory.Share::close);
        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void a_body_that_is_larger_than_all_there_is_passes_alone() {
        try (BodyMemory.Share share = reserved(memory, 64 * MIB)) {
            share.add(64 * MIB);
            assertRefused(() -> reserved(memory, MIB));
        }
        try (BodyMemory.Share share = memory.share()) {
            for (int i = 0; i < 64 * 16; i++) {
                share.add(MIB / 16);
            }
            assertRefused(() -> reserved(memory, MIB));
        }
        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void a_body_of_unknown_length_counts_as_it_is_read() {
        try (BodyMemory.Share share = memory.share()) {
            share.add(MIB);
            assertThat(memory.free()).isBetween(ALL - 2 * MIB, ALL - MIB);
            BodyMemory.Share other = reserved(memory, LARGE);
            assertRefused(() -> share.add(LARGE));
            other.close();
            share.add(MIB);
            share.forget();
            assertThat(memory.free()).isEqualTo(ALL);
            share.add(MIB);
            assertThat(memory.free()).isBetween(ALL - 2 * MIB, ALL - MIB);
        }
        assertThat(memory.free()).isEqualTo(ALL);
    }

    @Test
    void who_waits_goes_on_when_another_has_ended_and_nobody_overtakes() {
        BodyMemory.Share first = reserved(patient, LARGE);
        CompletableFuture<BodyMemory.Share> second = waiting(LARGE);
        CompletableFuture<BodyMemory.Share> third = waiting(MIB);
        assertThat(third).isNotDone();

        first.close();

        second.join().close();
        third.join().close();
        assertThat(patient.free()).isEqualTo(ALL);
    }

    @Test
    void no_more_than_a_few_wait() {
        BodyMemory.Share first = reserved(patient, LARGE);
        List<CompletableFuture<BodyMemory.Share>> others = new ArrayList<>();
        for (int i = 0; i < BodyMemory.MOST_WAITING; i++) {
            others.add(waiting(LARGE));
        }

        assertRefused(() -> reserved(patient, LARGE));

        first.close();
        others.forEach(other -> other.join().close());
        assertThat(patient.free()).isEqualTo(ALL);
    }

    @Test
    void of_two_who_have_some_and_need_more_one_waits_and_the_other_is_refused() throws Exception {
        BodyMemory.Share one = reserved(patient, 15 * MIB);
        BodyMemory.Share other = reserved(patient, 15 * MIB);
        one.add(15 * MIB);
        other.add(15 * MIB);
        CompletableFuture<Void> more = CompletableFuture.runAsync(() -> one.add(MIB));
        await(() -> patient.waiting() == 1);

        assertRefused(() -> other.add(MIB));
        assertThat(more).isNotDone();
        CompletableFuture<BodyMemory.Share> third = waiting(LARGE);
        other.close();
        more.get(30, TimeUnit.SECONDS);
        one.close();

        third.join().close();
        assertThat(patient.free()).isEqualTo(ALL);
    }

    /** Neither who announces a body and sends none, nor who sends it byte by byte. */
    @Test
    void who_is_slow_keeps_what_has_come_and_no_more() {
        BodyMemory.Share silent = reserved(patient, LARGE);
        BodyMemory.Share slow = reserved(patient, 12 * MIB);
        slow.add(100_000);
        CompletableFuture<BodyMemory.Share> other = waiting(29 * MIB);
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));

        other.join().close();
        silent.add(LARGE);
        assertThat(patient.free()).isBetween(ALL - LARGE - 2 * MIB, ALL - LARGE);
        silent.close();
        slow.close();
        assertThat(patient.free()).isEqualTo(ALL);
    }

    @Test
    void who_was_interrupted_is_refused_and_stays_so() {
        BodyMemory.Share all = reserved(patient, ALL);
        Thread.currentThread().interrupt();
        assertRefused(() -> reserved(patient, LARGE));
        assertThat(Thread.interrupted()).isTrue();
        all.close();
        assertThat(patient.free()).isEqualTo(ALL);
        assertThat(patient.waiting()).isZero();
    }
}
