/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.service.subscription.TakesErasures;

/** What is given the events for a segment of a build, but for those that its view passes by. */
abstract class SegmentSubscription implements TakesErasures {

    private final String name;
    private volatile Set<Long> skipped;

    SegmentSubscription(String name, Set<Long> skipped) {
        this.name = name;
        this.skipped = skipped;
    }

    /** @return whether these are others than before */
    final boolean skip(Set<Long> positions) {
        boolean others = !skipped.equals(positions);
        skipped = positions;
        return others;
    }

    @Override
    public final String name() {
        return name;
    }

    /** What the store keeps has no personal data; what an application keeps may have. */
    @Override
    public boolean takesErasures() {
        return false;
    }

    @Override
    public final void handle(List<StoredEvent> events) throws Exception {
        List<StoredEvent> taken = events.stream()
                .filter(event -> !skipped.contains(position(event)))
                .toList();
        if (!taken.isEmpty()) {
            take(taken);
        }
    }

    static long position(StoredEvent event) {
        return Objects.requireNonNull(event.position(), "events of the log have a position");
    }

    /** Does what a subscription does to handle events, of which there is at least one. */
    abstract void take(List<StoredEvent> events) throws Exception;
}
