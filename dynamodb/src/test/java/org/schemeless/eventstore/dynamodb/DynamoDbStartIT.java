/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.dynamodb.links.LinkIndex;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.start.StartSteps;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** The start makes the table ready, or says what is wrong. */
class DynamoDbStartIT extends BeforeStart {

    @Test
    void a_second_start_finds_everything_ready() {
        store.start();
        store.append(Sample.events(Sample.stream(), 1), ExpectedSequence.any());

        store.start();

        assertThat(store.items()).isEqualTo(3);
    }

    @Test
    void a_missing_table_that_may_not_be_created_is_told() {
        assertThatThrownBy(() -> tableStart(false, BillingMode.PAY_PER_REQUEST).prepare())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("does not exist")
                .hasMessageContaining("eventstore.dynamodb.create-table=true");
    }

    @Test
    void a_table_can_have_provisioned_capacity() {
        tableStart(true, BillingMode.PROVISIONED).prepare();

        assertThat(store.looking
                        .dynamoDb()
                        .describeTable(request -> request.tableName(name))
                        .table()
                        .provisionedThroughput()
                        .writeCapacityUnits())
                .isEqualTo(7);
    }

    @Test
    void a_table_with_other_keys_is_told() {
        store.looking
                .dynamoDb()
                .createTable(request -> request.tableName(name)
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build())
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .billingMode(BillingMode.PAY_PER_REQUEST));

        assertThatThrownBy(() -> tableStart(true, BillingMode.PAY_PER_REQUEST).prepare())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("other keys")
                .hasMessageContaining("id HASH");
    }

    @Test
    void a_table_without_an_index_is_told() {
        store.start();
        store.looking
                .dynamoDb()
                .updateTable(request -> request.tableName(store.settings.table().name())
                        .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                .delete(delete -> delete.indexName(LinkIndex.CAUSATION))
                                .build()));

        assertThatThrownBy(store::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks the index " + LinkIndex.CAUSATION);
    }

    @Test
    void a_table_that_is_still_being_created_is_waited_for() {
        store.start();
        store.requests.answer((response, n) -> n <= 3 ? creating(response) : response);

        StartSteps.table(store.clients.dynamoDb(), store.settings.table(), retries())
                .prepare();

        assertThat(store.requests.count("DescribeTable")).isEqualTo(5);
    }

    @Test
    void a_table_that_does_not_become_active_is_told() {
        store.start();
        store.requests.answer((response, n) -> creating(response));
        StartSteps.Step start =
                StartSteps.table(store.clients.dynamoDb(), store.settings.table(), retries(), Duration.ofMillis(100));

        assertThatThrownBy(start::prepare)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.settings.table().name())
                .hasMessageContaining("still CREATING");
    }

    private static SdkResponse creating(SdkResponse response) {
        DescribeTableResponse described = (DescribeTableResponse) response;
        return described.toBuilder()
                .table(described.table().toBuilder()
                        .tableStatus(TableStatus.CREATING)
                        .build())
                .build();
    }

    @Test
    void missing_permission_for_the_table_is_told() {
        store.requests.before((request, n) -> {
            if (request instanceof DescribeTableRequest) {
                throw Faults.refusedWith("AccessDeniedException");
            }
        });

        assertThatThrownBy(store::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot use the DynamoDB table "
                        + store.settings.table().name())
                .hasMessageContaining("AccessDeniedException");
        assertThat(store.requests.names()).containsExactly("DescribeTable");
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERNAL_ERROR", "THROTTLED", "RESET"})
    void a_start_repeats_what_may_pass(Faults fault) {
        store.requests.before((request, n) -> {
            if (n == 1) {
                throw fault.make();
            }
        });

        store.start();

        store.append(Sample.events(Sample.stream(), 1), ExpectedSequence.any());
        assertThat(store.items()).isEqualTo(3);
    }

    @Test
    void a_table_that_cannot_be_reached_within_the_budget_is_told() {
        try (Store hurried = store.with(Duration.ofMillis(200))) {
            hurried.requests.before((request, n) -> {
                throw Faults.UNAVAILABLE.make();
            });
            assertThatThrownBy(hurried::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot use the DynamoDB table "
                            + store.settings.table().name())
                    .hasMessageContaining("ServiceUnavailable");
        }
    }

    private StartSteps.Step tableStart(boolean create, BillingMode billing) {
        Settings.Table table = new Settings.Table(name, null, null, create, billing, 7, 7);
        return StartSteps.table(store.clients.dynamoDb(), table, retries());
    }

    private RequestRetries retries() {
        return new RequestRetries(store.settings.budget(), measurement -> {});
    }
}
