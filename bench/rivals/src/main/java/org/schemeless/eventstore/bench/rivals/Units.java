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
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Counts requests to DynamoDB, and the units it says they took: the SDK finds this class by a file on the class path and shows
 * it all requests of all clients.
 */
public final class Units implements ExecutionInterceptor {

    private static final LongAdder REQUESTS = new LongAdder();
    private static final DoubleAdder READ = new DoubleAdder();
    private static final DoubleAdder WRITTEN = new DoubleAdder();

    /** Since the last reset, units in hundredths. */
    record Counted(long requests, long read, long written) {

        @Override
        public String toString() {
            return "requests=" + requests + "\nread=" + read + "\nwritten=" + written + "\n";
        }
    }

    static void reset() {
        REQUESTS.reset();
        READ.reset();
        WRITTEN.reset();
    }

    static Counted counted() {
        return new Counted(REQUESTS.sum(), hundredths(READ), hundredths(WRITTEN));
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
        REQUESTS.increment();
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
        DoubleAdder sum = context.request().getClass().getSimpleName().matches(".*(Get|Query|Scan).*") ? READ : WRITTEN;
        context.response()
                .getValueForField("ConsumedCapacity", Object.class)
                .map(units -> units instanceof List<?> list ? list : List.of(units))
                .ifPresent(units -> units.forEach(unit -> sum.add(((ConsumedCapacity) unit).capacityUnits())));
    }
}
