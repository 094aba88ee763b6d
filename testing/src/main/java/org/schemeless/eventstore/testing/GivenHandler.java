/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.TypedSubscription;

/** A typed handler that is to be given events. */
public final class GivenHandler {

    private final InMemoryEventStore store;
    private final Subscription subscription;
    private final EventTypes types;
    private final Consumer<Runnable> endOfTest;
    private final int batchSize;
    private int redeliveries;

    GivenHandler(
            InMemoryEventStore store, TypedSubscription<?> handler, EventTypes types, Consumer<Runnable> endOfTest) {
        this.store = store;
        this.subscription = handler.asSubscription(types);
        this.types = types;
        this.endOfTest = endOfTest;
        this.batchSize = subscription.batchSize();
        if (batchSize < 1 || batchSize > Limits.PAGE) {
            throw new IllegalArgumentException("the batch size of the handler \"" + subscription.name() + "\" is "
                    + batchSize + "; allowed: 1 to " + Limits.PAGE);
        }
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
     * Appends these events and gives those that the handler wants to it, in batches of as many events of the log as its
     * {@code batchSize} says. A batch is one transaction: if it fails, nothing that was appended in it is stored. Then,
     * as on a server, the events of a batch of several are delivered one by one, each in a transaction of its own, up
     * to the one that fails: what was appended for those before it is stored, and those after it are not delivered.
     * Unlike on a server, an event that has failed alone is not tried again: that is the failure of the outcome. If
     * each alone succeeds, there is none.
     */
    public HandlerOutcome when(NewEvent... events) {
        return when(() -> store.storeEvents(List.of(events)));
    }

    /**
     * Erases these subjects. A handler that implements {@link ErasureListener} is told of each of which there are
     * personal members, as a server tells it.
     */
    public HandlerOutcome whenErased(Subject... subjects) {
        return when(() -> {
            for (Subject subject : subjects) {
                store.personalData().erase(subject, null);
            }
        });
    }

    private HandlerOutcome when(Runnable appends) {
        long before = store.getLastPosition();
        appends.run();
        List<StoredEvent> appended = store.allAfter(before);
        long handledFrom = store.getLastPosition();
        @Nullable Exception failure = null;
        for (int delivery = 0; delivery <= redeliveries && failure == null; delivery++) {
            failure = deliver(appended, batchSize);
        }
        HandlerOutcome outcome = new HandlerOutcome(types, failure, store.allAfter(handledFrom));
        endOfTest.accept(outcome::requireLookedAt);
        return outcome;
    }

    /** The failure of a batch is that of an event of it, if it has several. */
    private @Nullable Exception deliver(List<StoredEvent> appended, int size) {
        LogFilter wanted = new LogFilter(subscription.domains(), subscription.types());
        @Nullable Exception failure = null;
        for (int from = 0; from < appended.size() && failure == null; from += size) {
            List<StoredEvent> batch = appended.subList(from, Math.min(from + size, appended.size())).stream()
                    .filter(event -> isErasure(event) ? subscription instanceof ErasureListener : wanted.takes(event))
                    .toList();
            if (!batch.isEmpty()) {
                failure = deliver(batch);
            }
            if (failure != null && batch.size() > 1) {
                failure = deliver(batch, 1);
            }
        }
        return failure;
    }

    private @Nullable Exception deliver(List<StoredEvent> batch) {
        store.begin();
        try {
            handle(batch);
            store.commit();
            return null;
        } catch (Exception e) {
            return e;
        } finally {
            store.rollBack();
        }
    }

    /** Each is told what is meant for it, in the order of the log. */
    private void handle(List<StoredEvent> batch) throws Exception {
        List<StoredEvent> events = new ArrayList<>();
        for (StoredEvent event : batch) {
            Optional<KeyId> erased = InMemoryPersonalData.erasedBy(event);
            if (erased.isEmpty()) {
                events.add(event);
            } else if (subscription instanceof ErasureListener listener) {
                handleAll(events);
                events.clear();
                listener.erased(erased.get());
            }
        }
        handleAll(events);
    }

    private void handleAll(List<StoredEvent> events) throws Exception {
        if (!events.isEmpty()) {
            subscription.handle(List.copyOf(events));
        }
    }

    private static boolean isErasure(StoredEvent event) {
        return InMemoryPersonalData.erasedBy(event).isPresent();
    }
}
