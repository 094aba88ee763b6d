/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.Measurement;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Repeats single requests that may pass, with jitter, within the budget. The only place that does: the SDK's own
 * retries are off.
 */
public final class RequestRetries {

    private final RetryPolicy<Object> policy;

    public RequestRetries(Duration budget, Consumer<Measurement> measured) {
        policy = RetryPolicy.builder()
                .handleIf(AwsErrors::isPassing)
                .withBackoff(10, 1000, ChronoUnit.MILLIS)
                .withJitter(0.5)
                .withMaxRetries(-1)
                .withMaxDuration(budget)
                .onRetry(attempt -> measured.accept(new Measurement.Retry(Measurement.Reason.UNAVAILABLE)))
                .build();
    }

    /**
     * A request that may be refused for what one of its tries has done, or that does nothing: a refusal is thrown as it
     * is, also after a try that got no answer.
     *
     * @throws EventStoreUnavailableException if it did not pass, and nothing was done
     * @throws OutcomeUnknownException if it did not pass, and one of the tries got no answer
     */
    public <T> T repeat(Supplier<T> request) {
        return repeat(request, new AtomicBoolean());
    }

    /**
     * A request that writes: a refusal after a try that got no answer does not say that nothing was written.
     *
     * @throws EventStoreUnavailableException if it did not pass, and nothing was done
     * @throws OutcomeUnknownException if it did not pass, or was refused, and one of the tries before got no answer
     */
    public <T> T repeatWrite(Supplier<T> request) {
        AtomicBoolean unanswered = new AtomicBoolean();
        try {
            return repeat(request, unanswered);
        } catch (SdkException e) {
            throw unanswered.get() ? new OutcomeUnknownException(e) : e;
        }
    }

    private <T> T repeat(Supplier<T> request, AtomicBoolean unanswered) {
        try {
            return Failsafe.with(policy).get(() -> tried(request, unanswered));
        } catch (RuntimeException e) {
            if (!AwsErrors.isPassing(e)) {
                throw e;
            }
            throw unanswered.get() ? new OutcomeUnknownException(e) : unavailable(e);
        }
    }

    private static <T> T tried(Supplier<T> request, AtomicBoolean unanswered) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            unanswered.compareAndSet(false, AwsErrors.isUnanswered(e));
            throw e;
        }
    }

    public static EventStoreUnavailableException unavailable(Throwable cause) {
        return new EventStoreUnavailableException("DynamoDB or S3 cannot do it now: " + cause.getMessage(), cause);
    }
}
