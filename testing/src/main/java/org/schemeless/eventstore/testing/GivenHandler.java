/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.TypedSubscription;

/** A typed handler that is to be given events. */
public final class GivenHandler {

    private final InMemoryEventStore store;
    private final Subscription subscription;
    private final EventTypes types;
    private final Consumer<Runnable> endOfTest;
    private int redeliveries;

    GivenHandler(
            InMemoryEventStore store, TypedSubscription<?> handler, EventTypes types, Consumer<Runnable> endOfTest) {
        this.store = store;
        this.subscription = handler.asSubscription(types);
        this.types = types;
        this.endOfTest = endOfTest;
    }

    /**
     * Delivers everything so many times more, as may happen where a handler's work and its checkpoint are not one
     * commit.
     */
    public GivenHandler redelivered(int times) {
        redeliveries = times;
        return this;
    }

    /**
     * Appends these events to a stream and gives them to the handler: {@link #when(NewEvent...)}.
     *
     * @throws IllegalArgumentException if one is of no class of the types
     */
    public HandlerOutcome when(String domain, @Nullable String identifier, Object... events) {
        StreamId stream = StreamId.of(domain, identifier);
        return when(Stream.of(events)
                .map(event -> types.newEvent(stream, event).build())
                .toArray(NewEvent[]::new));
    }

    /**
     * Appends these events and gives those that the handler wants to it, as one batch, whose appends are one
     * transaction: if it fails, nothing of them is stored.
     */
    public HandlerOutcome when(NewEvent... events) {
        long before = store.getLastPosition();
        store.storeEvents(List.of(events));
        LogFilter wanted = new LogFilter(subscription.domains(), subscription.types());
        List<StoredEvent> batch =
                store.allAfter(before).stream().filter(wanted::takes).toList();
        long handledFrom = store.getLastPosition();
        @Nullable Exception failure = null;
        for (int delivery = 0; delivery <= redeliveries && failure == null && !batch.isEmpty(); delivery++) {
            failure = deliver(batch);
        }
        HandlerOutcome outcome = new HandlerOutcome(types, failure, store.allAfter(handledFrom));
        endOfTest.accept(outcome::requireLookedAt);
        return outcome;
    }

    private @Nullable Exception deliver(List<StoredEvent> batch) {
        store.begin();
        try {
            subscription.handle(batch);
            store.commit();
            return null;
        } catch (Exception e) {
            return e;
        } finally {
            store.rollBack();
        }
    }
}
