/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.util.Map;
import org.schemeless.eventstore.dynamodb.log.LogHead;
import org.schemeless.eventstore.dynamodb.log.LogKeys;
import org.schemeless.eventstore.dynamodb.table.Keys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Notes in a new table whether it has a log, and holds a used one to what was noted: events that were appended without
 * one would never get a position, and those after them in their streams neither.
 */
final class LogStart {

    private static final String SETTING = "eventstore.dynamodb.log";

    private final DynamoDbClient client;
    private final String table;
    private final boolean enabled;

    LogStart(DynamoDbClient client, String table, boolean enabled) {
        this.client = client;
        this.table = table;
        this.enabled = enabled;
    }

    /** @throws IllegalStateException if the table was used the other way */
    void prepare() {
        Map<String, AttributeValue> head = head();
        if (head.isEmpty()) {
            refuseUsed();
            create();
            head = head();
        }
        if (LogHead.of(head).enabled() != enabled) {
            throw unusable(
                    "it was first used with " + SETTING + "=" + !enabled + " and is now to be used with " + enabled
                            + "; a table keeps what it began with: set " + SETTING + "=" + !enabled
                            + ", or name another table in eventstore.dynamodb.table");
        }
    }

    private Map<String, AttributeValue> head() {
        return client.getItem(
                        request -> request.tableName(table).key(LogKeys.head()).consistentRead(true))
                .item();
    }

    /** Another node may have noted it, and have begun to write, since the head was looked for. */
    private void refuseUsed() {
        boolean used = enabled
                && !client.scan(request -> request.tableName(table).limit(1).consistentRead(true))
                        .items()
                        .isEmpty()
                && head().isEmpty();
        if (used) {
            throw unusable("it has events of a version that had no log; set " + SETTING
                    + "=false, or name another table in eventstore.dynamodb.table");
        }
    }

    /** Another node may be at it at this moment. */
    private void create() {
        try {
            client.putItem(request ->
                    request.tableName(table).item(LogHead.fresh(enabled)).conditionExpression(Keys.ABSENT));
        } catch (ConditionalCheckFailedException e) {
            // noted by another node meanwhile
        }
    }

    private IllegalStateException unusable(String why) {
        return Preparation.unusable(Preparation.table(table), why, null);
    }
}
