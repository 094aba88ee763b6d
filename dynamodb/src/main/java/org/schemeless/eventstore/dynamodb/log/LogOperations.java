/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Decision;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Operations;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Makes the operations that the log adds to transactions, and those of its own. */
public final class LogOperations {

    private final String table;
    private final Operations operations;

    public LogOperations(String table, Operations operations) {
        this.table = table;
        this.operations = operations;
    }

    /** Puts an append on the list of those that get positions. */
    public Operation pending(PendingAppend append) {
        return operations.create(new Operation.OfLog(), append.item());
    }

    /** Commits a batch whose heads follow; returns the decision it met if there is one. */
    public Operation decision(BatchToken token) {
        return operations.create(new Operation.OfDecision(), Decision.COMMITTED.item(token));
    }

    Operation item(LogItem item) {
        return operations.create(new Operation.OfLog(), item.item());
    }

    /** Moves the log's head on, unless another sequencer has moved it since it was read. */
    Operation advance(LogHead head, long last, List<BatchToken> tokens) {
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
