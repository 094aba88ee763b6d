/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Counts requests to DynamoDB, and the units they take: the SDK finds this class by a file on the class path and shows
 * it all requests of all clients. What the sequencer does in the background is told from the rest by what it is about.
 */
public final class Units implements ExecutionInterceptor {

    /**
     * In a transaction, of up to 1 KB, as all are here, also if it fails. DynamoDB Local tells the units of one
     * operation only, and of statements none: these are 1 each.
     */
    private static final double UNITS_OF_OPERATION = 2;

    private static final LongAdder REQUESTS = new LongAdder();
    private static final DoubleAdder READ = new DoubleAdder();
    private static final DoubleAdder WRITTEN = new DoubleAdder();
    private static final DoubleAdder WRITTEN_BY_SEQUENCER = new DoubleAdder();

    static void reset() {
        REQUESTS.reset();
        READ.reset();
        WRITTEN.reset();
        WRITTEN_BY_SEQUENCER.reset();
    }

    /**
     * Since the last reset; units in hundredths.
     *
     * @param requests without those of the sequencer, like the next two
     */
    record Counted(long requests, long read, long written, long writtenBySequencer) {

        @Override
        public String toString() {
            return "requests=" + requests + "\nread=" + read + "\nwritten=" + written + "\nwritten-by-sequencer="
                    + writtenBySequencer + "\n";
        }
    }

    static Counted counted() {
        return new Counted(REQUESTS.sum(), hundredths(READ), hundredths(WRITTEN), hundredths(WRITTEN_BY_SEQUENCER));
    }

    private static long hundredths(DoubleAdder units) {
        return Math.round(units.sum() * 100);
    }

    /** Asks for the units as well. */
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof DynamoDbRequest request)) {
            return context.request();
        }
        boolean sequencer = isOfSequencer(request);
        if (!sequencer) {
            REQUESTS.increment();
        }
        if (request instanceof TransactWriteItemsRequest transaction) {
            add(
                    false,
                    sequencer,
                    UNITS_OF_OPERATION * transaction.transactItems().size());
        }
        if (request instanceof BatchExecuteStatementRequest statements) {
            add(false, sequencer, statements.statements().size());
        }
        SdkRequest.Builder builder = request.toBuilder();
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().equals("ReturnConsumedCapacity")) {
                field.set(builder, ReturnConsumedCapacity.TOTAL.toString());
            }
        }
        return builder.build();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        boolean reads = name(context.request()).matches("(Batch)?Get.*|Query.*|Scan.*");
        boolean sequencer = isOfSequencer(context.request());
        if (context.request() instanceof TransactWriteItemsRequest
                || context.request() instanceof BatchExecuteStatementRequest) {
            return; // counted when it was sent
        }
        context.response()
                .getValueForField("ConsumedCapacity", Object.class)
                .map(units -> units instanceof List<?> list ? list : List.of(units))
                .ifPresent(units ->
                        units.forEach(unit -> add(reads, sequencer, ((ConsumedCapacity) unit).capacityUnits())));
    }

    private static void add(boolean reads, boolean sequencer, double units) {
        if (!reads) {
            (sequencer ? WRITTEN_BY_SEQUENCER : WRITTEN).add(units);
        } else if (!sequencer) {
            READ.add(units);
        }
    }

    /** It reads pending appends, reads and writes items of the log, and shows and removes what it has numbered. */
    private static boolean isOfSequencer(SdkRequest request) {
        String name = name(request);
        String text = request.toString();
        return name.startsWith("UpdateItem")
                || name.startsWith("DeleteItem")
                || name.startsWith("BatchExecuteStatement")
                || name.startsWith("BatchWriteItem")
                || text.contains("(S=l:")
                || name.startsWith("Query") && text.contains("(S=p:");
    }

    private static String name(SdkRequest request) {
        return request.getClass().getSimpleName();
    }
}
