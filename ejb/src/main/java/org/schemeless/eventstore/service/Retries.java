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
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LostRaceException;

/** Repeats what may pass, with jitter, within the retry budget. */
@ApplicationScoped
class Retries {

    private static final String BUDGET = "eventstore.retry.budget";
    private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(10);

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
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handle(LostRaceException.class, EventStoreUnavailableException.class)
                .withBackoff(2, 500, ChronoUnit.MILLIS)
                .withJitter(0.5)
                .withMaxRetries(-1)
                .withMaxDuration(budget())
                .onRetry(attempt -> measures.retried(attempt.getLastException()))
                .build();
        try {
            return Failsafe.with(policy).get(attempt -> work.apply(attempt.isFirstAttempt()));
        } catch (LostRaceException e) {
            throw new EventStoreUnavailableException("other writers were faster for " + budget(), e);
        }
    }
}
