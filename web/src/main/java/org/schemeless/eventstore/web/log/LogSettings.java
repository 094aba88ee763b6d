/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** What an administrator sets of the log over HTTP, by MicroProfile Config. */
final class LogSettings {

    private static final int FOLLOWERS = 100;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int STALLED_SECONDS = 60;

    private LogSettings() {}

    /**
     * How many clients may read the log as lines or server-sent events at a time,
     * {@code eventstore.http.max-followers}.
     */
    static int maxClients() {
        return number("eventstore.http.max-followers", FOLLOWERS);
    }

    /** The time without an event after which one hears that the connection lives, {@code eventstore.http.heartbeat}. */
    static Duration heartbeat() {
        return Duration.ofSeconds(number("eventstore.http.heartbeat", HEARTBEAT_SECONDS));
    }

    /** The time after which a client that takes nothing is let go, {@code eventstore.http.stalled-after}. */
    static Duration stalledAfter() {
        return Duration.ofSeconds(number("eventstore.http.stalled-after", STALLED_SECONDS));
    }

    private static int number(String setting, int absent) {
        return ConfigProvider.getConfig()
                .getOptionalValue(setting, Integer.class)
                .orElse(absent);
    }
}
