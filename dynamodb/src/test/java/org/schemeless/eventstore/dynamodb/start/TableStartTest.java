/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** A table that is never ready, which DynamoDB Local does not have. */
class TableStartTest {

    private final AtomicInteger questions = new AtomicInteger();
    private final DynamoDbClient creating = new DynamoDbClient() {

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            questions.incrementAndGet();
            return DescribeTableResponse.builder()
                    .table(table -> table.tableStatus(TableStatus.CREATING))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @AfterEach
    void continueUninterrupted() {
        Thread.interrupted();
    }

    @Test
    void a_thread_that_is_interrupted_does_not_wait_for_it() {
        TableStart start = new TableStart(
                creating,
                new Settings.Table("events", null, null, true, BillingMode.PAY_PER_REQUEST, 0, 0),
                true,
                new RequestRetries(Duration.ofSeconds(1), (Measurement measured) -> {}),
                Duration.ofMinutes(10));
        Thread.currentThread().interrupt();

        assertThatIllegalStateException().isThrownBy(start::prepare).withMessageContaining("CREATING");

        assertThat(questions.get()).isLessThan(5);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
