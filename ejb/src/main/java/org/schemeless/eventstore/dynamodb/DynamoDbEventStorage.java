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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.AppendGroup;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Unnumbered;

/** The storage on DynamoDB and S3; see the package for what guards it. */
@Dependent
@Alternative
class DynamoDbEventStorage implements EventStorage {

    /** As many as one transaction takes, unless it is set otherwise. */
    private static final int EVENTS_TOGETHER = 25;

    private final Backend backend;

    @Inject
    DynamoDbEventStorage(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String start() {
        return backend.start();
    }

    /** The tables of the service know no transactions of the server's: every append is atomic by itself. */
    @Override
    public Optional<AppendResult> appendAlone(Append append) {
        return Optional.of(write(append));
    }

    /** Those to one stream that nothing tells from each other: together they are one batch of one transaction. */
    @Override
    public Optional<AppendGroup.Lane> lane(Append append) {
        return append.expected() instanceof ExpectedSequence.Any
                        && append.claimedIds().isEmpty()
                        && append.streams().size() == 1
                ? Optional.of(new AppendGroup.Lane(append.streams().first(), EVENTS_TOGETHER))
                : Optional.empty();
    }

    @Override
    public Optional<List<Supplier<AppendResult>>> appendTogether(AppendGroup group) {
        return Optional.of(group.answers(write(group.asOne())));
    }

    @Override
    public AppendResult append(Append append) {
        return parts().gathering().isActive() ? parts().gathering().append(append) : write(append);
    }

    private AppendResult write(Append append) {
        return parts().writer().write(new OwnAppend(append));
    }

    @Override
    public Map<StreamId, Long> sequences(Set<StreamId> streams) {
        return parts().gathering().sequences(streams);
    }

    /** A transaction that has appended to the stream sees it as it was then, followed by its own events. */
    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        Optional<Gathered> gathered = parts().gathering().current();
        Optional<Long> base = gathered.flatMap(mine -> mine.base(stream));
        long version = base.orElseGet(() -> parts().heads().version(stream));
        long last = Math.min(version, after + limit);
        List<StoredEvent> events =
                new ArrayList<>(after < last ? parts().events().ofStream(stream, after + 1, last) : List.of());
        if (base.isEmpty()) {
            return new EventPage(events, version);
        }
        List<StoredEvent> own = gathered.map(mine -> mine.ofStream(stream)).orElse(List.of());
        own.stream()
                .filter(event -> event.sequence() > after)
                .limit(limit - events.size())
                .forEach(events::add);
        return new EventPage(events, version + own.size());
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return parts().gathering()
                .current()
                .flatMap(gathered -> gathered.withId(id))
                .or(() -> parts().events().withIds(Set.of(id)).stream().findFirst());
    }

    /** What the current transaction has appended is on the last page. */
    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        LookupPage page = parts().links().page(link, id, after, limit);
        Optional<Gathered> gathered = parts().gathering().current();
        if (page.next() != null || gathered.isEmpty()) {
            return page;
        }
        List<StoredEvent> events = new ArrayList<>(page.events());
        gathered.get().all().stream()
                .filter(event -> id.equals(link == CausalLink.CAUSATION ? event.causationId() : event.correlationId()))
                .forEach(events::add);
        return new LookupPage(events, null);
    }

    /** @throws UnsupportedOperationException if the store has no log */
    @Override
    public List<StoredEvent> readLog(long after, int limit) {
        return parts().log().after(after, limit);
    }

    /** @throws UnsupportedOperationException if the store has no log */
    @Override
    public long lastPosition() {
        return parts().log().lastPosition();
    }

    @Override
    public boolean assignPositions() {
        return parts().log().number();
    }

    @Override
    public Optional<Unnumbered> unnumbered() {
        return parts().log().unnumbered();
    }

    @Override
    public boolean hasUnnumbered() {
        return parts().log().hasUnnumbered();
    }

    @Override
    public long countUnnumbered() {
        return parts().log().countUnnumbered();
    }

    @Override
    public RuntimeException translate(RuntimeException failure) {
        return failure instanceof OutcomeUnknownException || Failures.isPassing(failure)
                ? Retries.unavailable(failure)
                : failure;
    }

    private Parts parts() {
        return backend.parts();
    }
}
