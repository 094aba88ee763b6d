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
import java.util.Set;

/**
 * Which events of the log are wanted: those of any of these domains that have any of these types.
 *
 * @param domains those whose events are wanted; none for all
 * @param types those that are wanted; none for all
 */
public record LogFilter(Set<String> domains, Set<String> types) implements Serializable {

    private static final LogFilter ALL = new LogFilter(Set.of(), Set.of());

    /** @throws InvalidEventException if no event can have one of these names */
    public LogFilter {
        domains = Set.copyOf(domains);
        types = Set.copyOf(types);
        domains.forEach(domain -> Names.required("domain", domain, Limits.DOMAIN));
        types.forEach(type -> Names.required("type", type, Limits.TYPE));
    }

    /** Every event is wanted. */
    public static LogFilter all() {
        return ALL;
    }

    /** Whether this event is wanted. */
    public boolean takes(StoredEvent event) {
        return contains(domains, event.stream().domain()) && contains(types, event.type());
    }

    private static boolean contains(Set<String> wanted, String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }
}
