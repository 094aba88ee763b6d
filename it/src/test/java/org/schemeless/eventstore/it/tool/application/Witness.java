/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;

/** Remembers all events it was given from the beginning on, once their batch is committed. */
@ApplicationScoped
public class Witness implements Subscription {

    private final List<StoredEvent> seen = Collections.synchronizedList(new ArrayList<>());

    @Inject
    private Event<Batch> handled;

    /** What it was given at once. */
    public record Batch(List<StoredEvent> events) {}

    @Override
    public String name() {
        return "witness";
    }

    @Override
    public void handle(List<StoredEvent> events) {
        handled.fire(new Batch(events));
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Batch batch) {
        seen.addAll(batch.events());
    }

    /** The events it was given, in this order, without the first ones. */
    public List<StoredEvent> seen(int skipped) {
        List<StoredEvent> all = List.copyOf(seen);
        return all.subList(skipped, all.size());
    }
}
