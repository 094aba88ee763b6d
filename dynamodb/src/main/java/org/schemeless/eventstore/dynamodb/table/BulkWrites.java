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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.spi.Parts;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes to many items of the table, each by itself and in no order, so many a request as the service takes, several
 * requests at once. It is no transaction, and costs what single requests cost: a write may be carried out and the next
 * one not. So it is for what may be done in part, and again.
 */
public final class BulkWrites {

    /** The service takes so many writes in a request. */
    public static final int MOST = 25;

    private final DynamoDbClient client;
    private final String name;
    private final RequestRetries retries;
    private final Parallel parallel;

    public BulkWrites(DynamoDbClient client, String name, RequestRetries retries, Parallel parallel) {
        this.client = client;
        this.name = name;
        this.retries = retries;
        this.parallel = parallel;
    }

    /**
     * What an item is to have.
     *
     * @param key of the item
     * @param values of some of its attributes, the same attributes for all items that are changed together
     */
    public record Change(Map<String, AttributeValue> key, SortedMap<String, AttributeValue> values) {}

    /**
     * Sets attributes of those of these items that are there and have an attribute of this name. No item is created.
     *
     * @param changes each of another item
     * @return those whose items are not there, or lack the attribute
     * @throws RuntimeException as {@link RequestRetries#repeat} says; then some of the changes may be made
     */
    public List<Change> change(List<Change> changes, String required) {
        return parallel.map(Parts.of(changes, MOST), part -> changeSome(part, required)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Change> changeSome(List<Change> changes, String required) {
        String statement = statement(changes.get(0).values().keySet(), required);
        List<Change> refused = new ArrayList<>();
        List<Change> left = new ArrayList<>(changes);
        repeat(left, () -> {
            List<Change> asked = List.copyOf(left);
            BatchExecuteStatementRequest request = BatchExecuteStatementRequest.builder()
                    .statements(asked.stream()
                            .map(change -> statement(statement, change))
                            .toList())
                    .build();
            List<BatchStatementResponse> answers =
                    client.batchExecuteStatement(request).responses();
            List<Change> again = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                @Nullable BatchStatementError error = answers.get(i).error();
                if (AwsErrors.isConditionFailed(error)) {
                    refused.add(asked.get(i));
                } else if (error != null) {
                    again.add(asked.get(i));
                    checkPassing(error);
                }
            }
            return again;
        });
        return refused;
    }

    private void checkPassing(BatchStatementError error) {
        if (!AwsErrors.isPassing(error)) {
            throw new IllegalStateException("DynamoDB refused to change an item of the table " + name + ": "
                    + error.codeAsString() + ", " + error.message());
        }
    }

    /** An item that is not there fails the condition, as one does that lacks the attribute. */
    private String statement(Collection<String> attributes, String required) {
        return attributes.stream()
                .map(attribute -> "SET \"" + attribute + "\"=?")
                .collect(Collectors.joining(
                        " ",
                        "UPDATE \"" + name + "\" ",
                        " WHERE \"" + Keys.PARTITION + "\"=? AND \"" + Keys.SORT + "\"=? AND \"" + required
                                + "\" IS NOT MISSING"));
    }

    private static BatchStatementRequest statement(String statement, Change change) {
        List<AttributeValue> parameters = new ArrayList<>(change.values().values());
        parameters.add(Values.required(change.key(), Keys.PARTITION));
        parameters.add(Values.required(change.key(), Keys.SORT));
        return BatchStatementRequest.builder()
                .statement(statement)
                .parameters(parameters)
                .build();
    }

    /**
     * Deletes those of these items that are there.
     *
     * @param keys no two alike
     * @throws RuntimeException as {@link RequestRetries#repeat} says; then some of the items may be gone
     */
    public void delete(List<Map<String, AttributeValue>> keys) {
        parallel.each(Parts.of(keys, MOST), this::deleteSome);
    }

    private void deleteSome(List<Map<String, AttributeValue>> keys) {
        List<WriteRequest> left =
                new ArrayList<>(keys.stream().map(BulkWrites::deletion).toList());
        repeat(left, () -> {
            BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                    .requestItems(Map.of(name, List.copyOf(left)))
                    .build();
            return client.batchWriteItem(request).unprocessedItems().getOrDefault(name, List.of());
        });
    }

    private static WriteRequest deletion(Map<String, AttributeValue> key) {
        return WriteRequest.builder()
                .deleteRequest(DeleteRequest.builder().key(key).build())
                .build();
    }

    /**
     * Sends again what the service has put off: at once if it has come to some, a while later if to none. The budget
     * begins anew with each write that is done, as it would if each had a request of its own; else those who have more
     * to write than the table takes within the budget would begin with the same writes for ever.
     *
     * @param request gives what was put off
     */
    private <T> void repeat(List<T> left, Supplier<List<T>> request) {
        while (!left.isEmpty()) {
            retries.repeatWrite(() -> {
                List<T> again = List.copyOf(request.get());
                if (again.size() == left.size()) {
                    throw AwsErrors.putOff(again.size());
                }
                left.clear();
                return left.addAll(again);
            });
        }
    }
}
