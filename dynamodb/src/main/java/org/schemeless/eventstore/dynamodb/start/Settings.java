/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.stream.Bucket;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/**
 * What an administrator decides; docs/dynamodb.md has the table. Absent regions are found the way the SDK does.
 *
 * @param offloadLimit bytes of an item from which on payload and meta go to S3
 * @param chunkSize events of one transaction, at most
 * @param parallelism requests that one append or read has under way at once, at most
 * @param timeout of one try of one request to the table
 * @param budget how long a request is repeated
 * @param patience how long a fence of another batch is respected before it is taken for a dead writer's
 * @param log whether the store has a log; each table keeps what it began with
 * @param lists whether a table that is new keeps lists of domains and streams; each table keeps what it began with
 * @param sweepInterval between two searches for what killed writers left; zero is never
 * @param sweepMinimumAge what is younger may belong to an append that is under way
 */
public record Settings(
        Table table,
        Bucket bucket,
        int offloadLimit,
        int chunkSize,
        int parallelism,
        Duration timeout,
        Duration connectTimeout,
        Duration budget,
        Duration patience,
        boolean log,
        boolean lists,
        Duration sweepInterval,
        Duration sweepMinimumAge) {

    /** The service's limit for an item is 409,600 bytes; some are kept for what a sequence may grow by. */
    public static final int MOST_OFFLOAD_LIMIT = 400_000;

    /** A transaction has 100 operations, one of them for the head; a larger chunk is cut where they end. */
    static final int MOST_CHUNK_SIZE = 99;

    /** The same for a table that has, or has not, these lists. */
    Settings withLists(boolean kept) {
        return new Settings(
                table,
                bucket,
                offloadLimit,
                chunkSize,
                parallelism,
                timeout,
                connectTimeout,
                budget,
                patience,
                log,
                kept,
                sweepInterval,
                sweepMinimumAge);
    }

    /** What the client of AWS KMS needs, whichever storage has the events. */
    public record Kms(@Nullable URI endpoint, Duration timeout, Duration connectTimeout, Duration budget) {}

    /**
     * @param viewsName the name of the table of views
     * @param keysName the name of the table of keys
     * @param readCapacity and the other: units a second, used with {@code PROVISIONED} only
     */
    public record Table(
            String name,
            String viewsName,
            String keysName,
            @Nullable String region,
            @Nullable URI endpoint,
            boolean create,
            BillingMode billing,
            long readCapacity,
            long writeCapacity) {

        /** With views and keys in the tables that have this name and an ending. */
        public Table(
                String name,
                @Nullable String region,
                @Nullable URI endpoint,
                boolean create,
                BillingMode billing,
                long readCapacity,
                long writeCapacity) {
            this(name, viewsOf(name), keysOf(name), region, endpoint, create, billing, readCapacity, writeCapacity);
        }

        static String viewsOf(String name) {
            return name + "-views";
        }

        static String keysOf(String name) {
            return name + "-keys";
        }
    }
}
