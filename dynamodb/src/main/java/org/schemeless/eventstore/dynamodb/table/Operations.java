/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Makes the operations of transactions. Each returns the item it met if its condition does not hold. */
public final class Operations {

    private static final ReturnValuesOnConditionCheckFailure OLD = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    private final String table;

    public Operations(String table) {
        this.table = table;
    }

    /** Creates an item that must not be there. */
    public Operation create(Operation.Subject subject, Map<String, AttributeValue> item) {
        TransactWriteItem write = TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression(Keys.ABSENT)
                        .returnValuesOnConditionCheckFailure(OLD))
                .build();
        return new Operation(subject, write, ItemSize.of(item));
    }
}
