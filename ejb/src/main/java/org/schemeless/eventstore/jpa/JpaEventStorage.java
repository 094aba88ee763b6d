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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.LostRaceException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** The relational storage; see the package for what guards it. */
@Dependent
class JpaEventStorage implements EventStorage {

    private final Schema schema;
    private final EventQueries events;
    private final LinkedEvents linked;
    private final StreamHeads heads;
    private final EventInsert insert;
    private final Positions positions;

    @Inject
    JpaEventStorage(
            Schema schema,
            EventQueries events,
            LinkedEvents linked,
            StreamHeads heads,
            EventInsert insert,
            Positions positions) {
        this.schema = schema;
        this.events = events;
        this.linked = linked;
        this.heads = heads;
        this.insert = insert;
        this.positions = positions;
    }

    @Override
    public void start() {
        schema.prepare();
    }

    @Override
    public AppendResult append(Append append) {
        return replayOf(append).orElseGet(() -> store(append));
    }

    @Override
    public Optional<AppendResult> replayOf(Append append) {
        return append.replayOf(events.withIds(append.claimedIds()));
    }

    private AppendResult store(Append append) {
        Map<StreamId, Long> sequences = sequences(append);
        Optional<ConcurrencyError> conflict = append.violated(sequences);
        if (conflict.isPresent()) {
            // the same batch may have been stored between the look at the ids and that at the streams
            return replayOf(append).orElseThrow(() -> conflict(append, sequences, conflict.get()));
        }
        List<StoredEvent> numbered = append.numbered(sequences);
        try {
            insert.insert(numbered);
        } catch (PersistenceException e) {
            throw UniqueViolation.of(e)
                    .<RuntimeException>map(violation -> lost(append, sequences, e))
                    .orElse(e);
        }
        return AppendResult.stored(numbered);
    }

    private RuntimeException conflict(Append append, Map<StreamId, Long> sequences, ConcurrencyError conflict) {
        return isCertain(append) ? conflict : new LostRaceException(sequences, false, conflict);
    }

    /**
     * Under READ COMMITTED the caller's own transaction can tell who was faster, with no second connection; from an older
     * snapshot, only another transaction can.
     */
    private RuntimeException lost(Append append, Map<StreamId, Long> assumed, PersistenceException violation) {
        LostRaceException unclear = new LostRaceException(assumed, true, violation);
        if (!append.joined() || heads.mayBeOld()) {
            return unclear;
        }
        return append.moved(assumed, heads.of(append.streams()))
                .<RuntimeException>map(conflict -> conflict)
                .orElse(unclear);
    }

    private Map<StreamId, Long> sequences(Append append) {
        Map<StreamId, Long> sequences = new HashMap<>(heads.of(append.checkedStreams()));
        append.known().forEach((stream, sequence) -> sequences.merge(stream, sequence, Math::max));
        return sequences;
    }

    /** A transaction of the append's own has just begun; one of the caller's may read from an older snapshot. */
    private boolean isCertain(Append append) {
        return !append.joined() || !append.known().isEmpty() || !heads.mayBeOld();
    }

    @Override
    public Map<StreamId, Long> sequences(Set<StreamId> streams) {
        return heads.of(streams);
    }

    /** One more event than asked for tells whether there is more; only then the head has to be read too. */
    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        List<StoredEvent> page = events.ofStream(stream, after, limit + 1);
        if (page.isEmpty() && after == 0) {
            return new EventPage(page, 0);
        }
        if (page.isEmpty() || page.size() > limit) {
            return new EventPage(
                    page.subList(0, Math.min(limit, page.size())),
                    heads.of(Set.of(stream)).getOrDefault(stream, 0L));
        }
        return new EventPage(page, page.get(page.size() - 1).sequence());
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return events.withIds(Set.of(id)).stream().findFirst();
    }

    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        return linked.page(link, id, after, limit);
    }

    @Override
    public List<StoredEvent> readLog(long after, int limit) {
        return events.withPositionAfter(after, limit);
    }

    @Override
    public boolean assignPositions() {
        return positions.assign();
    }

    @Override
    public RuntimeException translate(RuntimeException failure) {
        if (failure instanceof LostRaceException || failure instanceof EventStoreUnavailableException) {
            return failure;
        }
        return SqlErrors.of(failure)
                .filter(SqlErrors::isTransient)
                .findFirst()
                .<RuntimeException>map(error -> new EventStoreUnavailableException(
                        "the database cannot do it now: " + error.getMessage(), failure))
                .orElse(failure);
    }
}
