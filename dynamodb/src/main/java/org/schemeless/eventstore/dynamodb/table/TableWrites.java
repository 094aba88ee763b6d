/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The writes to the table. */
public final class TableWrites {

    private final DynamoDbClient client;
    private final String name;
    private final RequestRetries retries;

    public TableWrites(DynamoDbClient client, String name, RequestRetries retries) {
        this.client = client;
        this.name = name;
        this.retries = retries;
    }

    /**
     * Carries out all of these operations, or none. The same transaction sent again is recognised by the service for
     * ten minutes, so a lost answer is asked for again.
     *
     * @return the operations whose conditions did not hold; empty if all was done
     */
    public List<Operation.Failed> transact(List<Operation> operations) {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(operations.stream().map(Operation::write).toList())
                .clientRequestToken(BatchToken.next().text())
                .build();
        return retries.repeatWrite(() -> {
            try {
                client.transactWriteItems(request);
                return List.<Operation.Failed>of();
            } catch (TransactionCanceledException e) {
                if (!AwsErrors.isConditionFailed(e)) {
                    throw e;
                }
                return failed(operations, e.cancellationReasons());
            }
        });
    }

    private static List<Operation.Failed> failed(List<Operation> operations, List<CancellationReason> reasons) {
        return IntStream.range(0, operations.size())
                .filter(i -> AwsErrors.isConditionFailed(reasons.get(i)))
                .mapToObj(i -> new Operation.Failed(
                        operations.get(i).subject(),
                        reasons.get(i).hasItem() ? reasons.get(i).item() : Map.of()))
                .toList();
    }

    /** @return what is decided on this batch: the given decision, unless another was first */
    public Decision decide(BatchToken token, Decision decision) {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(name)
                .item(decision.item(token))
                .conditionExpression(Keys.ABSENT)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return retries.repeatWrite(() -> {
            try {
                client.putItem(put);
                return decision;
            } catch (ConditionalCheckFailedException e) {
                return Decision.of(e.item());
            }
        });
    }

    /**
     * What became of an item that was put.
     *
     * @param done whether the condition held, and the item was put
     * @param old what was there before, or is still there; empty if there was none
     */
    public record Replaced(boolean done, Map<String, AttributeValue> old) {}

    /** Puts an item in place of the one that is there, if a condition holds. */
    public Replaced replace(PutItemRequest item) {
        PutItemRequest put = item.toBuilder()
                .tableName(name)
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return retries.repeatWrite(() -> {
            try {
                return new Replaced(true, client.putItem(put).attributes());
            } catch (ConditionalCheckFailedException e) {
                return new Replaced(false, e.item());
            }
        });
    }

    /** @return the item that was removed, empty if there was none */
    public Map<String, AttributeValue> remove(Map<String, AttributeValue> key) {
        DeleteItemRequest delete = DeleteItemRequest.builder()
                .tableName(name)
                .key(key)
                .returnValues(ReturnValue.ALL_OLD)
                .build();
        return retries.repeatWrite(() -> client.deleteItem(delete).attributes());
    }

    /** @return whether the condition held, and the item was updated */
    public boolean update(UpdateItemRequest update) {
        return conditional(
                () -> client.updateItem(update.toBuilder().tableName(name).build()));
    }

    /** @return whether the condition held, and the item is gone */
    public boolean delete(DeleteItemRequest delete) {
        return conditional(
                () -> client.deleteItem(delete.toBuilder().tableName(name).build()));
    }

    private boolean conditional(Runnable request) {
        return retries.repeatWrite(() -> {
            try {
                request.run();
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }
}
