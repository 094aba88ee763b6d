/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.stream.Bucket;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/** Settings for tests, and the same with some of them changed. */
final class StoreSettings {

    private static final String REGION = "eu-central-1";

    /** Of one try, where a service is made not to answer. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private StoreSettings() {}

    /** With a table and a bucket that nobody else has. */
    static Settings fresh(int chunkSize) throws IOException {
        return of("t" + UUID.randomUUID(), Servers.dynamoDb(), Servers.s3(), chunkSize);
    }

    static Settings of(String name, URI dynamoDb, URI s3, int chunkSize) {
        return new Settings(
                new Settings.Table(name, REGION, dynamoDb, true, BillingMode.PAY_PER_REQUEST, 1, 1),
                new Bucket(name, REGION, s3, "eventstore/", true, null, null, Duration.ofSeconds(60)),
                Settings.MOST_OFFLOAD_LIMIT,
                chunkSize,
                8,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(300),
                true,
                true,
                Duration.ZERO,
                Duration.ZERO);
    }

    static Settings withoutLog(Settings own) {
        return changed(own, own.offloadLimit(), false, own.lists());
    }

    static Settings withoutLists(Settings own) {
        return changed(own, own.offloadLimit(), own.log(), false);
    }

    /** Items of so many bytes are too large. */
    static Settings withOffloadLimit(Settings own, int limit) {
        return changed(own, limit, own.log(), own.lists());
    }

    private static Settings changed(Settings own, int offloadLimit, boolean log, boolean lists) {
        return new Settings(
                own.table(),
                own.bucket(),
                offloadLimit,
                own.chunkSize(),
                own.parallelism(),
                own.timeout(),
                own.connectTimeout(),
                own.budget(),
                own.patience(),
                log,
                lists,
                own.sweepInterval(),
                own.sweepMinimumAge());
    }

    static Settings withBudget(Settings own, Duration budget) {
        return changed(own, own.table(), own.bucket(), own.timeout(), budget, own.patience(), own.sweepMinimumAge());
    }

    /** Fences are respected for so long. */
    static Settings withPatience(Settings own, Duration patience) {
        return changed(own, own.table(), own.bucket(), own.timeout(), own.budget(), patience, own.sweepMinimumAge());
    }

    static Settings withTable(Settings own, Settings.Table table) {
        return changed(own, table, own.bucket(), own.timeout(), own.budget(), own.patience(), own.sweepMinimumAge());
    }

    /** The sweep leaves alone what is younger. */
    static Settings withMinimumAge(Settings own, Duration age) {
        return changed(own, own.table(), own.bucket(), own.timeout(), own.budget(), own.patience(), age);
    }

    /** The same services at other ports; they are given up soon. */
    static Settings by(Settings own, int dynamoDb, int s3) {
        String name = own.table().name();
        Settings at = of(name, at(dynamoDb), at(s3), own.chunkSize());
        return changed(
                own, at.table(), at.bucket(), SHORT, SHORT.multipliedBy(2), own.patience(), own.sweepMinimumAge());
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static Settings changed(
            Settings own,
            Settings.Table table,
            Bucket bucket,
            Duration timeout,
            Duration budget,
            Duration patience,
            Duration minimumAge) {
        return new Settings(
                table,
                bucket,
                own.offloadLimit(),
                own.chunkSize(),
                own.parallelism(),
                timeout,
                own.connectTimeout(),
                budget,
                patience,
                own.log(),
                own.lists(),
                own.sweepInterval(),
                minimumAge);
    }
}
