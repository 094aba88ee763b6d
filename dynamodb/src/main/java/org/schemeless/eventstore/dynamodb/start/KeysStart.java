/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.util.HashMap;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Notes in the table of events which table has its keys. Without it a table of keys that is missing, after a restore or
 * by a name that was mistyped, would be made anew, empty, and all personal members would read as erased.
 */
final class KeysStart {

    private static final String SETTING = "eventstore.dynamodb.keys-table";
    private static final String NAME = "keys";

    private final DynamoDbClient client;
    private final Settings.Table table;

    KeysStart(DynamoDbClient client, Settings.Table table) {
        this.client = client;
        this.table = table;
    }

    /**
     * That keys of these events are not missing, before a table of keys is made.
     *
     * @return the name of the table
     * @throws IllegalStateException if there are some in another table, or in this one, which is gone
     */
    String requireNone() {
        Map<String, AttributeValue> noted = client.getItem(request ->
                        request.tableName(table.name()).key(Keys.keysTable()).consistentRead(true))
                .item();
        if (!noted.isEmpty()) {
            String before = Values.text(noted, NAME);
            throw Preparation.unusable(
                    Preparation.table(table.keysName()),
                    "it does not exist, and keys that encrypt members of events in " + table.name() + " are in "
                            + before + ": restore that, or name the table that has them in " + SETTING
                            + "; if they are lost, and their members are to read as erased, create an empty table",
                    null);
        }
        return table.keysName();
    }

    /** @return the name that was noted */
    String note() {
        Map<String, AttributeValue> item = new HashMap<>(Keys.keysTable());
        item.put(NAME, Values.text(table.keysName()));
        client.putItem(request -> request.tableName(table.name()).item(item));
        return table.keysName();
    }
}
