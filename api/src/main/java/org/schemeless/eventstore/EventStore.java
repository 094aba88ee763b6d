/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event store as every application sees it, wherever the store is. In the application that contains it this
 * interface is injected ({@code @Inject} or {@code @EJB}), and the session bean {@code EventStoreService} of {@code
 * eventstore-ejb} is behind it; other applications on the server and remote clients get it from {@link
 * org.schemeless.eventstore.client.EventStoreClient} and the EAR's remote bean; a test of the application puts one of
 * its own in its place.
 *
 * <pre>{@code
 * EventStream account = store.read(StreamId.of("account", "42"));
 * NewEvent closed = NewEvent.in(account.stream(), "closed").payload(new Closed(balance(account.events()))).build();
 * store.storeEvents(List.of(closed), ExpectedSequence.exactly(account.sequence()));
 * }</pre>
 *
 * <p>What takes {@code after} and {@code limit} reads a page, up to {@value Limits#PAGE} of what there is; all else
 * reads all there is into memory, by such pages inside.
 *
 * <p>Reads see every append that was acknowledged before they began, and those of the caller's own transaction. A
 * backend that cannot answer now gives {@link EventStoreUnavailableException}; the next call after its return works. An
 * event of which a part is lost ends whatever reads it with {@link UnreadableEventException}; bounds of a page that are
 * outside the limits, and names that no stream can have, are an {@link InvalidEventException}. After any error of
 * {@code storeEvents} the caller's transaction can only roll back.
 *
 * <p>A storage without a log (DynamoDB, where the setting says so) answers {@link #readAll}, {@link #readLog} and
 * {@link #getLastPosition} with an {@code UnsupportedOperationException}, which comes as the cause of an
 * {@code EJBException}.
 */
public interface EventStore {

    /** Appends without expectation: {@code storeEvents(events, ExpectedSequence.any())}. */
    AppendResult storeEvents(List<NewEvent> events);

    /**
     * Stores a batch whole, or nothing of it, however many streams it touches.
     *
     * <p>Within a stream the order of the batch is kept and its events are consecutive. The append is part of the
     * caller's transaction if there is one, else it runs in one of its own.
     *
     * <p>Idempotent by event id: a batch that is stored whole already changes nothing and answers as the first time,
     * whatever is expected. An empty batch does nothing.
     *
     * <p>Without expectation and without a transaction of the caller's, lost races and passing failures are repeated
     * inside, within the retry budget ({@code eventstore.retry.budget}). With an expectation, passing failures are.
     * Within the caller's transaction nothing can be repeated: what was lost is thrown.
     *
     * @param events up to 10,000, over any streams
     * @throws InvalidEventException if something is outside the limits; nothing was written
     * @throws ConcurrencyError if a stream is not where it was expected; a {@link BoundaryMovedError} if a boundary is
     *     not
     * @throws DuplicateEventException if an id is taken by another event
     * @throws EventStoreUnavailableException if the backend could not do it now. Within the caller's transaction that
     *     may be a deadlock: appends with tags, or with a boundary, wait for each other tag by tag, in one order within
     *     an append, which a later one of the same transaction may break
     */
    AppendResult storeEvents(List<NewEvent> events, ExpectedSequence expected);

    /**
     * Stores a batch as {@link #storeEvents(List, ExpectedSequence)} does, and keeps the command with it, once for
     * ever: if the command was carried out before, by whatever batch and node, and however long ago, nothing is
     * written and the answer is the first one, whatever the batch and the expectation say now. The command is looked at
     * before event ids and expectation. An empty batch keeps the command alone; what is expected of the streams that
     * are named holds for it too. A batch that is stored already, by its event ids, is answered as the first time, and
     * the command is kept with it.
     *
     * <p>Of callers that carry out the same command at the same time one does; the others are answered with what it
     * stored. In a transaction of the caller's, which cannot see what others commit meanwhile, such a race is a {@link
     * ConcurrencyError} of a stream that has moved, or else an {@link EventStoreUnavailableException}: after the
     * rollback the next call finds the command.
     *
     * @throws DuplicateEventException if a command with this scope and id was carried out that had other content
     */
    CommandResult storeEvents(List<NewEvent> events, ExpectedSequence expected, Command command);

    /**
     * All events that a query finds, at one moment, and a mark of that moment, for a decision that concerns several
     * streams: an append that expects {@link ExpectedSequence#nothingNew} is stored only if the answer would still be
     * the same.
     *
     * <pre>{@code
     * Boundary seen = store.readBoundary(EventQuery.tagged("course", "c1").types("opened", "joined"));
     * NewEvent joined = NewEvent.in("enrolment", "c1-s7", "joined").tag("course", "c1").tag("student", "s7")
     *         .payload(new Joined()).build();
     * store.storeEvents(List.of(joined), ExpectedSequence.nothingNew(seen));
     * }</pre>
     *
     * <p>It sees all appends acknowledged before the call, and those of the caller's own transaction. There is no limit
     * but memory.
     *
     * @throws InvalidEventException if there is no query
     */
    Boundary readBoundary(EventQuery query);

    /**
     * Takes tags until the caller's transaction ends, in the one order in which appends take those that they write or
     * rest on. Two transactions that append more than once, each wanting a tag that the other has, would wait for each
     * other until the database ends one of them; after this call, with all tags of all appends to come, they go one
     * after the other. Nothing is stored. It waits as long as an append does; where appends hold no tags, as on
     * DynamoDB and in memory, there is nothing to wait for.
     *
     * @param tags at most {@value Limits#BATCH_TAGS}
     * @throws InvalidEventException if there are more, or null
     * @throws EventStoreUnavailableException if the wait was too long, or the database has ended it for the sake of
     *     another transaction
     * @throws IllegalStateException without a transaction of the caller's, which would end with the call; from a bean
     *     as the cause of an {@code EJBException}
     */
    void hold(Set<Tag> tags);

    /**
     * What was stored when this command was carried out, if it was. Sees all that was acknowledged before the call, and
     * what the caller's own transaction has done; within a transaction whose reads come from a snapshot, what that
     * shows, as every read does.
     *
     * @throws DuplicateEventException if a command with this scope and id was carried out that had other content
     */
    Optional<CommandResult> findCommand(Command command);

    /**
     * The whole stream with its sequence, both of one moment: whatever is appended meanwhile, the sequence is that of
     * the last event given, and an append that expects it rests on exactly these events. Without events, and at 0, if
     * there is no such stream.
     *
     * <p>There is no limit but memory, in which all events are at once, and their payloads: for long streams use {@link
     * #readStream}.
     */
    default EventStream read(StreamId stream) {
        List<StoredEvent> events = new ArrayList<>();
        EventPage page;
        do {
            page = readStream(stream, events.size(), Limits.PAGE);
            events.addAll(page.events());
        } while (page.hasMore());
        return new EventStream(stream, events);
    }

    /** The events of {@link #read}. */
    List<StoredEvent> getAllEvents(String domain, @Nullable String identifier);

    /**
     * A page of a stream: events with a sequence greater than {@code after}, ascending, with the sequence of the whole
     * stream at that moment. A page costs the same anywhere in the stream.
     *
     * @param after 0 for the beginning, then the last sequence seen
     * @param limit 1 to 1,000
     * @throws InvalidEventException if {@code after} is negative, or the limit another one
     */
    EventPage readStream(StreamId stream, long after, int limit);

    /**
     * The last sequence of the stream, 0 if it has no event. Sees all appends acknowledged before the call, and those
     * of the caller's own transaction.
     */
    long getStreamSequence(String domain, @Nullable String identifier);

    /** The last sequence of the stream of this name, as {@link #getStreamSequence(String, String)} gives it. */
    default long getStreamSequence(StreamId stream) {
        return getStreamSequence(stream.domain(), stream.identifier());
    }

    /** The event with this id, if there is one. An id that is beyond the limits is one that no event has. */
    Optional<StoredEvent> findEvent(String id);

    /**
     * The event with this id.
     *
     * @throws EventNotFoundException if there is none
     */
    StoredEvent getEvent(String id);

    /** All events with this causation id, by position; those without one yet last, in the order they were stored. */
    List<StoredEvent> findByCausationId(String causationId);

    /** All events with this correlation id, by position; those without one yet last, in the order they were stored. */
    List<StoredEvent> findByCorrelationId(String correlationId);

    /**
     * A page of the events with this causation or correlation id, in the same order. An id that is beyond the limits is
     * one that no event has.
     *
     * @param after 0, or what the page before gave as next
     * @param limit 1 to 1,000
     * @throws InvalidEventException if {@code after} is negative, or the limit another one
     */
    LookupPage findLinked(CausalLink link, String id, long after, int limit);

    /**
     * A page of the log, the one order of all events of the store: events with a position greater than {@code after},
     * ascending. Positions are 1, 2, 3 … without a gap, given after the commit; who follows them sees every event once,
     * and those of a stream in its order. Sees all appends acknowledged before the call, as far as they get their
     * positions within five seconds: where writers are faster than positions are given, a page may be short, or empty,
     * before the log's end. {@link #readLog} tells.
     *
     * @param after 0 for the beginning, then the last position seen
     * @param limit 1 to 1,000
     * @throws InvalidEventException if the log ends before {@code after}: that position is of another store, or of a
     *     state of this one that is lost
     */
    List<StoredEvent> readAll(long after, int limit);

    /**
     * A page of those events of the log that are wanted, in its order, as {@link #readAll} would give them. At most
     * 10,000 positions are looked at, so the page may be short, or empty, before the end; it tells how far it looked
     * and whether the log goes on.
     *
     * @param after 0 for the beginning, then the position of the page before
     * @param limit 1 to 1,000; only wanted events count
     * @throws InvalidEventException if the log ends before {@code after}
     */
    LogPage readLog(long after, int limit, LogFilter filter);

    /**
     * The last position of the log, 0 if it is empty: that of the events acknowledged before the call, as far as they
     * get their positions within five seconds.
     */
    long getLastPosition();
}
