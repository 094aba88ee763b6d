/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStart;

/** A typed handler as the subscription that the store knows. */
class TypedHandling<E> implements Subscription {

    private final TypedSubscription<E> handler;
    private final EventTypes types;
    private final Class<E> events;
    private final Set<String> names;

    /** One that is told of erasures, if its author listens. */
    static <E> Subscription of(TypedSubscription<E> handler, EventTypes types) {
        return handler instanceof ErasureListener listener
                ? new Listening<>(handler, listener, types)
                : new TypedHandling<>(handler, types);
    }

    private static final class Listening<E> extends TypedHandling<E> implements ErasureListener {

        private final ErasureListener listener;

        Listening(TypedSubscription<E> handler, ErasureListener listener, EventTypes types) {
            super(handler, types);
            this.listener = listener;
        }

        @Override
        public void erased(KeyId key) {
            CallerTransaction.handlesBatch(true);
            try {
                listener.erased(key);
            } finally {
                CallerTransaction.handlesBatch(false);
            }
        }
    }

    private TypedHandling(TypedSubscription<E> handler, EventTypes types) {
        this.handler = handler;
        this.types = types;
        this.events = handler.eventClass();
        this.names = types.namesOf(events);
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "of the event types " + types.versions().keySet() + " none is a " + events.getName() + ", which "
                            + handler.getClass().getName() + " handles");
        }
    }

    @Override
    public String name() {
        return handler.name();
    }

    @Override
    public SubscriptionStart start() {
        return handler.start();
    }

    @Override
    public Set<String> domains() {
        return handler.domains();
    }

    @Override
    public Set<String> types() {
        return handler.failsOnUnknownTypes() ? Set.of() : names;
    }

    @Override
    public int batchSize() {
        return handler.batchSize();
    }

    @Override
    public void handle(List<StoredEvent> batch) throws Exception {
        CallerTransaction.handlesBatch(true);
        try {
            for (StoredEvent event : batch) {
                handle(event);
            }
        } finally {
            CallerTransaction.handlesBatch(false);
        }
    }

    private void handle(StoredEvent stored) throws Exception {
        List<E> parts = types.read(stored, events);
        EventContext.Scope scope = EventContext.causedBy(stored).open();
        try {
            for (int index = 0; index < parts.size(); index++) {
                handler.handle(parts.get(index), stored, index);
            }
        } finally {
            scope.close();
        }
    }
}
