/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.spi.LostRaceException;

/** Repeats what may pass, with jitter, within the retry budget. */
@ApplicationScoped
public class Retries {

    private static final String BUDGET = "eventstore.retry.budget";
    private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(10);
    private static final int RACES = 3;

    private final LongSupplier clock;
    private final Measures measures;

    /** The constructor for the container's proxy. */
    public Retries() {
        this(null, System::nanoTime);
    }

    @Inject
    Retries(Measures measures) {
        this(measures, System::nanoTime);
    }

    /** @param clock nanoseconds, from any time on */
    @SuppressWarnings("NullAway") // the container's proxy measures nothing
    Retries(@Nullable Measures measures, LongSupplier clock) {
        this.measures = measures;
        this.clock = clock;
    }

    /**
     * How long a call is repeated, waits for others aside, before the caller is told, by MicroProfile Config, in ISO
     * 8601 form.
     */
    public Duration budget() {
        return ConfigProvider.getConfig()
                .getOptionalValue(BUDGET, Duration.class)
                .orElse(DEFAULT_BUDGET);
    }

    /**
     * Repeats until it passes. What counts against the budget are the pauses, and the attempts that failed because the
     * backend could not do it: whoever loses a race has waited for another transaction meanwhile, which is not
     * repeating, and gets another attempt.
     *
     * @param work is told whether it runs the first time
     * @throws EventStoreUnavailableException if it did not pass within the budget
     */
    public <T> T repeat(Function<Boolean, T> work) {
        Spending spending = new Spending();
        try {
            return spending.attempt(() -> work.apply(true));
        } catch (LostRaceException | EventStoreUnavailableException e) {
            if (spending.isOver()) {
                throw told(e);
            }
            return again(e, spending, work);
        }
    }

    /** What was spent of the budget by one call. */
    private final class Spending {

        private long nanos;

        <T> T attempt(Supplier<T> work) {
            long start = clock.getAsLong();
            try {
                return work.get();
            } catch (EventStoreUnavailableException e) {
                nanos += clock.getAsLong() - start;
                throw e;
            }
        }

        void pause(Duration duration) {
            nanos += duration.toNanos();
        }

        boolean isOver() {
            return nanos > budget().toNanos();
        }
    }

    /**
     * Repeats at once what others were faster at, a few times: then it is sure that nothing was stored.
     *
     * @throws LostRaceException if they were faster each time
     */
    public <T> T repeatRaces(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (LostRaceException e) {
                if (tries == RACES) {
                    throw e;
                }
                measures.retried(e);
                Waits.retried(e);
            }
        }
    }

    /** Nearly every call passes the first time, and pays nothing for the policy. */
    private <T> T again(RuntimeException failure, Spending spending, Function<Boolean, T> work) {
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handle(LostRaceException.class, EventStoreUnavailableException.class)
                .withBackoff(2, 500, ChronoUnit.MILLIS)
                .withJitter(0.5)
                .withMaxRetries(-1)
                .abortIf((result, error) -> spending.isOver())
                .onRetryScheduled(pause -> spending.pause(pause.getDelay()))
                .onRetry(attempt -> retried(attempt.getLastException()))
                .build();
        AtomicLong rest = new AtomicLong(System.nanoTime());
        try {
            return Failsafe.with(policy).get(attempt -> {
                if (attempt.isFirstAttempt()) {
                    throw failure;
                }
                Waits.since(Waits.Reason.PAUSE, rest.get());
                try {
                    return spending.attempt(() -> work.apply(false));
                } finally {
                    rest.set(System.nanoTime());
                }
            });
        } catch (LostRaceException e) {
            throw told(e);
        }
    }

    private void retried(Throwable because) {
        measures.retried(because);
        Waits.retried(because);
    }

    private RuntimeException told(RuntimeException failure) {
        return failure instanceof LostRaceException
                ? new EventStoreUnavailableException("other writers were faster for " + budget(), failure)
                : failure;
    }
}
