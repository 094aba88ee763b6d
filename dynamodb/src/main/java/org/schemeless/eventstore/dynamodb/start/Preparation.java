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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Makes table and bucket ready before the first append, or says what is wrong. What may pass is repeated. */
public final class Preparation {

    /**
     * A deployment that fails has to be repeated by somebody, and the first requests of a JVM that starts are its
     * slowest.
     */
    private static final Duration LEAST_BUDGET = Duration.ofMinutes(1);

    private final Settings settings;
    private final Clients clients;
    private final RequestRetries retries;

    public Preparation(Settings settings, Clients clients, RequestRetries retries) {
        this.settings = settings;
        this.clients = clients;
        this.retries = retries;
    }

    /**
     * @return the settings as they hold for the table, which keeps what it began with
     * @throws IllegalStateException if the table or the bucket cannot be used, and why
     */
    public Settings prepare() {
        Settings.Table table = settings.table();
        String named = table(table.name());
        // its requests are repeated one by one: a table may take longer to be created than a request is repeated
        TableDescription found =
                told(named, new TableStart(clients.dynamoDb(), table, settings.lists(), retries)::prepare);
        FirstUse use = new FirstUse(
                clients.dynamoDb(),
                table.name(),
                settings.log(),
                settings.lists(),
                TableShape.WITH_LISTS.defect(found));
        boolean lists = told(named, () -> retries.repeat(use::prepare));
        String bucket = bucket(settings.bucket().name());
        told(
                bucket,
                () -> retries.repeat(() -> {
                    new BucketStart(clients.s3(), settings.bucket()).prepare();
                    return bucket;
                }));
        return settings.withLists(lists);
    }

    /** @throws IllegalStateException if the table of views cannot be used, and why */
    public void prepareViews() {
        Settings.Table table = settings.table();
        told(table(table.viewsName()), TableStart.ofViews(clients.dynamoDb(), table, retries)::prepare);
    }

    /** Whether there is a table of views; it is not made. */
    public boolean hasViews() {
        return TableStart.ofViews(clients.dynamoDb(), settings.table(), retries).isThere();
    }

    /** @throws IllegalStateException if the table of keys cannot be used, or is not the one it was, and why */
    public void prepareKeys() {
        Settings.Table table = settings.table();
        TableStart start = TableStart.ofKeys(clients.dynamoDb(), table, retries);
        KeysStart known = new KeysStart(clients.dynamoDb(), table);
        told(table(table.keysName()), () -> {
            if (!start.isThere()) {
                retries.repeat(known::requireNone);
            }
            TableDescription found = start.prepare();
            retries.repeat(known::note);
            return found;
        });
    }

    private static <T> T told(String what, Supplier<T> step) {
        try {
            return step.get();
        } catch (SdkException | EventStoreUnavailableException | OutcomeUnknownException e) {
            throw unusable(what, String.valueOf(e.getMessage()), e);
        }
    }

    /** How long a request is repeated at the start: at least a minute, however short the budget is. */
    public static Duration budget(Duration budget) {
        return budget.compareTo(LEAST_BUDGET) > 0 ? budget : LEAST_BUDGET;
    }

    static String table(String name) {
        return "DynamoDB table " + name;
    }

    static String bucket(String name) {
        return "bucket " + name;
    }

    static IllegalStateException unusable(String what, String why, @Nullable Throwable cause) {
        return new IllegalStateException("the event store cannot use the " + what + ": " + why, cause);
    }
}
