/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What services and networks answer on a bad day. */
enum Faults {
    INTERNAL_ERROR(() -> answer(500, "InternalServerError")),
    UNAVAILABLE(() -> answer(503, "ServiceUnavailable")),
    THROTTLED(() -> answer(400, "ThrottlingException")),
    CAPACITY(() -> answer(400, "ProvisionedThroughputExceededException")),
    RESET(() -> SdkClientException.create("broken off", new IOException("Connection reset"))),
    CONFLICT(() -> cancelled("TransactionConflict")),
    CANCELLED_BY_THROTTLING(() -> cancelled("ThrottlingError"));

    private final Supplier<RuntimeException> fault;

    Faults(Supplier<RuntimeException> fault) {
        this.fault = fault;
    }

    RuntimeException make() {
        return fault.get();
    }

    static RuntimeException refused() {
        return answer(400, "ValidationException");
    }

    static RuntimeException refusedWith(String code) {
        return code.equals("ResourceNotFoundException")
                ? details(ResourceNotFoundException.builder(), 400, code)
                : answer(400, code);
    }

    static RuntimeException slowDown() {
        return details(S3Exception.builder(), 503, "SlowDown");
    }

    static RuntimeException accessDenied() {
        return details(S3Exception.builder(), 403, "AccessDenied");
    }

    private static RuntimeException answer(int status, String code) {
        return details(DynamoDbException.builder(), status, code);
    }

    private static RuntimeException details(AwsServiceException.Builder builder, int status, String code) {
        return builder.statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .sdkHttpResponse(
                                SdkHttpResponse.builder().statusCode(status).build())
                        .build())
                .message(code)
                .build();
    }

    private static RuntimeException cancelled(String code) {
        return TransactionCanceledException.builder()
                .statusCode(400)
                .cancellationReasons(
                        CancellationReason.builder().code("None").build(),
                        CancellationReason.builder().code(code).build())
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("TransactionCanceledException")
                        .build())
                .message("cancelled")
                .build();
    }

    /** The process ends: nothing it would do afterwards happens. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed");
        }
    }
}
