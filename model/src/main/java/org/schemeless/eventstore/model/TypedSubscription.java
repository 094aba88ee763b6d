/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStart;

/**
 * Handles the events of an application one by one, as objects of today's classes. In an application it is a CDI bean,
 * which the store finds as it finds a {@link Subscription}; {@link #asSubscription} makes one elsewhere.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Turnover implements TypedSubscription<AccountEvent> { … }
 * }</pre>
 *
 * <p>All that a {@link Subscription} is promised holds: the order of the log, a batch as one transaction, what is
 * exactly once and what is at least once, and what happens to an event on which it fails. An event that cannot become
 * an object, as of a version newer than its class, is such an event ({@link
 * org.schemeless.eventstore.UnreadableEventException}).
 *
 * <p>A decision in it is part of the batch's transaction, and so has one attempt; after a lost race the batch comes
 * again. While an event is handled, it is the cause of what {@link Decisions} and folds append ({@link
 * EventContext#causedBy}).
 *
 * <p>One that implements {@link org.schemeless.eventstore.ErasureListener} as well is told of erasures.
 *
 * @param <E> the events: a sealed interface of records with {@link EventType}, or one with {@link EventClasses}
 */
public interface TypedSubscription<E> {

    /** The name of the checkpoint, as {@link Subscription#name}. */
    String name();

    /** Where to begin while there is no checkpoint of this name. */
    default SubscriptionStart start() {
        return SubscriptionStart.beginning();
    }

    /** The domains whose events are wanted; empty for all. */
    default Set<String> domains() {
        return Set.of();
    }

    /** How many events of the log are read for a batch, as {@link Subscription#batchSize}. */
    default int batchSize() {
        return 100;
    }

    /**
     * Handles an event.
     *
     * @param stored the same event as it is stored
     * @throws Exception if it could not be handled; whatever the type, the transaction is rolled back
     */
    void handle(E event, StoredEvent stored) throws Exception;

    /**
     * Handles an event, or a part of one that has become several by an upcaster: then it is called for each of them,
     * in their order. To be overridden where parts have to be told apart.
     *
     * @param stored the event as it is stored, the same for all its parts
     * @param index which part it is, from 0
     * @throws Exception if it could not be handled; whatever the type, the transaction is rolled back
     */
    default void handle(E event, StoredEvent stored, int index) throws Exception {
        handle(event, stored);
    }

    /**
     * The class of the events, as the class of the handler declares it.
     *
     * @throws IllegalStateException if it declares none; then this method has to be overridden
     */
    @SuppressWarnings("unchecked")
    default Class<E> eventClass() {
        return (Class<E>) TypeArguments.of(getClass(), TypedSubscription.class, 0)
                .orElseThrow(() -> new IllegalStateException(
                        getClass().getName() + " does not say which class its events have: override eventClass()"));
    }

    /**
     * Whether an event of these domains that is none of the class fails. If not, which is the default, it is passed
     * by: then only events of the types of the class are read.
     */
    default boolean failsOnUnknownTypes() {
        return false;
    }

    /**
     * This handler as a subscription, with these types. It has to be given only what it wants, as a store does.
     *
     * @throws IllegalArgumentException if none of the types is of the class of the events
     */
    default Subscription asSubscription(EventTypes types) {
        return TypedHandling.of(this, types);
    }
}
