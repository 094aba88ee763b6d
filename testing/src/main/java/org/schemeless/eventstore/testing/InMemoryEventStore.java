/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.EventNotFoundException;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.Append;

/**
 * An event store that keeps its events in memory, for tests. It keeps what {@link EventStore} promises of one call:
 * batches are atomic over streams, expectations exact, ids unique and batches recognised by them, limits checked,
 * streams and log in order. Positions are there at once.
 *
 * <p>Transactions are not played: each append is one of its own, whatever goes on around it. Nothing is retried,
 * because nothing fails. Safe for use by several threads.
 */
public final class InMemoryEventStore implements EventStore {

    private final List<StoredEvent> log = new ArrayList<>();
    private final Map<StreamId, List<StoredEvent>> streams = new HashMap<>();
    private final Map<String, StoredEvent> byId = new HashMap<>();

    /** Forgets everything. */
    public synchronized void clear() {
        log.clear();
        streams.clear();
        byId.clear();
    }

    @Override
    public AppendResult storeEvents(List<NewEvent> events) {
        return storeEvents(events, ExpectedSequence.any());
    }

    @Override
    public synchronized AppendResult storeEvents(List<NewEvent> events, ExpectedSequence expected) {
        Append append = complete(events, expected);
        if (append.events().isEmpty()) {
            return new AppendResult(List.of(), true);
        }
        return append.replayOf(storedOf(append)).orElseGet(() -> {
            append.check(sequences(append.checkedStreams()));
            return AppendResult.stored(append.events().stream().map(this::store).toList());
        });
    }

    private static Append complete(@Nullable List<NewEvent> events, @Nullable ExpectedSequence expected) {
        if (events == null) {
            throw new InvalidEventException("events", "is missing", "0 to " + Limits.BATCH + " events");
        }
        if (expected == null) {
            throw new InvalidEventException("expectedSequence", "is missing", "ExpectedSequence.any() for no check");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<NewEvent> complete = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            if (event == null) {
                throw new InvalidEventException("event", "is missing", "an event").at(i);
            }
            complete.add(event.stamped(UlidCreator.getMonotonicUlid().toString(), now));
        }
        return new Append(complete, expected, Set.of());
    }

    private List<StoredEvent> storedOf(Append append) {
        return append.events().stream()
                .map(event -> byId.get(event.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private Map<StreamId, Long> sequences(Set<StreamId> checked) {
        return checked.stream().collect(Collectors.toMap(Function.identity(), stream ->
                (long) events(stream).size()));
    }

    private StoredEvent store(NewEvent event) {
        List<StoredEvent> stream = streams.computeIfAbsent(event.stream(), absent -> new ArrayList<>());
        StoredEvent stored = new StoredEvent(
                Objects.requireNonNull(event.id()),
                event.stream(),
                stream.size() + 1L,
                log.size() + 1L,
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                Objects.requireNonNull(event.created()));
        stream.add(stored);
        log.add(stored);
        byId.put(stored.id(), stored);
        return stored;
    }

    private List<StoredEvent> events(StreamId stream) {
        return streams.getOrDefault(stream, List.of());
    }

    @Override
    public synchronized List<StoredEvent> getAllEvents(String domain, @Nullable String identifier) {
        return List.copyOf(events(StreamId.of(domain, identifier)));
    }

    @Override
    public synchronized EventPage readStream(StreamId stream, long after, int limit) {
        requirePage(after, limit);
        List<StoredEvent> events = events(stream);
        return new EventPage(page(events, after, limit), events.size());
    }

    @Override
    public synchronized long getStreamSequence(String domain, @Nullable String identifier) {
        return events(StreamId.of(domain, identifier)).size();
    }

    @Override
    public synchronized Optional<StoredEvent> findEvent(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public StoredEvent getEvent(String id) {
        return findEvent(id).orElseThrow(() -> new EventNotFoundException(id));
    }

    @Override
    public List<StoredEvent> findByCausationId(String causationId) {
        return linked(CausalLink.CAUSATION, causationId);
    }

    @Override
    public List<StoredEvent> findByCorrelationId(String correlationId) {
        return linked(CausalLink.CORRELATION, correlationId);
    }

    private synchronized List<StoredEvent> linked(CausalLink link, String id) {
        if (!Limits.isCausalId(id)) {
            return List.of();
        }
        return log.stream()
                .filter(event -> id.equals(link == CausalLink.CAUSATION ? event.causationId() : event.correlationId()))
                .toList();
    }

    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        requirePage(after, limit);
        List<StoredEvent> rest = linked(link, id).stream()
                .filter(event -> position(event) > after)
                .toList();
        return rest.size() <= limit
                ? new LookupPage(rest, null)
                : new LookupPage(rest.subList(0, limit), position(rest.get(limit - 1)));
    }

    @Override
    public synchronized List<StoredEvent> readAll(long after, int limit) {
        requirePage(after, limit);
        requireInLog(after);
        return page(log, after, limit);
    }

    @Override
    public synchronized LogPage readLog(long after, int limit, LogFilter filter) {
        requirePage(after, limit);
        requireInLog(after);
        List<StoredEvent> wanted = new ArrayList<>();
        long position = after;
        while (position < log.size() && position < after + Limits.SCAN && wanted.size() < limit) {
            StoredEvent event = log.get((int) position++);
            if (filter.takes(event)) {
                wanted.add(event);
            }
        }
        return new LogPage(wanted, position, position < log.size());
    }

    @Override
    public synchronized long getLastPosition() {
        return log.size();
    }

    private static long position(StoredEvent event) {
        return Objects.requireNonNull(event.position());
    }

    private static List<StoredEvent> page(List<StoredEvent> events, long after, int limit) {
        return events.stream().skip(after).limit(limit).toList();
    }

    private void requireInLog(long after) {
        if (after > log.size()) {
            throw new InvalidEventException("after", "is " + after, "0 to " + log.size() + ", where the log ends");
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
}
