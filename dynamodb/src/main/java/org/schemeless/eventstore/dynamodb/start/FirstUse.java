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
import java.util.Optional;
import org.schemeless.eventstore.dynamodb.log.LogHead;
import org.schemeless.eventstore.dynamodb.log.LogKeys;
import org.schemeless.eventstore.dynamodb.table.Keys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Notes in a new table what it keeps beside events, and holds a used one to what was noted: events that were appended
 * without a log would never get a position, and those after them in their streams neither; streams that began without
 * lists would never be in one.
 */
final class FirstUse {

    private static final String LOG = "eventstore.dynamodb.log";
    private static final String LISTS = "eventstore.dynamodb.lists";

    private final DynamoDbClient client;
    private final String table;
    private final boolean log;
    private final boolean lists;
    private final Optional<String> lacksForLists;

    /**
     * @param lists whether it keeps lists if it is new
     * @param lacksForLists what it lacks to keep any, empty if nothing
     */
    FirstUse(DynamoDbClient client, String table, boolean log, boolean lists, Optional<String> lacksForLists) {
        this.client = client;
        this.table = table;
        this.log = log;
        this.lists = lists;
        this.lacksForLists = lacksForLists;
    }

    /**
     * @return whether the table keeps lists
     * @throws IllegalStateException if the table was used with a log and is to be used without, or the other way, or
     *     lacks an index
     */
    boolean prepare() {
        Map<String, AttributeValue> head = head();
        if (head.isEmpty()) {
            create();
            head = head();
        }
        if (LogHead.of(head).enabled() != log) {
            throw unusable("it was first used with " + LOG + "=" + !log + " and is now to be used with " + log
                    + "; a table keeps what it began with: set " + LOG + "=" + !log
                    + ", or name another table in eventstore.dynamodb.table");
        }
        boolean kept = LogHead.keepsLists(head);
        if (kept) {
            lacksForLists.ifPresent(defect -> {
                throw unusable(defect + "; it was first used with " + LISTS
                        + "=true, and a table keeps what it began with: add the index again");
            });
        }
        return kept;
    }

    private Map<String, AttributeValue> head() {
        return client.getItem(
                        request -> request.tableName(table).key(LogKeys.head()).consistentRead(true))
                .item();
    }

    /** Another node may have noted it, and have begun to write, since the head was looked for. */
    private void create() {
        boolean used = (log || lists) && isUsed() && head().isEmpty();
        if (used && log) {
            throw unusable("it has events of a version that had no log; set " + LOG
                    + "=false, or name another table in eventstore.dynamodb.table");
        }
        if (lists && !used) {
            lacksForLists.ifPresent(defect -> {
                throw unusable(defect + "; add the index, or set " + LISTS + "=false");
            });
        }
        note(lists && !used);
    }

    private boolean isUsed() {
        return !client.scan(request -> request.tableName(table).limit(1).consistentRead(true))
                .items()
                .isEmpty();
    }

    /** Another node may be at it at this moment. */
    private void note(boolean keepsLists) {
        try {
            client.putItem(request -> request.tableName(table)
                    .item(LogHead.fresh(log, keepsLists))
                    .conditionExpression(Keys.ABSENT));
        } catch (ConditionalCheckFailedException e) {
            // noted by another node meanwhile
        }
    }

    private IllegalStateException unusable(String why) {
        return Preparation.unusable(Preparation.table(table), why, null);
    }
}
