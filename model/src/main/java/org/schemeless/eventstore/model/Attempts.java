/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a decision is made at most while other writers are faster, and what its events belong to.
 *
 * <pre>{@code
 * accounts.decide("42", new Withdraw(TEN), Attempts.upTo(5).correlation("order-7"));
 * }</pre>
 */
public final class Attempts {

    private static final int BY_DEFAULT = 10;
    private static final Attempts DEFAULT = new Attempts(null, null, null, null);

    private final @Nullable Integer most;
    private final @Nullable String correlationId;
    private final @Nullable String causationId;
    private final @Nullable Duration longestPause;

    private Attempts(
            @Nullable Integer most,
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable Duration longestPause) {
        this.most = most;
        this.correlationId = correlationId;
        this.causationId = causationId;
        this.longestPause = longestPause;
    }

    /** What holds if nothing is said: ten, and one in a transaction of the caller's. */
    public static Attempts byDefault() {
        return DEFAULT;
    }

    /**
     * So many attempts. More than one are refused in a transaction of the caller's, which can only roll back after a
     * lost race.
     *
     * @param most from 1
     */
    public static Attempts upTo(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a decision takes at least one attempt, not " + most);
        }
        return new Attempts(most, null, null, null);
    }

    /** The same attempts, with this correlation id in each event. */
    public Attempts correlation(@Nullable String id) {
        return new Attempts(most, id, causationId, longestPause);
    }

    /** The same attempts, with this causation id in each event. */
    public Attempts causation(@Nullable String id) {
        return new Attempts(most, correlationId, id, longestPause);
    }

    /**
     * The same, with pauses after lost races, at random and longer after each: from 1 to 2 ms after the first, up to
     * this one. If nothing is said, it is 100 ms on a server, and there are no pauses elsewhere. A thread that is
     * interrupted when it would pause gets no other attempt.
     *
     * @param longest zero for none
     */
    public Attempts pausing(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("a pause takes no less than no time, not " + longest);
        }
        return new Attempts(most, correlationId, causationId, longest);
    }

    /** Whether there is another attempt, after the pause before it. */
    boolean goOn(int lostRaces) {
        Duration longest = longestPause == null ? pauseByDefault() : longestPause;
        return longest.isZero() || Pauses.waited(Pauses.after(lostRaces, longest));
    }

    private static Duration pauseByDefault() {
        return CallersTransaction.isOnServer() ? Pauses.BY_DEFAULT : Duration.ZERO;
    }

    @Nullable
    String correlationId() {
        return correlationId;
    }

    @Nullable
    String causationId() {
        return causationId;
    }

    /** @throws IllegalStateException if more than one are asked for in a transaction */
    int allowed(boolean inTransaction) {
        if (most == null) {
            return inTransaction ? 1 : BY_DEFAULT;
        }
        if (inTransaction && most > 1) {
            throw new IllegalStateException(
                    "a decision in a transaction of the caller's has one attempt, because the transaction can"
                            + " only roll back after a lost race; " + most
                            + " were asked for: ask for one, or decide outside of the"
                            + " transaction");
        }
        return most;
    }
}
