/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.dynamodb.links.LinkIndex;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.table.Keys;
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
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The keys and indexes of the table: how it is created, and what a found one lacks. */
final class TableShape {

    private static final Map<String, List<KeySchemaElement>> INDEXES = Map.of(
            LinkIndex.CAUSATION, keys(EventItem.CAUSATION, EventItem.ORDER),
            LinkIndex.CORRELATION, keys(EventItem.CORRELATION, EventItem.ORDER),
            StreamHead.FENCED_INDEX, List.of(key(StreamHead.FENCE, KeyType.HASH)));

    private static final List<KeySchemaElement> KEYS = keys(Keys.PARTITION, Keys.SORT);

    private static final List<AttributeDefinition> ATTRIBUTES = List.of(
            attribute(Keys.PARTITION, ScalarAttributeType.S),
            attribute(Keys.SORT, ScalarAttributeType.N),
            attribute(EventItem.CAUSATION, ScalarAttributeType.S),
            attribute(EventItem.CORRELATION, ScalarAttributeType.S),
            attribute(EventItem.ORDER, ScalarAttributeType.N),
            attribute(StreamHead.FENCE, ScalarAttributeType.S));

    private static final Set<IndexStatus> READY = Set.of(IndexStatus.ACTIVE, IndexStatus.UPDATING);

    private TableShape() {}

    static CreateTableRequest creation(Settings.Table table) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table.name())
                .keySchema(KEYS)
                .attributeDefinitions(ATTRIBUTES)
                .globalSecondaryIndexes(INDEXES.keySet().stream()
                        .map(name -> index(name, table))
                        .toList())
                .billingMode(table.billing());
        if (table.billing() == BillingMode.PROVISIONED) {
            request.provisionedThroughput(capacity(table));
        }
        return request.build();
    }

    private static GlobalSecondaryIndex index(String name, Settings.Table table) {
        GlobalSecondaryIndex.Builder index = GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(INDEXES.get(name))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY));
        if (table.billing() == BillingMode.PROVISIONED) {
            index.provisionedThroughput(capacity(table));
        }
        return index.build();
    }

    private static ProvisionedThroughput capacity(Settings.Table table) {
        return ProvisionedThroughput.builder()
                .readCapacityUnits(table.readCapacity())
                .writeCapacityUnits(table.writeCapacity())
                .build();
    }

    /** @return why this store cannot use the table; empty if it can */
    static Optional<String> defect(TableDescription found) {
        if (!described(found.keySchema()).equals(described(KEYS)) || !hasTypesOf(found, KEYS)) {
            return Optional.of("it has other keys: " + described(found.keySchema()) + " of "
                    + found.attributeDefinitions() + "; name a table of this store's own in eventstore.dynamodb.table");
        }
        Map<String, String> indexes = found.globalSecondaryIndexes().stream()
                .filter(index -> READY.contains(index.indexStatus()))
                .collect(Collectors.toMap(
                        GlobalSecondaryIndexDescription::indexName, index -> described(index.keySchema())));
        return INDEXES.entrySet().stream()
                .filter(index -> !described(index.getValue()).equals(indexes.get(index.getKey()))
                        || !hasTypesOf(found, index.getValue()))
                .findFirst()
                .map(index -> "it lacks the index " + index.getKey() + " (" + described(index.getValue())
                        + "), or that is not ready");
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

    private static List<KeySchemaElement> keys(String partition, String sort) {
        return List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }
}
