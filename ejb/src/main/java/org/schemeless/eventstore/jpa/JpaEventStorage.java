/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.math.BigInteger;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.jpa.append.AutoCommitAppend;
import org.schemeless.eventstore.jpa.append.AutoCommitGroup;
import org.schemeless.eventstore.jpa.append.H2WriteLock;
import org.schemeless.eventstore.jpa.append.TransactionAppend;
import org.schemeless.eventstore.jpa.positions.Positions;
import org.schemeless.eventstore.jpa.read.BoundaryReads;
import org.schemeless.eventstore.jpa.read.EventReads;
import org.schemeless.eventstore.jpa.read.KeptCommands;
import org.schemeless.eventstore.jpa.read.LinkedEvents;
import org.schemeless.eventstore.jpa.read.LogEvents;
import org.schemeless.eventstore.jpa.read.StreamEvents;
import org.schemeless.eventstore.jpa.read.StreamHeads;
import org.schemeless.eventstore.jpa.read.StreamNames;
import org.schemeless.eventstore.jpa.start.Schema;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.jpa.table.SqlErrors;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.BoundaryBounds;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.GroupKey;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.LostRaceException;
import org.schemeless.eventstore.spi.PendingPositions;
import org.schemeless.eventstore.spi.SliceSize;

/** The relational storage; see the package for what guards it. */
@Dependent
class JpaEventStorage implements EventStorage {

    private static final String LOCK_TIMEOUT = "the database's lock time-out (innodb_lock_wait_timeout of MySQL and"
            + " MariaDB, LOCK_TIMEOUT of H2) ended the wait for another transaction: ";

    private static final int PROBE_SECONDS = 5;

    private final Schema schema;
    private final EventReads events;
    private final StreamEvents streams;
    private final KeptCommands commands;
    private final LinkedEvents linked;
    private final LogEvents log;
    private final StreamHeads heads;
    private final AutoCommitAppend autoCommitAppend;
    private final AutoCommitGroup autoCommitGroup;
    private final Connections connections;
    private final TransactionAppend transactionAppend;
    private final Positions positions;
    private final H2WriteLock writeLock;
    private final BoundaryReads boundaries;
    private final StreamNames names;

    @Inject
    JpaEventStorage(
            Schema schema,
            EventReads events,
            StreamEvents streams,
            KeptCommands commands,
            LinkedEvents linked,
            LogEvents log,
            StreamHeads heads,
            AutoCommitAppend autoCommitAppend,
            AutoCommitGroup autoCommitGroup,
            Connections connections,
            TransactionAppend transactionAppend,
            Positions positions,
            H2WriteLock writeLock,
            BoundaryReads boundaries,
            StreamNames names) {
        this.schema = schema;
        this.events = events;
        this.streams = streams;
        this.commands = commands;
        this.linked = linked;
        this.log = log;
        this.heads = heads;
        this.autoCommitAppend = autoCommitAppend;
        this.autoCommitGroup = autoCommitGroup;
        this.connections = connections;
        this.transactionAppend = transactionAppend;
        this.positions = positions;
        this.writeLock = writeLock;
        this.boundaries = boundaries;
        this.names = names;
    }

    @Override
    public String start() {
        return schema.prepare();
    }

    @Override
    public List<AppendOutcome> append(AppendGroup group, AppendScope scope) {
        if (scope != AppendScope.WITHOUT_TRANSACTION) {
            return List.of(AppendOutcome.of(() -> transactionAppend.store(group.single(), scope)));
        }
        return group.isSingle() ? List.of(autoCommitAppend.store(group.single())) : autoCommitGroup.store(group);
    }

    @Override
    public Optional<GroupKey> groupKey(Append append) {
        return AutoCommitGroup.groupKey(append);
    }

    @Override
    public <T> T exclusively(Supplier<T> work) {
        return writeLock.exclusively(work);
    }

    @Override
    public Map<StreamId, Long> sequences(Set<StreamId> streams) {
        return heads.of(streams);
    }

    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        return streams.page(stream, after, limit);
    }

    @Override
    public EventPage readSlice(StreamId stream, long after, int wanted, SliceSize slices) {
        int limit = slices.nextOfShares(wanted);
        return streams.slice(stream, after, limit, slices.share(limit));
    }

    @Override
    public Optional<KeptCommand> findCommand(String scope, String id) {
        return commands.withId(scope, id);
    }

    @Override
    public void hold(Set<Tag> tags) {
        transactionAppend.hold(tags);
    }

    @Override
    public Boundary readBoundary(EventQuery query) {
        return boundaries.read(query);
    }

    @Override
    public Boundary readBoundary(EventQuery query, BoundaryBounds bounds) {
        return boundaries.read(query, bounds);
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return events.withId(id);
    }

    @Override
    public List<StoredEvent> findEvents(List<String> ids) {
        return events.inOrder(ids);
    }

    @Override
    public List<String> domains(@Nullable String after, int limit) {
        return names.domains(after, limit);
    }

    @Override
    public List<StreamPage.Entry> streams(String domain, String prefix, @Nullable String after, int limit) {
        List<StreamId> streams = names.identifiers(domain, prefix, after, limit).stream()
                .map(identifier -> StreamId.of(domain, identifier))
                .toList();
        Map<StreamId, Long> sequences = sequences(Set.copyOf(streams));
        return streams.stream()
                .map(stream -> new StreamPage.Entry(stream, sequences.getOrDefault(stream, 0L)))
                .toList();
    }

    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        return linked.page(link, id, after, limit);
    }

    @Override
    public List<StoredEvent> readLog(long after, int limit) {
        return log.page(after, limit);
    }

    @Override
    public long lastPosition() {
        return positions.last();
    }

    @Override
    public boolean assignPositions() {
        return positions.assign();
    }

    /**
     * Narayana takes a persistence context's synchronization no more once it calls the interposed ones, or when the
     * transaction can only roll back.
     */
    @SuppressWarnings("NullAway") // Stream.iterate ends at null
    private static boolean isRefusedByTransaction(RuntimeException failure) {
        return failure instanceof PersistenceException
                && Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                        .anyMatch(
                                cause -> (cause instanceof IllegalStateException || cause instanceof RollbackException)
                                        && isOfRegistration(cause));
    }

    /** Any other may come from the application's own unit, as from a converter: that does not pass. */
    private static boolean isOfRegistration(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().startsWith("register")
                        && frame.getMethodName().contains("Synchronization"));
    }

    @Override
    public Optional<PendingPositions> pendingPositions() {
        return positions.pending();
    }

    @Override
    public Optional<PendingPositions> pendingPositions(BigInteger mark) {
        return positions.pending(mark);
    }

    @Override
    public long countPendingPositions() {
        return positions.countPendingPositions();
    }

    @Override
    public RuntimeException translate(RuntimeException failure) {
        if (failure instanceof LostRaceException || failure instanceof EventStoreUnavailableException) {
            return failure;
        }
        connections.failed(failure);
        if (isRefusedByTransaction(failure)) {
            return new EventStoreUnavailableException(
                    "the server lets nothing new into this transaction, which is about to end or can only roll back: "
                            + "call before, or in a transaction of its own",
                    failure);
        }
        return SqlErrors.of(failure)
                .filter(SqlErrors::isTransient)
                .findFirst()
                .<RuntimeException>map(error -> new EventStoreUnavailableException(
                        (SqlErrors.isLockTimeout(error) ? LOCK_TIMEOUT : "the database cannot do it now: ")
                                + error.getMessage(),
                        failure))
                .orElse(failure);
    }

    /**
     * The probe is a read, and a write that finds nothing to change: a database that has turned read-only refuses it.
     */
    @Override
    public void probe() {
        connections.withoutTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                // a lock on all tables, as for a backup, holds a write for lock_wait_timeout: a year
                statement.setQueryTimeout(PROBE_SECONDS);
                statement
                        .executeQuery("SELECT position FROM eventstore_log WHERE id = 1")
                        .close();
                return statement.executeUpdate("UPDATE eventstore_log SET position = position WHERE id = 0");
            }
        });
    }
}
