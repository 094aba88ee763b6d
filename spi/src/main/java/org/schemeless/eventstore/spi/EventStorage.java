/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.Tag;

/**
 * What a backend implements: the keeping of events. The service checks input, sets ids and times, opens transactions
 * and retries; a storage keeps one attempt atomic and tells truthfully why it failed.
 *
 * <p>All reads see every append acknowledged before they began, and those of the transaction they run in.
 */
public interface EventStorage {

    /**
     * Makes ready what events are kept in, or checks it. Called once, when the application starts, outside of a
     * transaction.
     *
     * @return what events are kept in, in a few words for the log: product, version, tables; no address that may tell a
     *     password
     * @throws IllegalStateException if the storage cannot be used, with a message for the administrator
     */
    String start();

    /**
     * Stores appends by one commit, each of them whole or not at all: identity is looked at first ({@link
     * Append#replayOf}), then what is expected ({@link Append#violated}, {@link Append#boundary}), then the events are
     * written. That one of them is refused does not touch the others. A command is kept by the same commit ({@link
     * KeptCommand#of}), also with a batch that is empty or was stored before. Streams that an append expects at a
     * number and does not write to stay there until the commit, or it fails ({@link Append#checkedOnly}).
     *
     * <p>Several appends come only {@link AppendScope#WITHOUT_TRANSACTION}, and only if they have one {@link
     * #groupKey}.
     *
     * @param scope {@link AppendScope#WITHOUT_TRANSACTION} first; {@link AppendScope#OWN_TRANSACTION} if that was
     *     answered by {@link AppendOutcome.NeedsTransaction}; {@link AppendScope#CALLERS_TRANSACTION} at once if the
     *     caller has one
     * @return what became of each, in their order; in a transaction none needs one any more
     * @throws LostRaceException if nothing was written since other writers were faster; in a transaction of the
     *     caller's that is no failure but a refusal, since nothing can be repeated there
     */
    List<AppendOutcome> append(AppendGroup group, AppendScope scope);

    /**
     * What this append, which has no transaction of the caller's, has in common with others that can be stored by one
     * commit with it.
     *
     * @return empty if it has to go by itself
     */
    default Optional<GroupKey> groupKey(Append append) {
        return Optional.empty();
    }

    /**
     * Runs what writes: an append or a group without a transaction, a transaction of the store's own with its commit,
     * or an append within a transaction of the caller's. Where a crash could damage writers that are at work at the
     * same time, only one is.
     */
    default <T> T exclusively(Supplier<T> work) {
        return work.get();
    }

    /**
     * Asks the backend for something small, outside of a transaction; where it can be told without writing, also
     * whether it would be written to.
     *
     * @throws RuntimeException if it cannot do it now
     */
    default void probe() {
        sequences(Set.of(StreamId.of("eventstore-readiness")));
    }

    /** The last sequence of each of these streams, 0 for one without events. */
    Map<StreamId, Long> sequences(Set<StreamId> streams);

    /**
     * Events of a stream with a sequence greater than {@code after}, ascending and without a gap, at most {@code limit}
     * of them, with the stream's last sequence of the same moment.
     *
     * @throws org.schemeless.eventstore.UnreadableEventException that names an event of which a part is lost
     */
    EventPage readStream(StreamId stream, long after, int limit);

    /**
     * The same as a slice of a page that ends by size: at least one event, if there are any, and at most as many as
     * {@code slices} says. Whoever can tell the size of an event before it is in memory reads
     * {@link SliceSize#nextOfShares} of them, and ends before one with more characters of payload and meta than its
     * {@link SliceSize#share}, unless that is the first.
     *
     * @param wanted how many events the page still has room for
     */
    default EventPage readSlice(StreamId stream, long after, int wanted, SliceSize slices) {
        return readStream(stream, after, slices.next(wanted));
    }

    /**
     * What is kept of the command with this scope and id; empty if it was not carried out. It sees what every append
     * acknowledged before has kept, and those of the transaction it runs in.
     */
    Optional<KeptCommand> findCommand(String scope, String id);

    /**
     * What a query by tags finds, with the mark of that moment. Beside what is committed it sees the transaction it
     * runs in.
     *
     * @throws org.schemeless.eventstore.InvalidEventException if no tags are kept; so does an append that {@link
     *     Append#usesTags}
     */
    Boundary readBoundary(EventQuery query);

    /**
     * Waits until no other transaction has these tags, and has them until the current one ends, which is a caller's. A
     * storage whose appends hold no tags until the commit does nothing.
     */
    default void hold(Set<Tag> tags) {}

    /**
     * The same, if it is within bounds. A storage that knows how much it would find before it has read all of it need
     * not read all of it.
     *
     * @throws org.schemeless.eventstore.InvalidEventException if there is more; and as above
     */
    default Boundary readBoundary(EventQuery query, BoundaryBounds bounds) {
        Boundary found = readBoundary(query);
        bounds.requireEvents(found.events().size());
        bounds.requireCharacters(
                found.events().stream().mapToLong(StoredEvent::characters).sum());
        return found;
    }

    /** The event with this id, empty if there is none. */
    Optional<StoredEvent> findEvent(String id);

    /** Those of the events with these ids that there are, in the order of the ids. */
    default List<StoredEvent> findEvents(List<String> ids) {
        return ids.stream().flatMap(id -> findEvent(id).stream()).toList();
    }

    /**
     * Domains that have events, in an order of the backend's, in which names with the same beginning stand together.
     * What it costs depends on the limit alone.
     *
     * @param after the domain after which it begins; {@code null} for the first
     * @throws UnsupportedOperationException if no such list is kept
     */
    default List<String> domains(@Nullable String after, int limit) {
        throw new UnsupportedOperationException("the storage keeps no list of domains");
    }

    /**
     * Streams of a domain whose identifiers begin with a prefix, each with its sequence, in the same order; the one of
     * the empty identifier is first.
     *
     * @param after the identifier after which it begins; {@code null} for the first
     * @throws UnsupportedOperationException if no such list is kept
     */
    default List<StreamPage.Entry> streams(String domain, String prefix, @Nullable String after, int limit) {
        throw new UnsupportedOperationException("the storage keeps no list of streams");
    }

    /**
     * Events with this causation or correlation id, by position, then those without one in the order they were stored.
     * An event that gets its position between two pages may be on both, and is on one at least.
     *
     * @param after 0, or what an earlier page gave as next
     */
    LookupPage findLinked(CausalLink link, String id, long after, int limit);

    /**
     * Events with a position greater than {@code after}, ascending and without a gap, at most {@code limit} of them:
     * those that have one now, nothing is waited for.
     *
     * @throws UnsupportedOperationException if there is no log
     */
    List<StoredEvent> readLog(long after, int limit);

    /**
     * The last position that was assigned, 0 if there is none.
     *
     * @throws UnsupportedOperationException if there is no log
     */
    long lastPosition();

    /**
     * Assigns the next positions to committed events that have none yet, in an order that keeps that of every stream,
     * as part of the current transaction. Only one transaction at a time is at it, over all nodes; others wait for it.
     *
     * @return whether it stopped at its bound, so that there may be more
     */
    boolean assignPositions();

    /**
     * How many committed events have no position yet. It counts some thousands at most: what it costs has a bound.
     * Outside of a transaction.
     *
     * @throws UnsupportedOperationException if there is no log
     */
    long countPendingPositions();

    /** The events committed before the call that have no position; empty if all have one, or if there is no log. */
    Optional<PendingPositions> pendingPositions();

    /**
     * Those events up to such a mark that have no position; empty if all have one. They have all that the mark was
     * given for, and what a slow transaction or a slow clock has brought before it since: in the end all have one,
     * whatever is being written.
     */
    Optional<PendingPositions> pendingPositions(BigInteger mark);

    /** Whether committed events have no position now. */
    default boolean hasPendingPositions() {
        return pendingPositions().isPresent();
    }

    /**
     * What a failure of this backend means to the caller: a {@link LostRaceException}, an
     * {@link org.schemeless.eventstore.EventStoreUnavailableException} if it may pass, else the failure itself.
     * Failures of a commit come here too.
     */
    RuntimeException translate(RuntimeException failure);
}
