/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes table and bucket ready before the first append, or says what is wrong. What may pass is repeated, as at all times. */
final class Preparation {

    private final Settings settings;
    private final Clients clients;
    private final Retries retries;

    Preparation(Settings settings, Clients clients, Retries retries) {
        this.settings = settings;
        this.clients = clients;
        this.retries = retries;
    }

    /** @throws IllegalStateException if the table or the bucket cannot be used, and why */
    void prepare() {
        Settings.Table table = settings.table();
        String named = table(table.name());
        make(named, new TableStart(clients.dynamoDb(), table)::prepare);
        make(named, new LogStart(clients.dynamoDb(), table.name(), settings.log())::prepare);
        make(bucket(settings.bucket().name()), new BucketStart(clients.s3(), settings.bucket())::prepare);
    }

    private void make(String what, Runnable step) {
        try {
            retries.repeat(() -> {
                step.run();
                return what;
            });
        } catch (SdkException | EventStoreUnavailableException | OutcomeUnknownException e) {
            throw unusable(what, String.valueOf(e.getMessage()), e);
        }
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
