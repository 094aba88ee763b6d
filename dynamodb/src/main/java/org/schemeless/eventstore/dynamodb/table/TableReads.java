/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.spi.Parts;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/** The reads of the table: strongly consistent, but for those of an index. */
public final class TableReads {

    private static final int KEYS_PER_READ = 100;

    private final DynamoDbClient client;
    private final String name;
    private final RequestRetries retries;
    private final Parallel parallel;

    public TableReads(DynamoDbClient client, String name, RequestRetries retries, Parallel parallel) {
        this.client = client;
        this.name = name;
        this.retries = retries;
        this.parallel = parallel;
    }

    /** The item, empty if there is none. */
    public Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(name)
                .key(key)
                .consistentRead(true)
                .build();
        return retries.repeat(() -> client.getItem(request)).item();
    }

    /** Those of these items that exist, with their keys and one attribute only, in no order. */
    public List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys, String attribute) {
        return all(keys, String.join(", ", Keys.PARTITION, Keys.SORT, attribute));
    }

    /** Those of these items that exist, in no order. */
    public List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys) {
        if (keys.size() == 1) {
            return List.of(item(keys.get(0))).stream()
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
        return all(keys, null);
    }

    /** Those of these items that exist, all of them as they were at one moment, in no order; 100 at most. */
    public List<Map<String, AttributeValue>> itemsAtOnce(List<Map<String, AttributeValue>> keys) {
        if (keys.size() < 2) {
            return items(keys);
        }
        TransactGetItemsRequest request = TransactGetItemsRequest.builder()
                .transactItems(keys.stream()
                        .map(key -> TransactGetItem.builder()
                                .get(get -> get.tableName(name).key(key))
                                .build())
                        .toList())
                .build();
        return retries.repeat(() -> client.transactGetItems(request)).responses().stream()
                .map(ItemResponse::item)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private List<Map<String, AttributeValue>> all(List<Map<String, AttributeValue>> keys, @Nullable String attributes) {
        return parallel.map(Parts.of(keys, KEYS_PER_READ), part -> part(part, attributes)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Map<String, AttributeValue>> part(
            List<Map<String, AttributeValue>> keys, @Nullable String attributes) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, KeysAndAttributes> left = Map.of(
                name,
                KeysAndAttributes.builder()
                        .keys(keys)
                        .consistentRead(true)
                        .projectionExpression(attributes)
                        .build());
        while (!left.isEmpty()) {
            Map<String, KeysAndAttributes> asked = left;
            var answer = retries.repeat(() -> client.batchGetItem(request -> request.requestItems(asked)));
            found.addAll(answer.responses().getOrDefault(name, List.of()));
            left = answer.unprocessedKeys();
        }
        return found;
    }

    /** All pages of a query. */
    public List<Map<String, AttributeValue>> query(QueryRequest query) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse page = page(query, start);
            found.addAll(page.items());
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty());
        return found;
    }

    /** All items of an index, page by page. */
    public void scan(String index, Consumer<List<Map<String, AttributeValue>>> work) {
        ScanRequest.Builder scan = ScanRequest.builder().tableName(name).indexName(index);
        ScanResponse page;
        do {
            page = retries.repeat(() -> client.scan(scan.build()));
            work.accept(page.items());
            scan.exclusiveStartKey(page.lastEvaluatedKey());
        } while (page.hasLastEvaluatedKey());
    }

    /** @param start where the page before ended, empty for the first */
    public QueryResponse page(QueryRequest query, Map<String, AttributeValue> start) {
        QueryRequest.Builder page = query.toBuilder().tableName(name);
        if (!start.isEmpty()) {
            page.exclusiveStartKey(start);
        }
        return retries.repeat(() -> client.query(page.build()));
    }
}
