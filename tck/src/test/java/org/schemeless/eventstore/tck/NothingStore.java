/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.DomainPage;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.PersonalPage;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.WrappedKey;

/**
 * The contract on a store that takes everything, keeps nothing and never complains. Run by {@link ContractGuardTest}.
 */
class NothingStore
        implements EventStoreContract,
                BoundaryContract,
                CatalogueContract,
                DecisionsContract,
                LogContract,
                MessagesContract,
                PersonalContract,
                SnapshotsContract,
                EventStore {

    @Override
    public Catalogue catalogue() {
        return new Catalogue() {

            @Override
            public DomainPage domains(String after, int limit) {
                return new DomainPage(List.of(), false);
            }

            @Override
            public StreamPage streams(String domain, String prefix, String after, int limit) {
                return new StreamPage(List.of(), false);
            }
        };
    }

    @Override
    public EventStore store() {
        return this;
    }

    @Override
    public AppendResult storeEvents(List<NewEvent> events) {
        return new AppendResult(List.of(), false);
    }

    @Override
    public AppendResult storeEvents(List<NewEvent> events, ExpectedSequence expected) {
        return new AppendResult(List.of(), false);
    }

    @Override
    public CommandResult storeEvents(List<NewEvent> events, ExpectedSequence expected, Command command) {
        return new CommandResult(List.of(), Map.of(), false);
    }

    @Override
    public Optional<CommandResult> findCommand(Command command) {
        return Optional.empty();
    }

    @Override
    public void hold(Set<Tag> tags) {}

    @Override
    public Boundary readBoundary(EventQuery query) {
        List<Long> places = Collections.nCopies(query.items().size(), 0L);
        return new Boundary(query, new Boundary.Mark("", places), List.of());
    }

    @Override
    public List<StoredEvent> getAllEvents(String domain, String identifier) {
        return List.of();
    }

    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        return new EventPage(List.of(), 0);
    }

    @Override
    public long getStreamSequence(String domain, String identifier) {
        return 0;
    }

    @Override
    public StoredEvent getEvent(String id) {
        return null;
    }

    @Override
    public List<StoredEvent> findByCausationId(String causationId) {
        return List.of();
    }

    @Override
    public List<StoredEvent> findByCorrelationId(String correlationId) {
        return List.of();
    }

    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        return new LookupPage(List.of(), null);
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return Optional.empty();
    }

    @Override
    public LogEnd logEnd() {
        return new LogEnd(0, null);
    }

    @Override
    public LogEnd logEnd(String until) {
        return logEnd();
    }

    @Override
    public ThreadFactory threads() {
        return Thread::new;
    }

    @Override
    public void inTransaction(Runnable work) {
        work.run();
    }

    @Override
    public void inTransactionRolledBack(Runnable work) {
        work.run();
    }

    @Override
    public void markForRollback() {}

    @Override
    public void outsideOfTransactions(Runnable work) {
        work.run();
    }

    @Override
    public <T> T inManagedBean(Supplier<T> work) {
        return work.get();
    }

    @Override
    public List<StoredEvent> readAll(long after, int limit) {
        return List.of();
    }

    @Override
    public LogPage readLog(long after, int limit, LogFilter filter) {
        return new LogPage(List.of(), after, false);
    }

    @Override
    public long getLastPosition() {
        return 0;
    }

    @Override
    public void at(Moment moment, Runnable work) {}

    @Override
    public Refused refusedAt(Moment moment) {
        return Refused.NONE;
    }

    @Override
    public Messages messages() {
        return new NoMessages();
    }

    @Override
    public Snapshots snapshots() {
        return new NoSnapshots();
    }

    @Override
    public PersonalData personal() {
        return new NoPersonalData();
    }

    @Override
    public EventImport imports() {
        return new EventImport() {

            @Override
            public int store(List<StoredEvent> events) {
                return 0;
            }

            @Override
            public int storeInOrder(List<StoredEvent> events) {
                return 0;
            }
        };
    }

    @Override
    public List<StoredEvent> sealedLog(long after, int limit) {
        return List.of();
    }

    @Override
    public boolean isKept(String text) {
        return false;
    }

    @Override
    public void takenAwayElsewhere(KeyId key) {}

    @Override
    public void restored(WrappedKey key) {}

    @Override
    public void startAgain() {}

    @Override
    public List<String> listened() {
        return List.of();
    }

    @Override
    public String listenedDomain() {
        return "listened";
    }

    private static final class NoPersonalData implements PersonalData {

        @Override
        public Erasure erase(Subject subject, String request) {
            return new Erasure(null, null, true);
        }

        @Override
        public PersonalPage eventsOf(Subject subject, String after, int limit) {
            return new PersonalPage(List.of(), null);
        }

        @Override
        public List<StoredEvent> eventsOf(Subject subject) {
            return List.of();
        }

        @Override
        public int rotate() {
            return 0;
        }

        @Override
        public List<WrappedKey> keys(KeyId after, int limit) {
            return List.of();
        }

        @Override
        public int storeKeys(List<WrappedKey> keys) {
            return 0;
        }
    }

    private static final class NoSnapshots implements Snapshots {

        @Override
        public Optional<Snapshot> find(StreamId stream, String fold, String shape) {
            return Optional.empty();
        }

        @Override
        public void keep(Snapshot snapshot) {}

        @Override
        public void forget(StreamId stream) {}
    }

    private static final class NoMessages implements Messages {

        @Override
        public void send(String text) {}

        @Override
        public List<String> takeUntil(String text) {
            return List.of();
        }

        @Override
        public void order(Order order) {}

        @Override
        public int deliveries(Order order) {
            return 0;
        }
    }

    @Override
    public void saveRow(String id) {}

    @Override
    public boolean hasRow(String id) {
        return false;
    }
}
