/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/** Reads the settings from MicroProfile Config and says which one is wrong. */
final class SettingsReader {

    private static final String DYNAMODB = "eventstore.dynamodb.";
    private static final String S3 = "eventstore.s3.";
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Set<String> ENCRYPTIONS = Set.of("aws:kms", "aws:kms:dsse", "AES256");

    private final Config config;

    SettingsReader(Config config) {
        this.config = config;
    }

    /** @throws IllegalStateException if a setting is missing or out of its range */
    Settings read() {
        return new Settings(
                table(),
                bucket(),
                integer(DYNAMODB + "offload-limit", Settings.MOST_OFFLOAD_LIMIT, 1_000, Settings.MOST_OFFLOAD_LIMIT),
                integer(DYNAMODB + "chunk-size", 25, 1, Settings.MOST_CHUNK_SIZE),
                integer(DYNAMODB + "parallelism", 8, 1, 100),
                duration(DYNAMODB + "timeout", Duration.ofSeconds(5), MOMENT),
                duration(DYNAMODB + "connect-timeout", Duration.ofSeconds(2), MOMENT),
                duration("eventstore.retry.budget", Duration.ofSeconds(10), MOMENT),
                duration(DYNAMODB + "fence-patience", Duration.ofSeconds(3), MOMENT),
                duration(S3 + "sweep-interval", Duration.ofDays(1), Duration.ZERO),
                duration(S3 + "sweep-minimum-age", Duration.ofDays(1), Duration.ofHours(1)));
    }

    private Settings.Table table() {
        return new Settings.Table(
                text(DYNAMODB + "table", "eventstore"),
                optional(DYNAMODB + "region"),
                uri(DYNAMODB + "endpoint"),
                flag(DYNAMODB + "create-table", true),
                billing(DYNAMODB + "billing-mode"),
                integer(DYNAMODB + "read-capacity", 5, 1, 1_000_000),
                integer(DYNAMODB + "write-capacity", 5, 1, 1_000_000));
    }

    private Settings.Bucket bucket() {
        String name = optional(S3 + "bucket");
        if (name == null) {
            throw new IllegalStateException(S3 + "bucket is missing: large events need a bucket in S3");
        }
        return new Settings.Bucket(
                name,
                optional(S3 + "region"),
                uri(S3 + "endpoint"),
                text(S3 + "key-prefix", "eventstore/"),
                flag(S3 + "create-bucket", false),
                encryption(S3 + "encryption"),
                optional(S3 + "kms-key"),
                duration(S3 + "timeout", Duration.ofSeconds(60), MOMENT));
    }

    private @Nullable String optional(String name) {
        return config.getOptionalValue(name, String.class).orElse(null);
    }

    private String text(String name, String absent) {
        return config.getOptionalValue(name, String.class).orElse(absent);
    }

    private boolean flag(String name, boolean absent) {
        String value = text(name, Boolean.toString(absent));
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "true, false");
        };
    }

    private int integer(String name, int absent, int least, int most) {
        String value = text(name, Integer.toString(absent));
        String allowed = least + " to " + most;
        try {
            int number = Integer.parseInt(value);
            if (number < least || number > most) {
                throw wrong(name, value, allowed);
            }
            return number;
        } catch (NumberFormatException e) {
            throw wrong(name, value, allowed);
        }
    }

    private Duration duration(String name, Duration absent, Duration least) {
        String value = text(name, absent.toString());
        String allowed = "a time of " + least + " or more, as in " + absent;
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(least) < 0) {
                throw wrong(name, value, allowed);
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw wrong(name, value, allowed);
        }
    }

    private @Nullable URI uri(String name) {
        String value = optional(name);
        if (value == null) {
            return null;
        }
        if (!value.matches("https?://.+")) {
            throw wrong(name, value, "a URL with http or https");
        }
        return URI.create(value);
    }

    private BillingMode billing(String name) {
        String value = text(name, "pay-per-request");
        return switch (value) {
            case "pay-per-request" -> BillingMode.PAY_PER_REQUEST;
            case "provisioned" -> BillingMode.PROVISIONED;
            default -> throw wrong(name, value, "pay-per-request, provisioned");
        };
    }

    private @Nullable String encryption(String name) {
        String value = optional(name);
        if (value != null && !ENCRYPTIONS.contains(value)) {
            throw wrong(name, value, "AES256, aws:kms, aws:kms:dsse");
        }
        return value;
    }

    private static IllegalStateException wrong(String name, String value, String allowed) {
        return new IllegalStateException(name + " is \"" + value + "\"; allowed: " + allowed);
    }
}
