/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What the errors of the services mean. */
public final class AwsErrors {

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final String NONE = "None";

    /** Of a statement. */
    private static final String INTERNAL = "InternalServerError";

    /** Reasons for which a cancelled transaction may pass the next time. */
    private static final Set<String> PASSING_REASONS = Set.of(
            NONE, "TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded");

    /** Refusals of the services, told before anything was done. */
    private static final Set<String> THROTTLED = Set.of(
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "ThrottlingException",
            "Throttling",
            "SlowDown",
            "TransactionConflictException");

    /** The first try of the same transaction is still at work: its outcome is not known yet. */
    private static final String IN_PROGRESS = "TransactionInProgressException";

    private AwsErrors() {}

    /** Whether the same request may succeed later. */
    public static boolean isPassing(Throwable failure) {
        return isThrottled(failure) || isUnanswered(failure);
    }

    /** Whether the service said that it did nothing, and may do it later. */
    static boolean isThrottled(Throwable failure) {
        if (failure instanceof TransactionCanceledException cancelled) {
            return codes(cancelled).allMatch(PASSING_REASONS::contains);
        }
        return failure instanceof AwsServiceException refused
                && (refused.statusCode() == 429 || THROTTLED.contains(code(refused)));
    }

    /** Whether the request may have been carried out, although there is no answer. */
    static boolean isUnanswered(Throwable failure) {
        if (failure instanceof AwsServiceException answer) {
            return !isThrottled(answer) && (answer.statusCode() >= 500 || IN_PROGRESS.equals(code(answer)));
        }
        return failure instanceof SdkClientException && !(failure instanceof AbortedException) && isBrokenOff(failure);
    }

    private static boolean isBrokenOff(Throwable failure) {
        return failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof ApiCallTimeoutException
                || causes(failure).anyMatch(IOException.class::isInstance);
    }

    /** Whether a condition of this transaction did not hold. */
    static boolean isConditionFailed(TransactionCanceledException cancelled) {
        return codes(cancelled).anyMatch(CONDITION_FAILED::equals);
    }

    static boolean isConditionFailed(CancellationReason reason) {
        return CONDITION_FAILED.equals(reason.code());
    }

    /** Whether the condition of this statement did not hold, or there is no such item. */
    static boolean isConditionFailed(@Nullable BatchStatementError error) {
        return error != null && CONDITION_FAILED.equals(error.codeAsString());
    }

    /** Whether the same statement may succeed later. One that has failed within the service may have been done. */
    static boolean isPassing(BatchStatementError error) {
        String code = error.codeAsString();
        return code != null && (PASSING_REASONS.contains(code) || INTERNAL.equals(code));
    }

    /** That the service did not come to so many writes of a request, and may do so later. */
    static RuntimeException putOff(int writes) {
        String code = "ProvisionedThroughputExceededException";
        return ProvisionedThroughputExceededException.builder()
                .message(writes + " writes of a request were put off")
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static Stream<String> codes(TransactionCanceledException cancelled) {
        List<CancellationReason> reasons =
                cancelled.hasCancellationReasons() ? cancelled.cancellationReasons() : List.of();
        return reasons.isEmpty()
                ? Stream.of("unknown")
                : reasons.stream().map(reason -> reason.code() == null ? NONE : reason.code());
    }

    private static @Nullable String code(AwsServiceException failure) {
        return failure.awsErrorDetails() == null
                ? null
                : failure.awsErrorDetails().errorCode();
    }

    @SuppressWarnings("NullAway") // Stream.iterate ends at null
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
