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
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Values of settings as types, or which one is wrong and what is allowed. */
final class SettingValues {

    private final Config config;

    SettingValues(Config config) {
        this.config = config;
    }

    @Nullable
    String optional(String name) {
        return config.getOptionalValue(name, String.class).orElse(null);
    }

    String text(String name, String absent) {
        return config.getOptionalValue(name, String.class).orElse(absent);
    }

    boolean flag(String name, boolean absent) {
        String value = text(name, Boolean.toString(absent));
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "true, false");
        };
    }

    int integer(String name, int absent, int least, int most) {
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

    Duration duration(String name, Duration absent, Duration least) {
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

    @Nullable
    URI uri(String name) {
        String value = optional(name);
        if (value == null) {
            return null;
        }
        if (!value.matches("https?://.+")) {
            throw wrong(name, value, "a URL with http or https");
        }
        return URI.create(value);
    }

    static IllegalStateException wrong(String name, String value, String allowed) {
        return new IllegalStateException(name + " is \"" + value + "\"; allowed: " + allowed);
    }
}
