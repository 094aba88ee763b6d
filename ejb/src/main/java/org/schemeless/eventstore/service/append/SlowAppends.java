/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.service.call.Waits;

/**
 * Appends that took long leave a line in the log, which says what they waited for, whether they came to a good end or
 * not.
 */
@ApplicationScoped
public class SlowAppends {

    private static final Logger LOG = System.getLogger(SlowAppends.class.getName());
    private static final String SETTING = "eventstore.log.slow-append";
    private static final Duration DEFAULT = Duration.ofSeconds(1);

    private final Duration limit;

    SlowAppends() {
        this(ConfigProvider.getConfig()
                .getOptionalValue(SETTING, Duration.class)
                .orElse(DEFAULT));
    }

    SlowAppends(Duration limit) {
        this.limit = limit;
    }

    public <T> T told(@Nullable List<NewEvent> events, Supplier<T> append) {
        long start = System.nanoTime();
        Waits waits = new Waits();
        boolean done = false;
        try {
            T answer = waits.note(append);
            done = true;
            return answer;
        } finally {
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (time.compareTo(limit) >= 0) {
                LOG.log(Level.WARNING, line(events, done, time, waits));
            }
        }
    }

    private static String line(@Nullable List<NewEvent> events, boolean done, Duration time, Waits waits) {
        int count = events == null ? 0 : events.size();
        return "an append of %d events%s took %d ms%s: %s"
                .formatted(count, to(events), time.toMillis(), done ? "" : " and failed", waits.within(time));
    }

    /** Only what is known to be within the limits for names comes into the log. */
    private static String to(@Nullable List<NewEvent> events) {
        return Domains.of(events)
                .map(domain -> " to the domain \"" + domain + "\"")
                .orElse(" to several domains");
    }
}
