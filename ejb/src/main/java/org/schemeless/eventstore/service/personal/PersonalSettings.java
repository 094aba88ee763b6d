/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings of personal data, by MicroProfile Config. */
final class PersonalSettings {

    static final String MASTER_KEY = "eventstore.personal.master-key";
    static final String FORMER_MASTER_KEYS = "eventstore.personal.former-master-keys";
    static final String CACHE_SECONDS = "eventstore.personal.cache-seconds";

    private static final int DEFAULT_CACHE_SECONDS = 60;
    private static final int MOST_CACHE_SECONDS = 3600;

    private PersonalSettings() {}

    private static Config config() {
        return ConfigProvider.getConfig();
    }

    /** What wraps keys; empty if the application stores no personal members. */
    static Optional<String> masterKey() {
        return config().getOptionalValue(MASTER_KEY, String.class);
    }

    /** What has wrapped keys before, and unwraps them still. */
    static List<String> formerMasterKeys() {
        return Stream.of(config().getOptionalValue(FORMER_MASTER_KEYS, String.class)
                        .orElse("")
                        .split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * How long a node may have an unwrapped key.
     *
     * @throws IllegalStateException if it is outside its limits
     */
    static Duration cacheTime() {
        int seconds = config().getOptionalValue(CACHE_SECONDS, Integer.class).orElse(DEFAULT_CACHE_SECONDS);
        if (seconds < 0 || seconds > MOST_CACHE_SECONDS) {
            throw new IllegalStateException(CACHE_SECONDS + " is " + seconds + "; allowed: 0 to " + MOST_CACHE_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }
}
