/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * Makes the table ready: creates it if it is missing and may be created, waits until it can be used, checks its keys.
 */
final class TableStart {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final DynamoDbClient client;
    private final Settings.Table table;
    private final String name;
    private final TableShape created;
    private final TableShape required;
    private final RequestRetries retries;
    private final Duration patience;

    /** @param lists whether a table that is created gets the indexes of the lists */
    TableStart(DynamoDbClient client, Settings.Table table, boolean lists, RequestRetries retries) {
        this(client, table, lists, retries, PATIENCE);
    }

    /** @param patience how long a table that is being created is waited for, however often it is asked for meanwhile */
    TableStart(DynamoDbClient client, Settings.Table table, boolean lists, RequestRetries retries, Duration patience) {
        this(
                client,
                table,
                table.name(),
                lists ? TableShape.WITH_LISTS : TableShape.OF_EVENTS,
                TableShape.OF_EVENTS,
                retries,
                patience);
    }

    private TableStart(
            DynamoDbClient client,
            Settings.Table table,
            String name,
            TableShape created,
            TableShape required,
            RequestRetries retries,
            Duration patience) {
        this.client = client;
        this.table = table;
        this.name = name;
        this.created = created;
        this.required = required;
        this.retries = retries;
        this.patience = patience;
    }

    /** The start of the table of views. */
    static TableStart ofViews(DynamoDbClient client, Settings.Table table, RequestRetries retries) {
        return new TableStart(
                client, table, table.viewsName(), TableShape.OF_VIEWS, TableShape.OF_VIEWS, retries, PATIENCE);
    }

    /** The start of the table of keys. */
    static TableStart ofKeys(DynamoDbClient client, Settings.Table table, RequestRetries retries) {
        return new TableStart(
                client, table, table.keysName(), TableShape.OF_KEYS, TableShape.OF_KEYS, retries, PATIENCE);
    }

    /**
     * @return the table as it is then
     * @throws IllegalStateException if the table cannot be used, and why
     */
    TableDescription prepare() {
        if (!exists()) {
            create();
        }
        awaitActive();
        TableDescription found = described();
        required.defect(found).ifPresent(defect -> {
            throw unusable(defect, null);
        });
        return found;
    }

    private boolean exists() {
        if (isThere()) {
            return true;
        }
        if (!table.create()) {
            throw unusable("it does not exist; create it, or set eventstore.dynamodb.create-table=true", null);
        }
        return false;
    }

    boolean isThere() {
        try {
            described();
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    /** Another node may be creating it at this moment. */
    private void create() {
        try {
            retries.repeat(() -> client.createTable(created.creation(name, table)));
        } catch (ResourceInUseException e) {
            // made by another node meanwhile
        }
    }

    /** Each question has the whole budget: one that gets no answer is not the end of the wait. */
    private void awaitActive() {
        long end = System.nanoTime() + patience.toNanos();
        for (TableStatus status = status(); status != TableStatus.ACTIVE; status = status()) {
            if (System.nanoTime() - end > 0) {
                throw unusable(
                        "it is still " + status + " after " + patience + "; start again when it is ACTIVE", null);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw unusable("it is still " + status + ", and the server ends the thread that waits for it", null);
            }
        }
    }

    private TableStatus status() {
        return described().tableStatus();
    }

    private TableDescription described() {
        return retries.repeat(
                () -> client.describeTable(request -> request.tableName(name)).table());
    }

    private IllegalStateException unusable(String why, @Nullable Throwable cause) {
        return Preparation.unusable(Preparation.table(name), why, cause);
    }
}
