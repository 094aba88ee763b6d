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
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Makes the table ready: creates it if it is missing and may be created, waits until it can be used, checks its keys. */
final class TableStart {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final DynamoDbClient client;
    private final Settings.Table table;
    private final Duration patience;

    TableStart(DynamoDbClient client, Settings.Table table) {
        this(client, table, PATIENCE);
    }

    /** @param patience how long a table that is being created is waited for */
    TableStart(DynamoDbClient client, Settings.Table table, Duration patience) {
        this.client = client;
        this.table = table;
        this.patience = patience;
    }

    /** @throws IllegalStateException if the table cannot be used, and why */
    void prepare() {
        if (!exists()) {
            create();
        }
        awaitActive();
        TableShape.defect(described()).ifPresent(defect -> {
            throw unusable(defect, null);
        });
    }

    private boolean exists() {
        try {
            described();
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

    private void awaitActive() {
        try {
            client.waiter()
                    .waitUntilTableExists(
                            request -> request.tableName(table.name()),
                            wait -> wait.waitTimeout(patience)
                                    .maxAttempts(Integer.MAX_VALUE)
                                    .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(LOOK_AGAIN)));
        } catch (SdkClientException e) {
            TableStatus status = described().tableStatus();
            if (status != TableStatus.ACTIVE) {
                throw unusable("it is still " + status + " after " + patience + "; start again when it is ACTIVE", e);
            }
        }
    }

    private TableDescription described() {
        return client.describeTable(request -> request.tableName(table.name())).table();
    }

    private IllegalStateException unusable(String why, @Nullable Throwable cause) {
        return Preparation.unusable(Preparation.table(table.name()), why, cause);
    }
}
