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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SequencerRoundsTest {

    private final SequencerRounds rounds = new SequencerRounds();

    @Test
    void who_waits_goes_on_when_a_round_has_ended() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        Thread waiting = new Thread(() -> await(gone));
        waiting.start();
        while (gone.getCount() > 0) {
            rounds.ended();
            Thread.onSpinWait();
        }
        waiting.join();
        assertThat(gone.getCount()).isZero();
    }

    private void await(CountDownLatch gone) {
        try {
            rounds.awaitEnd(rounds.count(), TimeUnit.HOURS.toNanos(1));
            gone.countDown();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_round_that_ends_before_anybody_waits_for_it_has_ended() throws InterruptedException {
        long before = rounds.count();
        rounds.ended();
        rounds.awaitEnd(before, TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void nobody_waits_longer_than_he_says() throws InterruptedException {
        rounds.awaitEnd(rounds.count(), 1);
        rounds.pause(1);
    }

    @Test
    void there_is_no_pause_while_somebody_waits() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        Thread waiting = new Thread(() -> await(gone));
        waiting.start();
        rounds.pause(TimeUnit.HOURS.toNanos(1));
        rounds.ended();
        waiting.join();
        rounds.pause(1);
    }
}
