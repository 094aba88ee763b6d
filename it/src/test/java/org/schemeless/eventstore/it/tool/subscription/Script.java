/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.schemeless.eventstore.StoredEvent;

/** What the subscriptions of the tests have seen, and how often they are to fail. */
@ApplicationScoped
public class Script {

    private final Map<String, List<StoredEvent>> seen = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    /** Lets the next so many batches of a subscription fail after its work. */
    public void fail(String name, int times) {
        failures.computeIfAbsent(name, key -> new AtomicInteger()).set(times);
    }

    void mayFail(String name) throws Exception {
        AtomicInteger left = failures.get(name);
        if (left != null && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new Exception("as the script says");
        }
    }

    void saw(String name, List<StoredEvent> events) {
        seen.computeIfAbsent(name, key -> new ArrayList<>()).addAll(events);
    }

    /** All events that a subscription was given, in this order. */
    public List<StoredEvent> seenBy(String name) {
        return List.copyOf(seen.getOrDefault(name, List.of()));
    }
}
