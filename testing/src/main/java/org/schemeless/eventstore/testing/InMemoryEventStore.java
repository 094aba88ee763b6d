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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DomainPage;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventNotFoundException;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.CatalogueLimits;
import org.schemeless.eventstore.spi.KeptCommand;

/**
 * An event store that keeps its events in memory, with commands, snapshots and erasure, for tests. It keeps the
 * contract of {@link EventStore}, and passes the suite that every storage has to pass. Positions are there at once.
 *
 * <p>A transaction of the application's own is not seen: outside of what this module calls in one, each append is a
 * transaction of its own, whatever goes on around it. Nothing is retried, because nothing fails. Safe for use by
 * several threads.
 */
public final class InMemoryEventStore implements EventStore, Catalogue {

    private final List<StoredEvent> log = new ArrayList<>();
    private final Map<StreamId, List<StoredEvent>> streams = new HashMap<>();
    private final Map<String, StoredEvent> byId = new HashMap<>();
    private final Map<CommandKey, KeptCommand> commands = new HashMap<>();
    private final InMemorySnapshots snapshots = new InMemorySnapshots(this);
    private final ThreadLocal<@Nullable InMemoryTransaction> current = new ThreadLocal<>();
    private final InMemoryBoundaries boundaries = new InMemoryBoundaries(log);
    private final InMemoryPersonalData personal = new InMemoryPersonalData(this);

    /** Forgets everything. */
    public synchronized void clear() {
        log.clear();
        streams.clear();
        byId.clear();
        boundaries.clear();
        commands.clear();
        snapshots.clear();
        personal.clear();
    }

    /**
     * The erasure of persons' data. Nothing is encrypted here: personal members are kept as they are, and are taken out
     * of the events by an erasure, at the commit of the transaction that it is part of. There are no keys to be kept
     * elsewhere.
     */
    public PersonalData personalData() {
        return personal;
    }

    /** The snapshots beside the events. They are part of the same transactions. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** All that are kept, in any order. */
    synchronized List<Snapshot> keptSnapshots() {
        return snapshots.all();
    }

    @Override
    public AppendResult storeEvents(List<NewEvent> events) {
        return storeEvents(events, ExpectedSequence.any());
    }

    @Override
    public synchronized AppendResult storeEvents(List<NewEvent> events, ExpectedSequence expected) {
        return markingForRollback(() -> {
            Append append = completed(events, expected);
            if (append.events().isEmpty()) {
                return new AppendResult(List.of(), true);
            }
            return append.replayOf(storedOf(append)).orElseGet(() -> AppendResult.stored(append(append)));
        });
    }

    @Override
    public synchronized CommandResult storeEvents(List<NewEvent> events, ExpectedSequence expected, Command command) {
        return markingForRollback(() -> {
            Append append = completed(events, expected).keeping(required(command));
            Optional<CommandResult> before = carriedOut(command);
            if (before.isPresent()) {
                return before.get();
            }
            Map<StreamId, Long> sequences = sequences(append.checkedStreams(), this::events);
            List<StoredEvent> stored = storedOf(append);
            if (append.replayOf(stored).isPresent()) {
                KeptCommand kept = KeptCommand.of(append, stored, sequences);
                transaction()
                        .map(InMemoryTransaction::commands)
                        .orElse(commands)
                        .put(CommandKey.of(command), kept);
                return result(kept, this::events, true);
            }
            return result(KeptCommand.of(append, append(append), sequences), this::events, false);
        });
    }

    @Override
    public synchronized Optional<CommandResult> findCommand(Command command) {
        return markingForRollback(() -> carriedOut(required(command)));
    }

    private static Append completed(List<NewEvent> events, ExpectedSequence expected) {
        Append append = completedOwn(events, expected);
        InMemoryPersonalData.requireOfApplication(append.events());
        return append;
    }

    private static Append completedOwn(List<NewEvent> events, ExpectedSequence expected) {
        return Append.of(events, expected, () -> UlidCreator.getMonotonicUlid().toString());
    }

    /** Appends an event of the store's own. */
    synchronized AppendedEvent storeOwn(NewEvent event) {
        return markingForRollback(
                () -> AppendResult.stored(append(completedOwn(List.of(event), ExpectedSequence.any())))
                        .events()
                        .get(0));
    }

    /** All that is committed, and what the transaction has appended itself. */
    List<StoredEvent> seenEvents() {
        return Stream.concat(log.stream(), uncommitted().stream()).toList();
    }

    /** Puts others in place of the events that are committed. */
    void replaceAll(UnaryOperator<StoredEvent> other) {
        log.replaceAll(other);
        streams.values().forEach(events -> events.replaceAll(other));
        byId.replaceAll((id, event) -> other.apply(event));
    }

    private static Command required(@Nullable Command command) {
        if (command == null) {
            throw new InvalidEventException("command", "is missing", "a command");
        }
        return command;
    }

    private static EventQuery required(@Nullable EventQuery query) {
        if (query == null) {
            throw new InvalidEventException("query", "is missing", "an EventQuery");
        }
        return query;
    }

    private Optional<CommandResult> carriedOut(Command command) {
        CommandKey key = CommandKey.of(command);
        return Optional.ofNullable(commands.get(key))
                .map(kept -> result(same(kept, command), this::committed, true))
                .or(() -> transaction()
                        .map(transaction -> transaction.commands().get(key))
                        .map(kept -> result(same(kept, command), this::events, true)));
    }

    private static KeptCommand same(KeptCommand kept, Command command) {
        kept.requireOf(command);
        return kept;
    }

    private static CommandResult result(
            KeptCommand kept, Function<StreamId, List<StoredEvent>> events, boolean replayed) {
        List<AppendedEvent> appended = new ArrayList<>();
        for (KeptCommand.Run run : kept.runs()) {
            List<StoredEvent> all = events.apply(run.stream());
            int last = Math.toIntExact(run.sequence());
            appended.addAll(
                    AppendResult.stored(all.subList(last - run.events(), last)).events());
        }
        return new CommandResult(appended, kept.sequences(), replayed);
    }

    private <T> T markingForRollback(Supplier<T> work) {
        try {
            return work.get();
        } catch (ConcurrencyError | DuplicateEventException | InvalidEventException e) {
            markForRollback();
            throw e;
        }
    }

    private List<StoredEvent> append(Append append) {
        InMemoryTransaction transaction = current.get();
        if (transaction != null) {
            requireUnmoved(transaction);
        }
        Map<StreamId, Long> sequences = sequences(append.checkedStreams(), this::events);
        append.check(sequences);
        append.boundary().ifPresent(boundaries::requireUnmoved);
        List<StoredEvent> sequenced = append.sequenced(sequences).stream()
                .map(event -> personal.withKeys(event, transaction().map(InMemoryTransaction::personal)))
                .toList();
        if (transaction == null) {
            sequenced.forEach(this::commit);
            if (append.command() != null) {
                commands.put(CommandKey.of(append.command()), KeptCommand.of(append, sequenced, sequences));
            }
        } else {
            transaction.add(append, sequences, sequences(append.checkedStreams(), this::committed), sequenced);
        }
        return sequenced;
    }

    /** Begins a transaction of this thread, which has none. */
    void begin() {
        if (current.get() != null) {
            throw new IllegalStateException("the thread has a transaction already");
        }
        current.set(new InMemoryTransaction());
    }

    /** The transaction of this thread, if there is one, can only be rolled back from now on. */
    void markForRollback() {
        InMemoryTransaction transaction = current.get();
        if (transaction != null) {
            transaction.markForRollback();
        }
    }

    /** Ends the transaction of this thread; nothing of it was ever there. */
    void rollBack() {
        current.remove();
    }

    /**
     * Ends the transaction of this thread. If that fails, it is rolled back.
     *
     * @throws IllegalStateException if it is marked for rollback
     * @throws ConcurrencyError if others have moved a stream that it has written, or of which it expected something
     * @throws DuplicateEventException if others have stored an event with an id of its events
     * @throws EventStoreUnavailableException if others have carried out a command of its own and moved none of these
     *     streams
     */
    synchronized void commit() {
        InMemoryTransaction transaction =
                Objects.requireNonNull(current.get(), "the thread has no transaction to commit");
        current.remove();
        if (transaction.isMarkedForRollback()) {
            throw new IllegalStateException("the transaction is marked for rollback");
        }
        requireNewCommands(transaction);
        transaction.appends().forEach(append -> append.replayOf(storedOf(append)));
        requireUnmoved(transaction);
        transaction.appends().forEach(append -> append.boundary().ifPresent(boundaries::requireUnmoved));
        transaction.events().stream()
                .map(event -> personal.withKeys(event, Optional.of(transaction.personal())))
                .forEach(this::commit);
        personal.commit(transaction.personal());
        commands.putAll(transaction.commands());
        snapshots.commit(transaction);
    }

    private void requireNewCommands(InMemoryTransaction transaction) {
        transaction.commands().keySet().stream()
                .filter(commands::containsKey)
                .findFirst()
                .ifPresent(key -> {
                    requireUnmoved(transaction);
                    throw new EventStoreUnavailableException(
                            "another transaction has carried out the command \"" + key.id() + "\" meanwhile", null);
                });
    }

    Optional<InMemoryTransaction> transaction() {
        return Optional.ofNullable(current.get());
    }

    private void requireUnmoved(InMemoryTransaction transaction) {
        transaction
                .conflict(sequences(transaction.checkedStreams(), this::committed))
                .ifPresent(conflict -> {
                    throw conflict;
                });
    }

    /** Does the work while the transaction of this thread, if there is one, is suspended. */
    void outsideOfTransactions(Runnable work) {
        InMemoryTransaction suspended = current.get();
        current.remove();
        try {
            work.run();
        } finally {
            if (suspended != null) {
                current.set(suspended);
            }
        }
    }

    private List<StoredEvent> storedOf(Append append) {
        return append.events().stream()
                .map(event -> find(Objects.requireNonNull(event.id())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Map<StreamId, Long> sequences(Set<StreamId> checked, Function<StreamId, List<StoredEvent>> events) {
        return checked.stream().collect(Collectors.toMap(Function.identity(), stream ->
                (long) events.apply(stream).size()));
    }

    /** It gets its position. */
    private void commit(StoredEvent event) {
        StoredEvent committed = new StoredEvent(
                event.id(),
                event.stream(),
                event.sequence(),
                log.size() + 1L,
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                event.created(),
                event.tags(),
                event.personal());
        streams.computeIfAbsent(event.stream(), absent -> new ArrayList<>()).add(committed);
        log.add(committed);
        byId.put(event.id(), committed);
    }

    private List<StoredEvent> committed(StreamId stream) {
        return streams.getOrDefault(stream, List.of());
    }

    /** With those of the caller's transaction. */
    private List<StoredEvent> events(StreamId stream) {
        InMemoryTransaction transaction = current.get();
        return transaction == null ? committed(stream) : transaction.seen(stream, committed(stream));
    }

    private List<StoredEvent> uncommitted() {
        InMemoryTransaction transaction = current.get();
        return transaction == null ? List.of() : transaction.events();
    }

    private Optional<StoredEvent> find(String id) {
        return Optional.ofNullable(byId.get(id))
                .or(() -> uncommitted().stream()
                        .filter(event -> event.id().equals(id))
                        .findFirst());
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

    /** In the order of {@link String#compareTo}. */
    @Override
    public synchronized DomainPage domains(@Nullable String after, int limit) {
        CatalogueLimits.requireLimit(limit);
        CatalogueLimits.requireText("after", after, Limits.DOMAIN);
        List<String> rest = allStreams()
                .map(StreamId::domain)
                .distinct()
                .filter(domain -> after == null || domain.compareTo(after) > 0)
                .sorted()
                .toList();
        return new DomainPage(page(rest, 0, limit), rest.size() > limit);
    }

    /** In the order of {@link String#compareTo}. */
    @Override
    public synchronized StreamPage streams(String domain, String prefix, @Nullable String after, int limit) {
        CatalogueLimits.requireLimit(limit);
        String named = StreamId.of(domain).domain();
        CatalogueLimits.requirePrefix(prefix);
        CatalogueLimits.requireText("after", after, Limits.IDENTIFIER);
        List<StreamPage.Entry> rest = allStreams()
                .filter(stream -> stream.domain().equals(named))
                .filter(stream -> stream.identifier().startsWith(prefix))
                .filter(stream -> after == null || stream.identifier().compareTo(after) > 0)
                .sorted()
                .map(stream -> new StreamPage.Entry(stream, events(stream).size()))
                .toList();
        return new StreamPage(page(rest, 0, limit), rest.size() > limit);
    }

    private Stream<StreamId> allStreams() {
        return Stream.concat(streams.keySet().stream(), uncommitted().stream().map(StoredEvent::stream))
                .distinct();
    }

    @Override
    public synchronized Boundary readBoundary(EventQuery query) {
        return markingForRollback(() -> boundaries.read(required(query), uncommitted()));
    }

    /** Transactions here go one after the other. */
    @Override
    public void hold(Set<Tag> tags) {
        Append.requireFew(tags);
    }

    @Override
    public synchronized Optional<StoredEvent> findEvent(String id) {
        return find(id);
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
        return Stream.concat(log.stream(), uncommitted().stream())
                .filter(event -> id.equals(link == CausalLink.CAUSATION ? event.causationId() : event.correlationId()))
                .toList();
    }

    @Override
    public synchronized LookupPage findLinked(CausalLink link, String id, long after, int limit) {
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

    /** Its place in a look-up; those of the caller's transaction come last. */
    private long position(StoredEvent event) {
        Long position = event.position();
        return position == null ? log.size() + 1L + uncommitted().indexOf(event) : position;
    }

    /** The whole log after a position. */
    synchronized List<StoredEvent> allAfter(long position) {
        return List.copyOf(log.subList(Math.toIntExact(position), log.size()));
    }

    private static <T> List<T> page(List<T> events, long after, int limit) {
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
