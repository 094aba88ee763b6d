/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The views that the store keeps, for injection: their states, and how they are doing. In the application that contains
 * the store.
 *
 * <p>What is read of a view is of one of its builds, whole: the active one as it was at the first read of a transaction
 * for all reads of that, and at each call outside of one. The state of a key is what its events fold to, up to a
 * position of the log; several keys are each whole, and not of one moment.
 *
 * <p>{@link #activate}, {@link #rebuild}, {@link #pause}, {@link #resume} and {@link #skip} hold for all nodes, which
 * see them within a second or two.
 *
 * <p>An {@link IllegalArgumentException} or {@link IllegalStateException} comes as the cause of an EJBException, and
 * leaves a transaction of the caller's nothing but to roll back.
 */
public interface Views {

    /**
     * The state of a key in the active build, empty if it has none.
     *
     * @throws IllegalArgumentException if there is no such view, or none of its builds was active yet
     */
    Optional<ViewState> find(String view, String key);

    /** The states of these keys in the active build; keys without one are left out. */
    Map<String, ViewState> find(String view, Collection<String> keys);

    /**
     * A page of the states of the active build, by key, in the order of the database's text.
     *
     * @param after the last key seen; {@code null} for the beginning
     * @param limit 1 to 1,000
     */
    List<ViewState> list(String view, @Nullable String after, int limit);

    /**
     * The active build of an {@link EntityProjection}, whose tables or rows are to be read: in a transaction always
     * that of its first call, or of its first read of the view; outside of one that of now, which stays for at least
     * {@code eventstore.view.grace} after another one has taken its place.
     *
     * @throws IllegalArgumentException if there is no such view, or none of its builds was active yet
     */
    Target target(String view);

    /**
     * Waits until the build that is read has all events up to a position, and no longer than so long. It is looked at
     * in transactions of their own; at the end the caller's is asked whether it sees that as well.
     *
     * @throws ViewBehindException if it had not come as far in that time, or the caller's transaction reads from a
     *     moment before that (REPEATABLE READ)
     */
    void await(String view, long position, Duration longest);

    /**
     * Waits as {@link #await(String, long, Duration)} for the event of this stream and sequence, which has to be
     * committed.
     *
     * @throws IllegalStateException if the current transaction has appended the event: nobody sees it before the commit
     */
    void await(String view, StreamId stream, long sequence, Duration longest);

    /** All builds of all views, by name and number, as the storage knows them now. */
    List<ViewStatus> status();

    /**
     * Has the newest build of a version read from now on, by one commit. It has to have come as far as the one that is
     * read.
     *
     * @return whether it is; not if it was not found to have come as far within a fraction of a second: then it is to
     *     be tried again
     * @throws IllegalArgumentException if there is no build of this version
     */
    boolean activate(String view, int version);

    /** Builds the active version anew, beside the build that is read, and has it take its place when it is as far. */
    void rebuild(String view);

    /** Lets all builds of a view stand still. */
    void pause(String view);

    /** Lets all builds of a view go on. */
    void resume(String view);

    /** Lets a view that has stopped go on where it was, on this node. */
    void restart(String view);

    /**
     * Has all builds of a view pass an event by, those to come too, and keeps who said so and why. Where it was folded
     * already it stays, until a rebuild.
     *
     * @param by up to 255 characters
     * @param reason up to 1,000 characters
     * @throws InvalidEventException if one of the texts is longer
     * @throws IllegalArgumentException if there is no such view or event, or the event has no position yet
     */
    void skip(String view, String eventId, @Nullable String by, @Nullable String reason);
}
