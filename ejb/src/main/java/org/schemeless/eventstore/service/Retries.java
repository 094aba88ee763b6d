/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LostRaceException;

/** Repeats what may pass, with jitter, within the retry budget. */
@ApplicationScoped
class Retries {

    private static final String BUDGET = "eventstore.retry.budget";
    private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(10);
    private static final int RACES = 3;

    @Inject
    private Measures measures;

    /** How long a call is repeated before the caller is told, by MicroProfile Config, in ISO 8601 form. */
    Duration budget() {
        return ConfigProvider.getConfig()
                .getOptionalValue(BUDGET, Duration.class)
                .orElse(DEFAULT_BUDGET);
    }

    /**
     * @param work is told whether it runs the first time
     * @throws EventStoreUnavailableException if it did not pass within the budget
     */
    <T> T repeat(Function<Boolean, T> work) {
        long start = System.nanoTime();
        try {
            return work.apply(true);
        } catch (LostRaceException | EventStoreUnavailableException e) {
            Duration left = budget().minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                throw told(e);
            }
            return again(e, left, work);
        }
    }

    /**
     * Repeats at once what others were faster at, a few times: then it is sure that nothing was stored.
     *
     * @throws LostRaceException if they were faster each time
     */
    <T> T repeatRaces(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (LostRaceException e) {
                if (tries == RACES) {
                    throw e;
                }
                measures.retried(e);
                Waits.repeats(e);
            }
        }
    }

    /** Nearly every call passes the first time, and pays nothing for the policy. */
    private <T> T again(RuntimeException failure, Duration left, Function<Boolean, T> work) {
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handle(LostRaceException.class, EventStoreUnavailableException.class)
                .withBackoff(2, 500, ChronoUnit.MILLIS)
                .withJitter(0.5)
                .withMaxRetries(-1)
                .withMaxDuration(left)
                .onRetry(attempt -> repeats(attempt.getLastException()))
                .build();
        AtomicLong rest = new AtomicLong(System.nanoTime());
        try {
            return Failsafe.with(policy).get(attempt -> {
                if (attempt.isFirstAttempt()) {
                    throw failure;
                }
                Waits.since(Waits.Reason.PAUSE, rest.get());
                try {
                    return work.apply(false);
                } finally {
                    rest.set(System.nanoTime());
                }
            });
        } catch (LostRaceException e) {
            throw told(e);
        }
    }

    private void repeats(Throwable because) {
        measures.retried(because);
        Waits.repeats(because);
    }

    private RuntimeException told(RuntimeException failure) {
        return failure instanceof LostRaceException
                ? new EventStoreUnavailableException("other writers were faster for " + budget(), failure)
                : failure;
    }
}
