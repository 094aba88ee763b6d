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
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Makes the operations that the log adds to transactions, and those of its own. */
final class LogOperations {

    private static final String ABSENT = "attribute_not_exists(" + Keys.PARTITION + ")";

    private final String table;

    LogOperations(String table) {
        this.table = table;
    }

    /** Puts an append on the list of those that get positions. */
    Operation pending(PendingAppend append) {
        return create(new Operation.OfLog(), append.item());
    }

    /** Commits a batch whose heads follow; returns the decision it met if there is one. */
    Operation decision(String token) {
        return create(new Operation.OfDecision(), Decision.COMMITTED.item(token));
    }

    Operation item(LogItem item) {
        return create(new Operation.OfLog(), item.item());
    }

    private Operation create(Operation.Subject subject, Map<String, AttributeValue> item) {
        TransactWriteItem write = TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression(ABSENT)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        return new Operation(subject, write, ItemSize.of(item));
    }

    /** Moves the log's head on, unless another sequencer has moved it since it was read. */
    Operation advance(LogHead head, long last, List<String> tokens) {
        TransactWriteItem write = TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(LogKeys.head())
                        .conditionExpression(LogHead.LAST + " = :before")
                        .updateExpression("SET " + LogHead.LAST + " = :last, " + LogHead.BEFORE + " = :before, "
                                + LogHead.ROUND + " = :round")
                        .expressionAttributeValues(Map.of(
                                ":last", Values.number(last),
                                ":before", Values.number(head.last()),
                                ":round", Values.text(LogHead.roundText(tokens)))))
                .build();
        return new Operation(new Operation.OfLog(), write, ItemSize.utf8(LogHead.roundText(tokens)));
    }
}
