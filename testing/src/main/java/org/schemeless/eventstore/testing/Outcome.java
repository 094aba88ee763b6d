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
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;

/**
 * What came of a decision. Every method throws an {@code AssertionError} that says what was there instead.
 *
 * @param <E> the events; of a boundary decider with their streams and tags
 * @param <S> the state
 */
public final class Outcome<E, S> {

    private final StoredEvents.Comparison<E> comparison;
    private final @Nullable S state;
    private final @Nullable RuntimeException failure;
    private final int attempts;
    private final List<StoredEvent> stored;
    private boolean failureExpected;

    Outcome(
            StoredEvents.Comparison<E> comparison,
            @Nullable S state,
            @Nullable RuntimeException failure,
            int attempts,
            List<StoredEvent> stored) {
        this.comparison = comparison;
        this.state = state;
        this.failure = failure;
        this.attempts = attempts;
        this.stored = stored;
    }

    /**
     * Exactly these events were stored, in this order, with the type and version of their class, and can be read again;
     * those of a boundary decider in their streams and with their tags.
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Outcome<E, S> stores(E... events) {
        requireDecided();
        comparison.requireSame(List.of(events), stored);
        return this;
    }

    private List<String> storedTexts() {
        return StoredEvents.texts(stored);
    }

    /** Nothing was stored, neither by a decision without events nor by a failure that was looked at before. */
    public Outcome<E, S> storesNothing() {
        if (!failureExpected) {
            requireDecided();
        }
        if (!stored.isEmpty()) {
            throw new AssertionError("expected that nothing is stored, but stored: " + storedTexts());
        }
        return this;
    }

    /** The decision has failed with an error of this class. */
    public Outcome<E, S> fails(Class<? extends RuntimeException> error) {
        failureExpected = true;
        if (failure == null) {
            throw new AssertionError("expected " + error.getName() + ", but stored: " + storedTexts());
        }
        if (!error.isInstance(failure)) {
            throw new AssertionError("expected " + error.getName() + ", but failed with " + failure, failure);
        }
        return this;
    }

    /** It was decided so many times. */
    public Outcome<E, S> inAttempts(int expected) {
        if (attempts != expected) {
            throw new AssertionError("expected " + expected + " attempts, but there were " + attempts, failure);
        }
        return this;
    }

    /** The state after the decision equals this one; as JSON if it has no {@code equals}. */
    public Outcome<E, S> leaves(S expected) {
        S actual = requireDecided();
        if (!actual.equals(expected) && !isSameJson(actual, expected)) {
            throw new AssertionError("expected the state " + expected + ", but it is " + actual);
        }
        return this;
    }

    private static boolean isSameJson(Object actual, Object expected) {
        return actual.getClass() == expected.getClass() && JsonText.of(actual).isSameValueAs(JsonText.of(expected));
    }

    /** A failure is told here, so it has been looked at. */
    private S requireDecided() {
        if (state == null) {
            failureExpected = true;
            throw new AssertionError("the decision failed: " + failure, failure);
        }
        return state;
    }

    void requireLookedAt() {
        if (failure != null && !failureExpected) {
            throw new AssertionError("a decision failed, and the test has not looked: " + failure, failure);
        }
    }
}
