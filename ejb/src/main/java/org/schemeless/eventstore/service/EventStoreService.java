/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.EventNotFoundException;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.EventStream;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.service.append.Appends;
import org.schemeless.eventstore.service.append.ApplicationEvents;
import org.schemeless.eventstore.service.append.CommandAppends;
import org.schemeless.eventstore.service.append.Domains;
import org.schemeless.eventstore.service.append.SlowAppends;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.Measures;
import org.schemeless.eventstore.service.call.Reads;
import org.schemeless.eventstore.service.call.SizedPage;
import org.schemeless.eventstore.service.log.Log;
import org.schemeless.eventstore.service.log.LogScan;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.BoundaryBounds;
import org.schemeless.eventstore.spi.EventStorage;

/**
 * The session bean behind {@link EventStore}, which is what applications inject. What it has besides is for the HTTP
 * front end: pages that end by size, and the log as soon as there is more of it.
 */
@Stateless
@LocalBean
@Local(EventStore.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class EventStoreService implements EventStore {

    /** The most characters of a page of the log: 32 Mi. */
    private static final long PAGE_CHARACTERS = 32L * 1024 * 1024;

    @Inject
    @Opened
    private EventStorage storage;

    @Inject
    private Appends appends;

    @Inject
    private CommandAppends commands;

    @Inject
    private Reads reads;

    @Inject
    private Log log;

    @Inject
    private Measures measures;

    @Inject
    private SlowAppends slow;

    @Inject
    private CallerTransaction caller;

    @Override
    public AppendResult storeEvents(List<NewEvent> events) {
        return storeEvents(events, ExpectedSequence.any());
    }

    @Override
    public AppendResult storeEvents(List<NewEvent> events, ExpectedSequence expected) {
        return append(events, () -> appends.store(events, expected));
    }

    @Override
    public CommandResult storeEvents(List<NewEvent> events, ExpectedSequence expected, Command command) {
        return append(events, () -> commands.store(events, expected, command));
    }

    private <T> T append(List<NewEvent> events, Supplier<T> work) {
        return call("append", Domains.of(events), () -> {
            ApplicationEvents.require(events);
            return slow.told(events, work);
        });
    }

    @Override
    public Optional<CommandResult> findCommand(Command command) {
        return call("findCommand", () -> commands.find(command));
    }

    @Override
    public EventStream read(StreamId stream) {
        return new EventStream(stream, allOf(stream));
    }

    @Override
    public List<StoredEvent> getAllEvents(String domain, @Nullable String identifier) {
        return allOf(StreamId.of(domain, identifier));
    }

    /** The last page says where the stream ended when it was read: up to there the events are those of that moment. */
    private List<StoredEvent> allOf(StreamId stream) {
        List<StoredEvent> events = new ArrayList<>();
        EventPage page;
        do {
            page = readStream(stream, events.size(), Limits.PAGE);
            events.addAll(page.events());
        } while (page.hasMore());
        return events;
    }

    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        requirePage(after, limit);
        return read("readStream", Optional.of(stream.domain()), () -> storage.readStream(stream, after, limit));
    }

    /**
     * A page of a stream as {@link #readStream(StreamId, long, int)} gives it, which also ends once payload and meta of
     * its events have so many UTF-16 characters: the last of them may go beyond. The stream may go on while it is read:
     * the sequence is the one that it has at the end of the page.
     */
    public EventPage readStream(StreamId stream, long after, int limit, long maxCharacters) {
        requirePage(after, limit);
        return call("readStream", Optional.of(stream.domain()), () -> sizedPage(stream, after, limit, maxCharacters));
    }

    private EventPage sizedPage(StreamId stream, long after, int limit, long maxCharacters) {
        SizedPage page = new SizedPage(limit, maxCharacters);
        EventPage slice = reads.ask(() -> page.slice(storage, stream, after));
        page.add(slice.events());
        while (slice.hasMore() && !page.isFull()) {
            long last = slice.events().get(slice.events().size() - 1).sequence();
            slice = reads.ask(() -> page.slice(storage, stream, last));
            page.add(slice.events());
        }
        return new EventPage(page.events(), slice.sequence());
    }

    @Override
    public long getStreamSequence(String domain, @Nullable String identifier) {
        return getStreamSequence(StreamId.of(domain, identifier));
    }

    @Override
    public long getStreamSequence(StreamId stream) {
        return read(
                "sequence",
                Optional.of(stream.domain()),
                () -> storage.sequences(Set.of(stream)).getOrDefault(stream, 0L));
    }

    @Override
    public Boundary readBoundary(EventQuery query) {
        requireQuery(query);
        return read("readBoundary", () -> storage.readBoundary(query));
    }

    /**
     * The same for somebody who must not fill the memory.
     *
     * @param limit how many events at most
     * @param maxCharacters how many UTF-16 characters payload and meta of all events have at most
     * @throws InvalidEventException if the query finds more, as without a query
     */
    public Boundary readBoundary(EventQuery query, int limit, long maxCharacters) {
        requireQuery(query);
        BoundaryBounds bounds = new BoundaryBounds(limit, maxCharacters);
        return read("readBoundary", () -> storage.readBoundary(query, bounds));
    }

    @Override
    public void hold(Set<Tag> tags) {
        Set<Tag> held = Append.requireFew(tags);
        call("hold", () -> {
            appends.hold(held);
            return held;
        });
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return read("findEvent", () -> Limits.isId(id) ? storage.findEvent(id) : Optional.empty());
    }

    @Override
    public StoredEvent getEvent(String id) {
        return findEvent(id).orElseThrow(() -> new EventNotFoundException(id));
    }

    @Override
    public List<StoredEvent> findByCausationId(String causationId) {
        return allLinked(CausalLink.CAUSATION, causationId);
    }

    @Override
    public List<StoredEvent> findByCorrelationId(String correlationId) {
        return allLinked(CausalLink.CORRELATION, correlationId);
    }

    /** An event that gets its position meanwhile may be on two pages. */
    private List<StoredEvent> allLinked(CausalLink link, String id) {
        Map<String, StoredEvent> events = new LinkedHashMap<>();
        @Nullable Long next = 0L;
        while (next != null) {
            LookupPage page = findLinked(link, id, next, Limits.PAGE);
            page.events().forEach(event -> events.putIfAbsent(event.id(), event));
            next = page.next();
        }
        return List.copyOf(events.values());
    }

    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        requirePage(after, limit);
        return read(
                "findLinked",
                () -> Limits.isCausalId(id)
                        ? storage.findLinked(link, id, after, limit)
                        : new LookupPage(List.of(), null));
    }

    /**
     * A page of events that share a causal id as {@link #findLinked(CausalLink, String, long, int)} gives it, which
     * also ends once payload and meta of its events have so many UTF-16 characters: the last of them may go beyond.
     */
    public LookupPage findLinked(CausalLink link, String id, long after, int limit, long maxCharacters) {
        requirePage(after, limit);
        return call("findLinked", () -> sizedPage(link, id, after, limit, maxCharacters));
    }

    private LookupPage sizedPage(CausalLink link, String id, long after, int limit, long maxCharacters) {
        SizedPage page = new SizedPage(limit, maxCharacters);
        @Nullable Long next = Limits.isCausalId(id) ? (Long) after : null;
        while (next != null && !page.isFull()) {
            long from = next;
            LookupPage slice = reads.ask(() -> storage.findLinked(link, id, from, page.next()));
            page.add(slice.events());
            next = slice.next();
        }
        return new LookupPage(page.events(), next);
    }

    @Override
    public List<StoredEvent> readAll(long after, int limit) {
        requirePage(after, limit);
        return call("readAll", () -> log.read(after, limit));
    }

    @Override
    public LogPage readLog(long after, int limit, LogFilter filter) {
        return readLog(after, limit, filter, PAGE_CHARACTERS);
    }

    /**
     * A page of the log as {@link #readLog(long, int, LogFilter)} gives it, which also ends once payload and meta of
     * its events have so many UTF-16 characters: the last of them may go beyond.
     *
     * @see #readLog(long, int, LogFilter)
     */
    public LogPage readLog(long after, int limit, LogFilter filter, long maxCharacters) {
        requirePage(after, limit);
        return call("readAll", () -> new LogScan(log, after, limit, filter, maxCharacters).page());
    }

    /**
     * A page of the log as {@link #readLog(long, int, LogFilter, long)} gives it, with personal members sealed as they
     * are stored: for a copy that only the keys can read, and which an erasure reaches.
     */
    public LogPage readSealedLog(long after, int limit, LogFilter filter, long maxCharacters) {
        requirePage(after, limit);
        return call("readAll", () -> new LogScan(log.asStored(), after, limit, filter, maxCharacters).page());
    }

    /** The events after a position as {@link #readAll} gives them, with personal members sealed as they are stored. */
    public List<StoredEvent> readAllSealed(long after, int limit) {
        requirePage(after, limit);
        return call("readAll", () -> log.asStored().read(after, limit));
    }

    /**
     * The events after a position as soon as there is one: who follows the log does not wait for all that was
     * committed.
     *
     * @throws InvalidEventException if the log ends before {@code after}
     */
    public List<StoredEvent> readNext(long after, int limit) {
        requirePage(after, limit);
        return call("readAll", () -> log.readNext(after, limit));
    }

    /**
     * Where the log ends: with the events acknowledged before the call, as far as they get their positions within five
     * seconds.
     */
    public LogEnd getLogEnd() {
        return call("lastPosition", () -> log.end());
    }

    /**
     * Where the log ends with the events acknowledged before an earlier question, by {@link LogEnd#until} of its
     * answer. Who asks so until the answer has none comes to an end, also where more is written than gets positions.
     *
     * @throws InvalidEventException if it is of no such answer
     */
    public LogEnd getLogEnd(String until) {
        return call("lastPosition", () -> log.end(until));
    }

    @Override
    public long getLastPosition() {
        return getLogEnd().position();
    }

    private static void requireQuery(@Nullable EventQuery query) {
        if (query == null) {
            throw new InvalidEventException("query", "is missing", "an EventQuery");
        }
    }

    private static void requirePage(long after, int limit) {
        if (after < 0) {
            throw new InvalidEventException("after", "is " + after, "0 and more");
        }
        if (limit < 1 || limit > Limits.PAGE) {
            throw new InvalidEventException("limit", "is " + limit, "1 to " + Limits.PAGE);
        }
    }

    private <T> T read(String name, Supplier<T> question) {
        return read(name, Optional.empty(), question);
    }

    private <T> T read(String name, Optional<String> domain, Supplier<T> question) {
        return call(name, domain, () -> reads.ask(question));
    }

    private <T> T call(String name, Supplier<T> work) {
        return call(name, Optional.empty(), work);
    }

    private <T> T call(String name, Optional<String> domain, Supplier<T> work) {
        return measures.call(name, domain, () -> caller.joined(work));
    }
}
