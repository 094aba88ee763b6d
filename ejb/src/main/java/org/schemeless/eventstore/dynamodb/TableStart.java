/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Makes the table ready: creates it if it is missing and may be created, waits until it can be used, checks its keys. */
final class TableStart {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DynamoDbClient client;
    private final Settings.Table table;

    TableStart(DynamoDbClient client, Settings.Table table) {
        this.client = client;
        this.table = table;
    }

    /** @throws IllegalStateException if the table cannot be used, and why */
    void prepare() {
        try {
            if (!exists()) {
                create();
            }
            client.waiter()
                    .waitUntilTableExists(
                            request -> request.tableName(table.name()), wait -> wait.waitTimeout(PATIENCE));
            TableShape.defect(client.describeTable(request -> request.tableName(table.name()))
                            .table())
                    .ifPresent(defect -> {
                        throw unusable(defect, null);
                    });
        } catch (SdkException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean exists() {
        try {
            client.describeTable(request -> request.tableName(table.name()));
            return true;
        } catch (ResourceNotFoundException e) {
            if (!table.create()) {
                throw unusable("it does not exist; create it, or set eventstore.dynamodb.create-table=true", e);
            }
            return false;
        }
    }

    /** Another node may be creating it at this moment. */
    private void create() {
        try {
            client.createTable(TableShape.creation(table));
        } catch (ResourceInUseException e) {
            // made by another node meanwhile
        }
    }

    private IllegalStateException unusable(String why, @Nullable Throwable cause) {
        return new IllegalStateException(
                "the event store cannot use the DynamoDB table " + table.name() + ": " + why, cause);
    }
}
