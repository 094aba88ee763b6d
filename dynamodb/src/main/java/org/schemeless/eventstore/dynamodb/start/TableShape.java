/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.dynamodb.key.KeyItem;
import org.schemeless.eventstore.dynamodb.links.LinkIndex;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.ListedHead;
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

/** The keys and indexes of a table: how it is created, and what a found one lacks. */
final class TableShape {

    private static final List<KeySchemaElement> KEYS = keys(Keys.PARTITION, Keys.SORT);

    /** All but views and keys. */
    static final TableShape OF_EVENTS = new TableShape(
            "eventstore.dynamodb.table",
            Map.of(
                    LinkIndex.CAUSATION, keys(EventItem.CAUSATION, EventItem.ORDER),
                    LinkIndex.CORRELATION, keys(EventItem.CORRELATION, EventItem.ORDER),
                    StreamHead.FENCED_INDEX, List.of(key(StreamHead.FENCE, KeyType.HASH))),
            List.of(
                    attribute(Keys.PARTITION, ScalarAttributeType.S),
                    attribute(Keys.SORT, ScalarAttributeType.N),
                    attribute(EventItem.CAUSATION, ScalarAttributeType.S),
                    attribute(EventItem.CORRELATION, ScalarAttributeType.S),
                    attribute(EventItem.ORDER, ScalarAttributeType.N),
                    attribute(StreamHead.FENCE, ScalarAttributeType.S)));

    /** The same, with the lists of domains and streams. */
    static final TableShape WITH_LISTS = OF_EVENTS.and(
            Map.of(
                    ListedHead.STREAMS_INDEX, keys(ListedHead.SHARE, ListedHead.NAME),
                    ListedHead.DOMAINS_INDEX, keys(ListedHead.LIST, ListedHead.DOMAIN)),
            List.of(
                    attribute(ListedHead.SHARE, ScalarAttributeType.S),
                    attribute(ListedHead.NAME, ScalarAttributeType.S),
                    attribute(ListedHead.LIST, ScalarAttributeType.S),
                    attribute(ListedHead.DOMAIN, ScalarAttributeType.S)));

    /** The sort key is a text, so that states are listed by key. */
    static final TableShape OF_VIEWS = new TableShape(
            "eventstore.dynamodb.views-table",
            Map.of(),
            List.of(attribute(Keys.PARTITION, ScalarAttributeType.S), attribute(Keys.SORT, ScalarAttributeType.S)));

    /** The index lists keys by id, which are spread over the table. */
    static final TableShape OF_KEYS = new TableShape(
            "eventstore.dynamodb.keys-table",
            Map.of(KeyItem.INDEX, keys(KeyItem.LISTED, KeyItem.ID)),
            List.of(
                    attribute(Keys.PARTITION, ScalarAttributeType.S),
                    attribute(Keys.SORT, ScalarAttributeType.S),
                    attribute(KeyItem.LISTED, ScalarAttributeType.S),
                    attribute(KeyItem.ID, ScalarAttributeType.S)));

    private static final Set<IndexStatus> READY = Set.of(IndexStatus.ACTIVE, IndexStatus.UPDATING);

    private final String setting;
    private final Map<String, List<KeySchemaElement>> indexes;
    private final List<AttributeDefinition> attributes;

    private TableShape(
            String setting, Map<String, List<KeySchemaElement>> indexes, List<AttributeDefinition> attributes) {
        this.setting = setting;
        this.indexes = indexes;
        this.attributes = attributes;
    }

    private TableShape and(Map<String, List<KeySchemaElement>> moreIndexes, List<AttributeDefinition> moreAttributes) {
        Map<String, List<KeySchemaElement>> allIndexes = new HashMap<>(indexes);
        allIndexes.putAll(moreIndexes);
        List<AttributeDefinition> allAttributes = new ArrayList<>(attributes);
        allAttributes.addAll(moreAttributes);
        return new TableShape(setting, allIndexes, allAttributes);
    }

    CreateTableRequest creation(String name, Settings.Table table) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .keySchema(KEYS)
                .attributeDefinitions(attributes)
                .billingMode(table.billing());
        if (!indexes.isEmpty()) {
            request.globalSecondaryIndexes(
                    indexes.keySet().stream().map(one -> index(one, table)).toList());
        }
        if (table.billing() == BillingMode.PROVISIONED) {
            request.provisionedThroughput(capacity(table));
        }
        return request.build();
    }

    private GlobalSecondaryIndex index(String name, Settings.Table table) {
        GlobalSecondaryIndex.Builder index = GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(indexes.get(name))
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
    Optional<String> defect(TableDescription found) {
        if (!described(found.keySchema()).equals(described(KEYS)) || !hasTypesOf(found, KEYS)) {
            return Optional.of("it has other keys: " + described(found.keySchema()) + " of "
                    + found.attributeDefinitions() + "; name a table of this store's own in " + setting);
        }
        Map<String, String> foundIndexes = found.globalSecondaryIndexes().stream()
                .filter(index -> READY.contains(index.indexStatus()))
                .collect(Collectors.toMap(
                        GlobalSecondaryIndexDescription::indexName, index -> described(index.keySchema())));
        return indexes.entrySet().stream()
                .filter(index -> !described(index.getValue()).equals(foundIndexes.get(index.getKey()))
                        || !hasTypesOf(found, index.getValue()))
                .findFirst()
                .map(index -> "it lacks the index " + index.getKey() + " (" + described(index.getValue())
                        + "), or that is not ready");
    }

    /** The service forgets the type of an attribute with the last index that has it. */
    private boolean hasTypesOf(TableDescription found, List<KeySchemaElement> keys) {
        List<String> names = keys.stream().map(KeySchemaElement::attributeName).toList();
        return attributes.stream()
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
