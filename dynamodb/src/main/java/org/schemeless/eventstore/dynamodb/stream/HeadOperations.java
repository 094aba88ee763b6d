/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Makes the operations that move, fence and check heads. Each returns the head it met if its condition does not hold.
 */
public final class HeadOperations {

    /** More than any head or check adds. */
    private static final long HEAD_BYTES = 4_000;

    private static final String FREE = "attribute_not_exists(" + StreamHead.FENCE + ")";
    private static final ReturnValuesOnConditionCheckFailure OLD = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    private final String table;

    public HeadOperations(String table) {
        this.table = table;
    }

    /**
     * Moves a head that is free and at the base.
     *
     * @param more attributes that it gets beside its version
     */
    public Operation move(HeadKey head, long base, long goal, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":base", Values.number(base));
        values.put(":goal", Values.number(goal));
        return update(head, freeAt(base), "SET " + StreamHead.VERSION + " = :goal" + with(more, values), values);
    }

    /** Moves a head that this batch has fenced, and frees it. */
    public Operation moveFenced(HeadKey head, BatchToken token, long goal) {
        return update(
                head,
                StreamHead.FENCE + " = :token",
                "SET " + StreamHead.VERSION + " = :goal REMOVE " + StreamHead.FENCE,
                Map.of(":token", Values.text(token.text()), ":goal", Values.number(goal)));
    }

    /**
     * Fences a head that is free and at the base.
     *
     * @param goal the version the decision of the batch gives it, absent if the batch moves the head itself
     * @param more attributes that it gets as well
     */
    public Operation fence(
            HeadKey head, long base, BatchToken token, @Nullable Long goal, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":base", Values.number(base));
        values.put(":token", Values.text(token.text()));
        String update = "SET " + StreamHead.VERSION + " = :base, " + StreamHead.FENCE + " = :token";
        if (goal != null) {
            values.put(":goal", Values.number(goal));
            update += ", " + StreamHead.GOAL + " = :goal";
        }
        return update(head, freeAt(base), update + with(more, values), values);
    }

    /** What sets these attributes too; their values are added to those of the update. */
    private static String with(Map<String, AttributeValue> more, Map<String, AttributeValue> values) {
        more.forEach((name, value) -> values.put(":" + name, value));
        return more.keySet().stream().map(name -> ", " + name + " = :" + name).collect(Collectors.joining());
    }

    /** Checks that a head is free and at the base. */
    public Operation check(HeadKey head, long base) {
        TransactWriteItem write = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(head.key())
                        .conditionExpression(freeAt(base))
                        .expressionAttributeValues(Map.of(":base", Values.number(base)))
                        .returnValuesOnConditionCheckFailure(OLD))
                .build();
        return new Operation(new Operation.OfHead(head), write, HEAD_BYTES);
    }

    private Operation update(HeadKey head, String condition, String change, Map<String, AttributeValue> values) {
        TransactWriteItem write = TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(head.key())
                        .conditionExpression(condition)
                        .updateExpression(change)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(OLD))
                .build();
        return new Operation(new Operation.OfHead(head), write, HEAD_BYTES);
    }

    /** No version is as good as version 0. */
    private static String freeAt(long base) {
        String at = StreamHead.VERSION + " = :base";
        return (base == 0 ? "(" + at + " OR attribute_not_exists(" + StreamHead.VERSION + "))" : at) + " AND " + FREE;
    }
}
