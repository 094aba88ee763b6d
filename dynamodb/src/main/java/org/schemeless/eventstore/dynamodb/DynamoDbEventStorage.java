/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.dynamodb.append.JtaBatch;
import org.schemeless.eventstore.dynamodb.append.SinglePlan;
import org.schemeless.eventstore.dynamodb.table.AwsErrors;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.BoundaryBounds;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.GroupKey;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.PendingPositions;
import org.schemeless.eventstore.spi.StorageName;

/** The storage on DynamoDB and S3; see the package for what guards it. */
@Dependent
@Alternative
@StorageName("dynamodb")
class DynamoDbEventStorage implements EventStorage {

    /** The events of a group: as many as one transaction takes, unless it is set otherwise. */
    private static final int EVENTS_TOGETHER = 25;

    private final StorageLifecycle backend;

    @Inject
    DynamoDbEventStorage(StorageLifecycle backend) {
        this.backend = backend;
    }

    @Override
    public String start() {
        return backend.start();
    }

    /** The tables of the service know no transactions of the server's: without one every append is atomic by itself. */
    @Override
    public List<AppendOutcome> append(AppendGroup group, AppendScope scope) {
        if (!group.isSingle()) {
            return group.outcomes(write(group.asOne()));
        }
        Append append = group.single();
        return List.of(AppendOutcome.of(() -> scope == AppendScope.CALLERS_TRANSACTION
                ? assembly().jtaAppends().append(append)
                : write(append)));
    }

    /** Those to one stream that nothing tells from each other: together they are one batch of one transaction. */
    @Override
    public Optional<GroupKey> groupKey(Append append) {
        return append.expected() instanceof ExpectedSequence.Any
                        && !append.usesTags()
                        && !append.isPersonal()
                        && append.claimedIds().isEmpty()
                        && append.command() == null
                        && append.streams().size() == 1
                ? Optional.of(new GroupKey(append.streams().first(), EVENTS_TOGETHER))
                : Optional.empty();
    }

    @Override
    public Boundary readBoundary(EventQuery query) {
        return readBoundary(query, BoundaryBounds.NONE);
    }

    @Override
    public Boundary readBoundary(EventQuery query, BoundaryBounds bounds) {
        List<StoredEvent> own =
                assembly().jtaAppends().current().map(JtaBatch::all).orElse(List.of());
        return assembly().boundaries().read(query, own, bounds);
    }

    private AppendResult write(Append append) {
        return assembly().appendLoop().write(new SinglePlan(append));
    }

    @Override
    public Map<StreamId, Long> sequences(Set<StreamId> streams) {
        return assembly().jtaAppends().sequences(streams);
    }

    /** A transaction that has appended to the stream sees it as it was then, followed by its own events. */
    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        Optional<JtaBatch> jtaBatch = assembly().jtaAppends().current();
        Optional<Long> base = jtaBatch.flatMap(mine -> mine.base(stream));
        long version = base.orElseGet(() -> assembly().heads().version(stream));
        long last = Math.min(version, after + limit);
        List<StoredEvent> events =
                new ArrayList<>(after < last ? assembly().events().ofStream(stream, after + 1, last) : List.of());
        if (base.isEmpty()) {
            return new EventPage(events, version);
        }
        List<StoredEvent> own = jtaBatch.map(mine -> mine.ofStream(stream)).orElse(List.of());
        own.stream()
                .filter(event -> event.sequence() > after)
                .limit(limit - events.size())
                .forEach(events::add);
        return new EventPage(events, version + own.size());
    }

    @Override
    public Optional<KeptCommand> findCommand(String scope, String id) {
        return assembly()
                .jtaAppends()
                .current()
                .flatMap(jtaBatch -> jtaBatch.command(scope, id))
                .or(() -> assembly().commands().find(scope, id));
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return assembly().jtaAppends().withIds(Set.of(id)).stream().findFirst();
    }

    @Override
    public List<StoredEvent> findEvents(List<String> ids) {
        Map<String, StoredEvent> found = new HashMap<>();
        assembly().jtaAppends().withIds(ids).forEach(event -> found.put(event.id(), event));
        return ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
    }

    /** @throws UnsupportedOperationException if the table keeps no lists */
    @Override
    public List<String> domains(@Nullable String after, int limit) {
        return assembly().names().domains(after, limit, ownStreams().keySet());
    }

    /** @throws UnsupportedOperationException if the table keeps no lists */
    @Override
    public List<StreamPage.Entry> streams(String domain, String prefix, @Nullable String after, int limit) {
        return assembly().names().streams(domain, prefix, after, limit, ownStreams());
    }

    private Map<StreamId, Long> ownStreams() {
        return assembly().jtaAppends().current().map(JtaBatch::written).orElse(Map.of());
    }

    /** What the current transaction has appended is on the last page. */
    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        LookupPage page = assembly().links().page(link, id, after, limit);
        Optional<JtaBatch> jtaBatch = assembly().jtaAppends().current();
        if (page.next() != null || jtaBatch.isEmpty()) {
            return page;
        }
        List<StoredEvent> events = new ArrayList<>(page.events());
        jtaBatch.get().all().stream()
                .filter(event -> id.equals(link == CausalLink.CAUSATION ? event.causationId() : event.correlationId()))
                .forEach(events::add);
        return new LookupPage(events, null);
    }

    /** @throws UnsupportedOperationException if the store has no log */
    @Override
    public List<StoredEvent> readLog(long after, int limit) {
        return assembly().log().after(after, limit);
    }

    /** @throws UnsupportedOperationException if the store has no log */
    @Override
    public long lastPosition() {
        return assembly().log().lastPosition();
    }

    @Override
    public boolean assignPositions() {
        return assembly().log().assign();
    }

    @Override
    public Optional<PendingPositions> pendingPositions() {
        return assembly().log().pending();
    }

    @Override
    public Optional<PendingPositions> pendingPositions(BigInteger mark) {
        return assembly().log().pending(mark);
    }

    @Override
    public boolean hasPendingPositions() {
        return assembly().log().hasPendingPositions();
    }

    @Override
    public long countPendingPositions() {
        return assembly().log().countPendingPositions();
    }

    @Override
    public RuntimeException translate(RuntimeException failure) {
        return failure instanceof OutcomeUnknownException || AwsErrors.isPassing(failure)
                ? RequestRetries.unavailable(failure)
                : failure;
    }

    private Assembly assembly() {
        return backend.assembly();
    }
}
