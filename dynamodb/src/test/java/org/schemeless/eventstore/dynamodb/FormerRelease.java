/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.table.Keys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * What the release before sent that changes in bulk came with: an update for each event, a deletion for each pending
 * append, and events that keep their order of storing in one place only. A node with such a client is one of it to all
 * others.
 */
final class FormerRelease {

    private FormerRelease() {}

    /** @param executor sends several at once */
    static DynamoDbClient of(DynamoDbClient client, Executor executor) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                FormerRelease.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, args) -> {
                    if (args != null && args[0] instanceof BatchExecuteStatementRequest request) {
                        return updates(client, executor, request);
                    }
                    if (args != null && args[0] instanceof BatchWriteItemRequest request) {
                        return deletions(client, request);
                    }
                    if (args != null && args[0] instanceof TransactWriteItemsRequest request) {
                        return client.transactWriteItems(former(request));
                    }
                    try {
                        return method.invoke(client, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static BatchExecuteStatementResponse updates(
            DynamoDbClient client, Executor executor, BatchExecuteStatementRequest request) {
        List<CompletableFuture<Void>> all = request.statements().stream()
                .map(statement -> CompletableFuture.runAsync(() -> update(client, statement), executor))
                .toList();
        all.forEach(FormerRelease::await);
        return BatchExecuteStatementResponse.builder()
                .responses(all.stream()
                        .map(done -> BatchStatementResponse.builder().build())
                        .toList())
                .build();
    }

    /** A failure is that of the request, which may pass. */
    private static void await(CompletableFuture<Void> update) {
        try {
            update.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** The values of a statement are those of the order, the position, the partition and the sort key. */
    private static void update(DynamoDbClient client, BatchStatementRequest statement) {
        String table = statement.statement().split("\"")[1];
        List<AttributeValue> values = statement.parameters();
        try {
            client.updateItem(request -> request.tableName(table)
                    .key(Map.of(Keys.PARTITION, values.get(2), Keys.SORT, values.get(3)))
                    .conditionExpression("attribute_exists(pk)")
                    .updateExpression("SET w = if_not_exists(w, o), o = :position, n = :position")
                    .expressionAttributeValues(Map.of(":position", values.get(1))));
        } catch (ConditionalCheckFailedException e) {
            // it is gone
        }
    }

    private static BatchWriteItemResponse deletions(DynamoDbClient client, BatchWriteItemRequest request) {
        request.requestItems()
                .forEach((table, writes) -> writes.forEach(write -> client.deleteItem(delete ->
                        delete.tableName(table).key(write.deleteRequest().key()))));
        return BatchWriteItemResponse.builder().build();
    }

    private static TransactWriteItemsRequest former(TransactWriteItemsRequest request) {
        return request.toBuilder()
                .transactItems(request.transactItems().stream()
                        .map(FormerRelease::former)
                        .toList())
                .build();
    }

    private static TransactWriteItem former(TransactWriteItem write) {
        if (write.put() == null || !write.put().item().containsKey(EventItem.ORDER)) {
            return write;
        }
        Map<String, AttributeValue> item = new HashMap<>(write.put().item());
        item.remove(EventItem.STORED);
        return write.toBuilder().put(write.put().toBuilder().item(item).build()).build();
    }
}
