/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;

/**
 * Where views are kept: their builds, which of them is active, and the states. All calls are part of the current
 * transaction where the backend has transactions.
 */
public interface ViewStorage {

    /**
     * Makes ready what views are kept in, for an application that has some. Called once, before all other calls.
     *
     * @throws IllegalStateException if it cannot be used, and why
     */
    default void start() {}

    /**
     * How long the checkpoints of the build that is read may stand still for another one to come as far; none where
     * that would be held up as well.
     */
    default Duration patience() {
        return Duration.ZERO;
    }

    /** How many keys {@link #put(ViewRound)} writes at most. */
    default int mostKeys() {
        return Integer.MAX_VALUE;
    }

    /** All builds of all views, by name and number. */
    List<ViewBuild> builds();

    /** The build of a view that is read; empty if none is, or there is no such view. */
    Optional<ViewBuild> active(String view);

    /** The same, and nobody else makes another one active until the current transaction ends. Waits for who does. */
    Optional<ViewBuild> lockActive(String view);

    /**
     * Keeps a new build.
     *
     * @return whether it did; not if there is one with this number, which another node has made
     */
    boolean begin(ViewBuild build);

    /** Gives a build another status. */
    void status(String view, int build, ViewBuild.Status status, Instant since);

    /** Lets all builds of a view stand still, or go on. */
    void pause(String view, boolean paused);

    /**
     * Has another build of a view read, which follows the log from then on, and retires others, all by one commit.
     *
     * @return whether it did; not if what {@link #lockActive} gave, or a checkpoint that the current transaction has
     *     taken, has changed since
     */
    boolean activate(String view, int build, Set<Integer> retired, Instant since);

    /** The states of these keys; those without one are left out. */
    Map<String, ViewState> states(ViewBuild build, Collection<String> keys);

    /** A page of states by key. */
    List<ViewState> page(ViewBuild build, @Nullable String after, int limit);

    /**
     * Keeps what a round has come to. With a backend whose transactions this is no part of, states and checkpoint are
     * committed together and at once, whatever becomes of the current transaction, and only if that still holds the
     * checkpoint.
     *
     * @return whether it did; not if it is more than one commit takes, and fewer events would be less
     */
    boolean put(ViewRound round);

    /**
     * Takes away some states of a build, or the build itself when it has none any more.
     *
     * @return whether the build is gone
     */
    boolean drop(ViewBuild build);

    /** The positions that a view passes by. */
    Set<Long> skipped(String view);

    /** Has a view pass a position by. */
    void skip(String view, long position, String eventId, @Nullable String by, @Nullable String reason, Instant since);
}
