/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** Sees every request of a storage, counts them, and makes faults. */
final class Requests implements ExecutionInterceptor {

    private static final ExecutionAttribute<Integer> NUMBER = new ExecutionAttribute<>("number of its kind");

    private final List<SdkRequest> sent = new CopyOnWriteArrayList<>();
    private final DoubleAdder units = new DoubleAdder();
    private volatile Fault before = (request, nth) -> {};
    private volatile Fault after = (request, nth) -> {};
    private volatile BiFunction<SdkResponse, Integer, SdkResponse> answer = (response, nth) -> response;

    /** Told of a request and how many of its kind there were, itself included; throws to make a fault. */
    interface Fault extends BiConsumer<SdkRequest, Integer> {}

    /** Before a request is sent: it never arrives. */
    void before(Fault fault) {
        before = fault;
    }

    /** After a request was carried out: its answer is lost. */
    void after(Fault fault) {
        after = fault;
    }

    /** What the storage is answered, given the true answer and which of its kind it is. */
    void answer(BiFunction<SdkResponse, Integer, SdkResponse> made) {
        answer = made;
    }

    void clear() {
        sent.clear();
        units.reset();
        before = (request, nth) -> {};
        after = (request, nth) -> {};
        answer = (response, nth) -> response;
    }

    /** How many requests of this kind were sent, by the first letters of their names. */
    int count(String kind) {
        return (int) sent.stream().filter(request -> is(request, kind)).count();
    }

    int count() {
        return sent.size();
    }

    List<String> names() {
        return sent.stream().map(Requests::name).toList();
    }

    List<Integer> operationsPerTransaction() {
        return transactions().stream()
                .map(request -> request.transactItems().size())
                .toList();
    }

    List<Integer> eventsPerTransaction() {
        return transactions().stream()
                .map(request -> (int) request.transactItems().stream()
                        .filter(item -> item.put() != null)
                        .filter(item -> item.put().item().containsKey(EventItem.ORDER))
                        .count())
                .toList();
    }

    List<TransactWriteItemsRequest> transactions() {
        return sent.stream()
                .filter(TransactWriteItemsRequest.class::isInstance)
                .map(TransactWriteItemsRequest.class::cast)
                .toList();
    }

    /** How many items were written outside of transactions, one a request or in bulk. */
    int writes() {
        return sent.stream().mapToInt(Requests::writes).sum();
    }

    private static int writes(SdkRequest request) {
        if (request instanceof BatchExecuteStatementRequest statements) {
            return statements.statements().size();
        }
        if (request instanceof BatchWriteItemRequest bulk) {
            return bulk.requestItems().values().stream().mapToInt(List::size).sum();
        }
        return Set.of("PutItem", "UpdateItem", "DeleteItem").contains(name(request)) ? 1 : 0;
    }

    /** What the service said that requests of one item took since the last clearing, in units. */
    double units() {
        return units.sum();
    }

    /** Asks what it takes. DynamoDB Local tells that of one operation of a transaction only. */
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (request instanceof PutItemRequest put) {
            return put.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        if (request instanceof GetItemRequest get) {
            return get.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        if (request instanceof QueryRequest query) {
            return query.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        if (request instanceof BatchGetItemRequest batch) {
            return batch.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        return request;
    }

    private static Stream<ConsumedCapacity> consumed(SdkResponse response) {
        if (response instanceof PutItemResponse put) {
            return Stream.ofNullable(put.consumedCapacity());
        }
        if (response instanceof GetItemResponse get) {
            return Stream.ofNullable(get.consumedCapacity());
        }
        if (response instanceof QueryResponse query) {
            return Stream.ofNullable(query.consumedCapacity());
        }
        if (response instanceof BatchGetItemResponse batch) {
            return batch.consumedCapacity().stream();
        }
        return response instanceof TransactWriteItemsResponse transaction
                ? transaction.consumedCapacity().stream()
                : Stream.empty();
    }

    static String name(SdkRequest request) {
        return request.getClass().getSimpleName().replace("Request", "");
    }

    static boolean is(SdkRequest request, String kind) {
        return request.getClass().getSimpleName().startsWith(kind);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        attributes.putAttribute(NUMBER, added(request));
        before.accept(request, attributes.getAttribute(NUMBER));
    }

    /** Which of its kind it is. Requests are sent at the same time, and no two have the same number. */
    private synchronized int added(SdkRequest request) {
        sent.add(request);
        return count(request.getClass().getSimpleName());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        after.accept(context.request(), attributes.getAttribute(NUMBER));
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        consumed(context.response()).forEach(taken -> units.add(taken.capacityUnits()));
        return answer.apply(context.response(), attributes.getAttribute(NUMBER));
    }
}
