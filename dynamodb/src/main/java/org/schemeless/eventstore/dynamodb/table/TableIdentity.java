/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Tells this table from all others, also from one with the same name before it or after it: a backup is restored into a
 * table of its own. The service is asked once.
 */
public final class TableIdentity {

    private final DynamoDbClient client;
    private final String name;
    private final RequestRetries retries;
    private volatile @Nullable String known;

    public TableIdentity(DynamoDbClient client, String name, RequestRetries retries) {
        this.client = client;
        this.name = name;
        this.retries = retries;
    }

    public String id() {
        @Nullable String id = known;
        if (id == null) {
            id = of(retries.repeat(() ->
                    client.describeTable(request -> request.tableName(name)).table()));
            known = id;
        }
        return id;
    }

    private static String of(TableDescription table) {
        return table.tableId() == null ? table.tableArn() + "@" + table.creationDateTime() : table.tableId();
    }
}
