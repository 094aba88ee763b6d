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
import org.schemeless.eventstore.Command;

/**
 * How often a decision is made at most while other writers are faster, of which command it is, and what its events
 * belong to.
 *
 * <pre>{@code
 * accounts.decide("42", new Withdraw(TEN), Attempts.upTo(5).correlation("order-7"));
 * }</pre>
 */
public final class Attempts {

    private static final int BY_DEFAULT = 10;
    private static final Attempts DEFAULT = new Attempts(null, null, null, null, null);

    private final @Nullable Integer most;
    private final @Nullable String correlationId;
    private final @Nullable String causationId;
    private final @Nullable Duration longestPause;
    private final @Nullable String commandId;

    private Attempts(
            @Nullable Integer most,
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable Duration longestPause,
            @Nullable String commandId) {
        this.most = most;
        this.correlationId = correlationId;
        this.causationId = causationId;
        this.longestPause = longestPause;
        this.commandId = commandId;
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
        return new Attempts(most, null, null, null, null);
    }

    /** The same attempts, with this correlation id in each event. */
    public Attempts correlation(@Nullable String id) {
        return new Attempts(most, id, causationId, longestPause, commandId);
    }

    /** The same attempts, with this causation id in each event. */
    public Attempts causation(@Nullable String id) {
        return new Attempts(most, correlationId, id, longestPause, commandId);
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
        return new Attempts(most, correlationId, causationId, longest, commandId);
    }

    /**
     * The same, for a command that is carried out once for ever, over all nodes. If a command with this id was carried
     * out before, by the same decider or fold in the same streams, nothing is decided, and the answer is what was
     * decided the first time: the sequences and the events as they were stored, read from the streams, and the states
     * that they come to by today's code; also if nothing was decided. Then {@link Decision#repeated} is true.
     *
     * <p>The same id with another command is refused ({@link org.schemeless.eventstore.DuplicateEventException}). Two
     * commands are the same if they have the same class and JSON-B writes the same of them, numbers by value, members
     * in any order; what events belong to (causal ids, {@link EventContext}) is not compared. A function in the place
     * of a command is not compared at all: there the id alone has to tell them apart. The id of each event is made of
     * that of the command.
     *
     * <p>What a command decides is not kept if it fails: then the same id may be decided again, also after {@link
     * org.schemeless.eventstore.EventStoreUnavailableException}, when it is unknown whether it was stored.
     *
     * @param id 1 to {@value org.schemeless.eventstore.Limits#COMMAND} characters, such as an order's number or the
     *     header of a request; what tells it from others is the decider's {@link Decider#name} and the set of streams;
     *     of a {@link BoundaryDecider} its name alone
     * @throws org.schemeless.eventstore.InvalidEventException if it is outside its limits
     */
    public Attempts command(String id) {
        String checked = new Command("any", id, null).id();
        return new Attempts(most, correlationId, causationId, longestPause, checked);
    }

    @Nullable
    String commandId() {
        return commandId;
    }

    /** Whether there is another attempt, after the pause before it. */
    boolean goOn(int lostRaces) {
        Duration longest = longestPause == null ? pauseByDefault() : longestPause;
        return longest.isZero() || Pauses.waited(Pauses.after(lostRaces, longest));
    }

    private static Duration pauseByDefault() {
        return CallerTransaction.isOnServer() ? Pauses.BY_DEFAULT : Duration.ZERO;
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
