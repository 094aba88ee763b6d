/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the log are wanted: those of any of these domains that have any of these types, and were created in a
 * time. The log is in the order of positions, not of these times, which are whoever's who appended: a search for a time
 * looks at each event.
 *
 * @param domains those whose events are wanted; none for all
 * @param types those that are wanted; none for all
 * @param since the first moment of the time; {@code null} for no bound
 * @param before the first moment after the time; {@code null} for no bound
 */
public record LogFilter(
        Set<String> domains,
        Set<String> types,
        @Nullable Instant since,
        @Nullable Instant before) implements Serializable {

    private static final LogFilter ALL = new LogFilter(Set.of(), Set.of());

    /** @throws InvalidEventException if no event can have one of these names */
    public LogFilter {
        domains = Set.copyOf(domains);
        types = Set.copyOf(types);
        domains.forEach(domain -> Names.required("domain", domain, Limits.DOMAIN));
        types.forEach(type -> Names.required("type", type, Limits.TYPE));
    }

    /**
     * Of any time.
     *
     * @throws InvalidEventException if no event can have one of these names
     */
    public LogFilter(Set<String> domains, Set<String> types) {
        this(domains, types, null, null);
    }

    /** Every event is wanted. */
    public static LogFilter all() {
        return ALL;
    }

    /** Whether this event is wanted. */
    public boolean takes(StoredEvent event) {
        return contains(domains, event.stream().domain())
                && contains(types, event.type())
                && (since == null || !event.created().isBefore(since))
                && (before == null || event.created().isBefore(before));
    }

    private static boolean contains(Set<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }
}
