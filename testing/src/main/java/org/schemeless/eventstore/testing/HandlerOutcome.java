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
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.model.EventTypes;

/** What came of handling events. Every method throws an {@code AssertionError} that says what was there instead. */
public final class HandlerOutcome {

    private final EventTypes types;
    private final @Nullable Exception failure;
    private final List<StoredEvent> stored;
    private boolean failureExpected;

    HandlerOutcome(EventTypes types, @Nullable Exception failure, List<StoredEvent> stored) {
        this.types = types;
        this.failure = failure;
        this.stored = stored;
    }

    /** All events were handled. */
    public HandlerOutcome succeeds() {
        if (failure != null) {
            failureExpected = true;
            throw new AssertionError("the handler failed: " + failure, failure);
        }
        return this;
    }

    /**
     * The handler has stored exactly these events in this stream, in this order, with the type and version of their
     * class, and they can be read again. What it stored in others is not looked at. After a failure that was looked at
     * before, these are what it stored for the events that were handled.
     */
    public HandlerOutcome stores(String domain, @Nullable String identifier, Object... events) {
        requireSuccessOrExpectedFailure();
        StreamId stream = StreamId.of(domain, identifier);
        StoredEvents.requireSame(
                types,
                stream,
                List.of(events),
                stored.stream().filter(event -> event.stream().equals(stream)).toList());
        return this;
    }

    /** The handler has stored nothing, or what it appended is gone with a failure that was looked at before. */
    public HandlerOutcome storesNothing() {
        requireSuccessOrExpectedFailure();
        if (!stored.isEmpty()) {
            throw new AssertionError("expected that nothing is stored, but stored: " + StoredEvents.texts(stored));
        }
        return this;
    }

    /** The handler has failed with an error of this class. */
    public HandlerOutcome fails(Class<? extends Exception> error) {
        failureExpected = true;
        if (failure == null) {
            throw new AssertionError("expected " + error.getName() + ", but the events were handled");
        }
        if (!error.isInstance(failure)) {
            throw new AssertionError("expected " + error.getName() + ", but failed with " + failure, failure);
        }
        return this;
    }

    private void requireSuccessOrExpectedFailure() {
        if (!failureExpected) {
            succeeds();
        }
    }

    void requireLookedAt() {
        if (failure != null && !failureExpected) {
            throw new AssertionError("a handler failed, and the test has not looked: " + failure, failure);
        }
    }
}
