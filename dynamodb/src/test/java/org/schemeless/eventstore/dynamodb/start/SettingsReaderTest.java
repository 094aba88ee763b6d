/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.dynamodb.MapConfig;
import org.schemeless.eventstore.dynamodb.stream.Bucket;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

class SettingsReaderTest {

    private final Map<String, String> given = new HashMap<>(Map.of("eventstore.s3.bucket", "events"));

    @Test
    void all_but_the_bucket_has_a_default() {
        Settings settings = read();

        assertThat(settings.table())
                .isEqualTo(new Settings.Table("eventstore", null, null, true, BillingMode.PAY_PER_REQUEST, 5, 5));
        assertThat(settings.bucket())
                .isEqualTo(new Bucket("events", null, null, "eventstore/", false, null, null, Duration.ofSeconds(60)));
        assertThat(settings.chunkSize()).isEqualTo(25);
        assertThat(settings.budget()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void what_is_given_counts() {
        given.put("eventstore.dynamodb.table", "mine");
        given.put("eventstore.dynamodb.endpoint", "http://127.0.0.1:8000");
        given.put("eventstore.dynamodb.create-table", "false");
        given.put("eventstore.dynamodb.billing-mode", "provisioned");
        given.put("eventstore.s3.encryption", "aws:kms");

        assertThat(read().table())
                .isEqualTo(new Settings.Table(
                        "mine", null, URI.create("http://127.0.0.1:8000"), false, BillingMode.PROVISIONED, 5, 5));
        assertThat(read().bucket().encryption()).isEqualTo("aws:kms");
    }

    @Test
    void a_missing_bucket_is_told() {
        given.clear();

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("eventstore.s3.bucket");
    }

    @ParameterizedTest
    @CsvSource({
        "eventstore.dynamodb.chunk-size, 0",
        "eventstore.dynamodb.chunk-size, 100",
        "eventstore.dynamodb.offload-limit, 400001",
        "eventstore.dynamodb.parallelism, many",
        "eventstore.dynamodb.create-table, yes",
        "eventstore.dynamodb.endpoint, localhost:8000",
        "eventstore.dynamodb.billing-mode, cheap",
        "eventstore.dynamodb.timeout, 5s",
        "eventstore.dynamodb.timeout, PT0S",
        "eventstore.retry.budget, -PT1S",
        "eventstore.s3.encryption, secret",
        "eventstore.sweep.minimum-age, PT1M"
    })
    void a_wrong_value_is_told_by_its_name(String name, String value) {
        given.put(name, value);

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value)
                .hasMessageContaining("allowed");
    }

    private Settings read() {
        return new SettingsReader(new MapConfig(given)).read();
    }
}
