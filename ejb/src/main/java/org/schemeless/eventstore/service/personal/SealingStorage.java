/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.BoundaryBounds;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.GroupKey;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.PendingPositions;
import org.schemeless.eventstore.spi.SliceSize;

/**
 * The storage of the backend, which is given personal members sealed, and whose events are opened. What has none passes
 * through as it is.
 */
@Dependent
@Opened
class SealingStorage implements EventStorage {

    /** So often an append is sealed anew whose keys are taken away meanwhile. */
    private static final int TRIES = 5;

    private final EventStorage storage;
    private final EventSeals seals;
    private final UnwrappedKeys keys;

    @Inject
    SealingStorage(EventStorage storage, EventSeals seals, UnwrappedKeys keys) {
        this.storage = storage;
        this.seals = seals;
        this.keys = keys;
    }

    @Override
    public List<AppendOutcome> append(AppendGroup group, AppendScope scope) {
        return group.appends().stream().anyMatch(append -> EventSeals.areToBeSealed(append.events()))
                ? List.of(append(group.single(), scope))
                : storage.append(group, scope);
    }

    /**
     * A key that the transaction of the append holds is made before it is begun, so that it needs no second connection.
     */
    private AppendOutcome append(Append append, AppendScope scope) {
        Map<Subject, SubjectKey> ofSubjects = new HashMap<>();
        Optional<AppendOutcome> replay = keysOf(append, ofSubjects);
        if (replay.isPresent()) {
            return replay.get();
        }
        if (scope == AppendScope.WITHOUT_TRANSACTION && keys.areInTransactionOfEvents()) {
            return new AppendOutcome.NeedsTransaction();
        }
        for (int tries = 1; ; tries++) {
            Append sealed =
                    append.sealed(EventSeals.sealed(append.events(), ofSubjects), seals.opening(append.events()));
            try {
                return storage.append(AppendGroup.of(sealed), scope).get(0);
            } catch (GoneKeysException e) {
                keys.forget(e.keys());
                if (tries == TRIES) {
                    throw scope == AppendScope.CALLERS_TRANSACTION ? refused(e) : e;
                }
            }
            ofSubjects.clear();
            replay = keysOf(append, ofSubjects);
            if (replay.isPresent()) {
                return replay.get();
            }
        }
    }

    private static EventStoreUnavailableException refused(GoneKeysException failure) {
        return new EventStoreUnavailableException(
                "subjects of personal members were erased by others each time the append was to be stored; roll back"
                        + " and call again",
                failure);
    }

    /**
     * Finds the keys of an append, and makes those that there are not. A batch that was stored before is answered
     * instead of that: it would make keys for subjects that were erased since.
     */
    private Optional<AppendOutcome> keysOf(Append append, Map<Subject, SubjectKey> ofSubjects) {
        List<Subject> without = new ArrayList<>();
        for (Subject subject : EventSeals.subjects(append.events())) {
            keys.find(subject).ifPresentOrElse(key -> ofSubjects.put(subject, key), () -> without.add(subject));
        }
        Optional<AppendOutcome> replay = without.isEmpty() ? Optional.empty() : replay(append);
        if (replay.isEmpty()) {
            without.forEach(subject -> ofSubjects.put(subject, keys.make(subject)));
        }
        return replay;
    }

    /** A command that is to be kept with a batch was looked for before, and takes an append. */
    private Optional<AppendOutcome> replay(Append append) {
        if (append.command() != null
                || !append.claimedIds().contains(idOf(append.events().get(0)))
                || storage.findEvent(idOf(append.events().get(0))).isEmpty()) {
            return Optional.empty();
        }
        List<StoredEvent> stored = storage.findEvents(
                append.events().stream().map(SealingStorage::idOf).toList());
        return Optional.of(AppendOutcome.of(() -> append.sealed(append.events(), seals.opening(append.events()))
                .replayOf(stored)
                .orElseThrow()));
    }

    private static String idOf(NewEvent event) {
        return Objects.requireNonNull(event.id());
    }

    /** Keys are held by a transaction of the append's own. */
    @Override
    public Optional<GroupKey> groupKey(Append append) {
        return append.isPersonal() ? Optional.empty() : storage.groupKey(append);
    }

    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        return opened(storage.readStream(stream, after, limit));
    }

    @Override
    public EventPage readSlice(StreamId stream, long after, int wanted, SliceSize slices) {
        return opened(storage.readSlice(stream, after, wanted, slices));
    }

    private EventPage opened(EventPage page) {
        return new EventPage(seals.opened(page.events()), page.sequence());
    }

    @Override
    public Boundary readBoundary(EventQuery query) {
        return opened(storage.readBoundary(query));
    }

    @Override
    public Boundary readBoundary(EventQuery query, BoundaryBounds bounds) {
        return opened(storage.readBoundary(query, bounds));
    }

    private Boundary opened(Boundary boundary) {
        return new Boundary(boundary.query(), boundary.mark(), seals.opened(boundary.events()));
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return storage.findEvent(id).map(seals::opened);
    }

    @Override
    public List<StoredEvent> findEvents(List<String> ids) {
        return seals.opened(storage.findEvents(ids));
    }

    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        LookupPage page = storage.findLinked(link, id, after, limit);
        return new LookupPage(seals.opened(page.events()), page.next());
    }

    @Override
    public List<StoredEvent> readLog(long after, int limit) {
        return seals.opened(storage.readLog(after, limit));
    }

    // All else has no event in it.

    @Override
    public String start() {
        return storage.start();
    }

    @Override
    public <T> T exclusively(Supplier<T> work) {
        return storage.exclusively(work);
    }

    @Override
    public void probe() {
        storage.probe();
    }

    @Override
    public Map<StreamId, Long> sequences(Set<StreamId> streams) {
        return storage.sequences(streams);
    }

    @Override
    public Optional<KeptCommand> findCommand(String scope, String id) {
        return storage.findCommand(scope, id);
    }

    @Override
    public void hold(Set<Tag> tags) {
        storage.hold(tags);
    }

    @Override
    public List<String> domains(@Nullable String after, int limit) {
        return storage.domains(after, limit);
    }

    @Override
    public List<StreamPage.Entry> streams(String domain, String prefix, @Nullable String after, int limit) {
        return storage.streams(domain, prefix, after, limit);
    }

    @Override
    public long lastPosition() {
        return storage.lastPosition();
    }

    @Override
    public boolean assignPositions() {
        return storage.assignPositions();
    }

    @Override
    public long countPendingPositions() {
        return storage.countPendingPositions();
    }

    @Override
    public Optional<PendingPositions> pendingPositions() {
        return storage.pendingPositions();
    }

    @Override
    public Optional<PendingPositions> pendingPositions(BigInteger mark) {
        return storage.pendingPositions(mark);
    }

    @Override
    public boolean hasPendingPositions() {
        return storage.hasPendingPositions();
    }

    @Override
    public RuntimeException translate(RuntimeException failure) {
        return storage.translate(failure);
    }
}
