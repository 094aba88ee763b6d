/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Makes the table ready: creates it if it is missing and may be created, waits until it can be used, checks its keys. */
final class TableStart {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Map<String, List<KeySchemaElement>> INDEXES = Map.of(
            Links.CAUSATION_INDEX, keys(EventItem.CAUSATION, EventItem.ORDER),
            Links.CORRELATION_INDEX, keys(EventItem.CORRELATION, EventItem.ORDER));

    private static final List<KeySchemaElement> KEYS = keys(Keys.PARTITION, Keys.SORT);

    private static final List<AttributeDefinition> ATTRIBUTES = List.of(
            attribute(Keys.PARTITION, ScalarAttributeType.S),
            attribute(Keys.SORT, ScalarAttributeType.N),
            attribute(EventItem.CAUSATION, ScalarAttributeType.S),
            attribute(EventItem.CORRELATION, ScalarAttributeType.S),
            attribute(EventItem.ORDER, ScalarAttributeType.N));

    private static final Set<IndexStatus> READY = Set.of(IndexStatus.ACTIVE, IndexStatus.UPDATING);

    private final DynamoDbClient client;
    private final Settings.Table table;

    TableStart(DynamoDbClient client, Settings.Table table) {
        this.client = client;
        this.table = table;
    }

    /** @throws IllegalStateException if the table cannot be used, and why */
    void prepare() {
        try {
            if (!exists()) {
                create();
            }
            client.waiter()
                    .waitUntilTableExists(
                            request -> request.tableName(table.name()), wait -> wait.waitTimeout(PATIENCE));
            check(client.describeTable(request -> request.tableName(table.name()))
                    .table());
        } catch (SdkException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean exists() {
        try {
            client.describeTable(request -> request.tableName(table.name()));
            return true;
        } catch (ResourceNotFoundException e) {
            if (!table.create()) {
                throw unusable("it does not exist; create it, or set eventstore.dynamodb.create-table=true", e);
            }
            return false;
        }
    }

    /** Another node may be creating it at this moment. */
    private void create() {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table.name())
                .keySchema(KEYS)
                .attributeDefinitions(ATTRIBUTES)
                .globalSecondaryIndexes(index(Links.CAUSATION_INDEX), index(Links.CORRELATION_INDEX))
                .billingMode(table.billing());
        if (table.billing() == BillingMode.PROVISIONED) {
            request.provisionedThroughput(capacity());
        }
        try {
            client.createTable(request.build());
        } catch (ResourceInUseException e) {
            // made by another node meanwhile
        }
    }

    private GlobalSecondaryIndex index(String name) {
        GlobalSecondaryIndex.Builder index = GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(INDEXES.get(name))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY));
        if (table.billing() == BillingMode.PROVISIONED) {
            index.provisionedThroughput(capacity());
        }
        return index.build();
    }

    private ProvisionedThroughput capacity() {
        return ProvisionedThroughput.builder()
                .readCapacityUnits(table.readCapacity())
                .writeCapacityUnits(table.writeCapacity())
                .build();
    }

    private void check(TableDescription found) {
        if (!described(found.keySchema()).equals(described(KEYS)) || !hasTypesOf(found, KEYS)) {
            throw unusable(
                    "it has other keys: " + described(found.keySchema()) + " of " + found.attributeDefinitions()
                            + "; name a table of this store's own in eventstore.dynamodb.table",
                    null);
        }
        Map<String, String> indexes = found.globalSecondaryIndexes().stream()
                .filter(index -> READY.contains(index.indexStatus()))
                .collect(Collectors.toMap(
                        GlobalSecondaryIndexDescription::indexName, index -> described(index.keySchema())));
        INDEXES.forEach((name, keys) -> {
            if (!described(keys).equals(indexes.get(name)) || !hasTypesOf(found, keys)) {
                throw unusable("it lacks the index " + name + " (" + described(keys) + "), or that is not ready", null);
            }
        });
    }

    /** The service forgets the type of an attribute with the last index that has it. */
    private static boolean hasTypesOf(TableDescription found, List<KeySchemaElement> keys) {
        List<String> names = keys.stream().map(KeySchemaElement::attributeName).toList();
        return ATTRIBUTES.stream()
                .filter(attribute -> names.contains(attribute.attributeName()))
                .allMatch(found.attributeDefinitions()::contains);
    }

    private static String described(List<KeySchemaElement> keys) {
        return keys.stream()
                .map(key -> key.attributeName() + " " + key.keyTypeAsString())
                .collect(Collectors.joining(", "));
    }

    private IllegalStateException unusable(String why, @Nullable Throwable cause) {
        return new IllegalStateException(
                "the event store cannot use the DynamoDB table " + table.name() + ": " + why, cause);
    }

    private static List<KeySchemaElement> keys(String partition, String sort) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(partition)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(sort)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }
}
