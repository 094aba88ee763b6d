/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.logging.Mishaps;

/** What an administrator has set, of all that can be set. Of a secret no more than that it is there. */
public final class SettingsInForce {

    /** In the order of the documentation. */
    static final List<String> NAMES = List.of(
            "eventstore.storage",
            "eventstore.schema",
            "eventstore.retry.budget",
            "eventstore.log.slow-append",
            "eventstore.subscription.attempts",
            "eventstore.view.grace",
            "eventstore.personal.master-key",
            "eventstore.personal.former-master-keys",
            "eventstore.personal.keystore-password",
            "eventstore.personal.cache-seconds",
            "eventstore.remote.anonymous",
            "eventstore.http.tokens",
            "eventstore.http.server-login",
            "eventstore.http.jwt",
            "eventstore.http.cors-origins",
            "eventstore.http.max-body",
            "eventstore.http.body-memory",
            "eventstore.http.max-page",
            "eventstore.http.require-precondition",
            "eventstore.http.max-followers",
            "eventstore.http.heartbeat",
            "eventstore.http.stalled-after",
            "eventstore.dynamodb.table",
            "eventstore.dynamodb.views-table",
            "eventstore.dynamodb.keys-table",
            "eventstore.dynamodb.region",
            "eventstore.dynamodb.endpoint",
            "eventstore.dynamodb.create-table",
            "eventstore.dynamodb.billing-mode",
            "eventstore.dynamodb.read-capacity",
            "eventstore.dynamodb.write-capacity",
            "eventstore.dynamodb.log",
            "eventstore.dynamodb.lists",
            "eventstore.dynamodb.chunk-size",
            "eventstore.dynamodb.offload-limit",
            "eventstore.dynamodb.parallelism",
            "eventstore.dynamodb.timeout",
            "eventstore.dynamodb.connect-timeout",
            "eventstore.dynamodb.fence-patience",
            "eventstore.s3.bucket",
            "eventstore.s3.region",
            "eventstore.s3.endpoint",
            "eventstore.s3.key-prefix",
            "eventstore.s3.create-bucket",
            "eventstore.s3.encryption",
            "eventstore.s3.kms-key",
            "eventstore.s3.timeout",
            "eventstore.kms.endpoint",
            "eventstore.kms.timeout",
            "eventstore.sweep.interval",
            "eventstore.sweep.minimum-age");

    /** What whoever holds it could call with, or guess by. */
    private static final List<String> SECRETS =
            List.of("eventstore.http.tokens", "eventstore.personal.keystore-password");

    private SettingsInForce() {}

    /** All settings by name; empty for one that is not set, whose default holds. */
    public static Map<String, Optional<String>> all() {
        return of(ConfigProvider.getConfig());
    }

    static Map<String, Optional<String>> of(Config config) {
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        NAMES.forEach(name -> all.put(
                name,
                config.getOptionalValue(name, String.class)
                        .filter(value -> !value.isBlank())
                        .map(value -> SECRETS.contains(name) ? "***" : Mishaps.withoutPasswords(value))));
        return all;
    }
}
