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
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.stream.Bucket;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/** Reads the settings from MicroProfile Config and says which one is wrong. */
public final class SettingsReader {

    private static final String DYNAMODB = "eventstore.dynamodb.";
    private static final String S3 = "eventstore.s3.";
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Set<String> ENCRYPTIONS = Set.of("aws:kms", "aws:kms:dsse", "AES256");

    private final SettingValues values;

    public SettingsReader(Config config) {
        values = new SettingValues(config);
    }

    /** @throws IllegalStateException if a setting is missing or out of its range */
    public Settings read() {
        return new Settings(
                table(),
                bucket(),
                values.integer(
                        DYNAMODB + "offload-limit", Settings.MOST_OFFLOAD_LIMIT, 1_000, Settings.MOST_OFFLOAD_LIMIT),
                values.integer(DYNAMODB + "chunk-size", 25, 1, Settings.MOST_CHUNK_SIZE),
                values.integer(DYNAMODB + "parallelism", 8, 1, 100),
                values.duration(DYNAMODB + "timeout", Duration.ofSeconds(5), MOMENT),
                connectTimeout(),
                budget(),
                values.duration(DYNAMODB + "fence-patience", Duration.ofSeconds(3), MOMENT),
                values.flag(DYNAMODB + "log", true),
                values.flag(DYNAMODB + "lists", true),
                values.duration("eventstore.sweep.interval", Duration.ofDays(1), Duration.ZERO),
                values.duration("eventstore.sweep.minimum-age", Duration.ofDays(1), Duration.ofHours(1)));
    }

    /** @throws IllegalStateException if a setting is out of its range */
    public Settings.Kms readKms() {
        return new Settings.Kms(
                values.uri("eventstore.kms.endpoint"),
                values.duration("eventstore.kms.timeout", Duration.ofSeconds(5), MOMENT),
                connectTimeout(),
                budget());
    }

    private Duration connectTimeout() {
        return values.duration(DYNAMODB + "connect-timeout", Duration.ofSeconds(2), MOMENT);
    }

    private Duration budget() {
        return values.duration("eventstore.retry.budget", Duration.ofSeconds(10), MOMENT);
    }

    private Settings.Table table() {
        String name = values.text(DYNAMODB + "table", "eventstore");
        return new Settings.Table(
                name,
                values.text(DYNAMODB + "views-table", Settings.Table.viewsOf(name)),
                values.text(DYNAMODB + "keys-table", Settings.Table.keysOf(name)),
                values.optional(DYNAMODB + "region"),
                values.uri(DYNAMODB + "endpoint"),
                values.flag(DYNAMODB + "create-table", true),
                billing(DYNAMODB + "billing-mode"),
                values.integer(DYNAMODB + "read-capacity", 5, 1, 1_000_000),
                values.integer(DYNAMODB + "write-capacity", 5, 1, 1_000_000));
    }

    private Bucket bucket() {
        String name = values.optional(S3 + "bucket");
        if (name == null) {
            throw new IllegalStateException(S3 + "bucket is missing: large events need a bucket in S3");
        }
        return new Bucket(
                name,
                values.optional(S3 + "region"),
                values.uri(S3 + "endpoint"),
                values.text(S3 + "key-prefix", "eventstore/"),
                values.flag(S3 + "create-bucket", false),
                encryption(S3 + "encryption"),
                values.optional(S3 + "kms-key"),
                values.duration(S3 + "timeout", Duration.ofSeconds(60), MOMENT));
    }

    private BillingMode billing(String name) {
        String value = values.text(name, "pay-per-request");
        return switch (value) {
            case "pay-per-request" -> BillingMode.PAY_PER_REQUEST;
            case "provisioned" -> BillingMode.PROVISIONED;
            default -> throw SettingValues.wrong(name, value, "pay-per-request, provisioned");
        };
    }

    private @Nullable String encryption(String name) {
        String value = values.optional(name);
        if (value != null && !ENCRYPTIONS.contains(value)) {
            throw SettingValues.wrong(name, value, "AES256, aws:kms, aws:kms:dsse");
        }
        return value;
    }
}
