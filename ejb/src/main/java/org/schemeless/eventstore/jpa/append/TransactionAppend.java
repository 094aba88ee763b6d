/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.jpa.read.EventReads;
import org.schemeless.eventstore.jpa.read.StreamHeads;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.jpa.table.SqlErrors;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * Appends any batch as part of the current transaction: locks the keys of its personal members, then the slots of its
 * tags, then looks at identity and the streams, then writes what is kept of its command, then the events. So all locks
 * are taken in one order: keys, slots, command, streams.
 */
@Dependent
public class TransactionAppend {

    private final EventReads events;
    private final StreamHeads heads;
    private final Connections connections;
    private final LostRaces races;
    private final BoundaryGuard boundaries;
    private final KeyGuard keys;

    @Inject
    TransactionAppend(
            EventReads events,
            StreamHeads heads,
            Connections connections,
            LostRaces races,
            BoundaryGuard boundaries,
            KeyGuard keys) {
        this.events = events;
        this.heads = heads;
        this.connections = connections;
        this.races = races;
        this.boundaries = boundaries;
        this.keys = keys;
    }

    /** Waits for these tags, and has them until the transaction ends. */
    public void hold(Set<Tag> tags) {
        boundaries.lock(tags);
    }

    /**
     * Stores a batch when the transaction commits.
     *
     * @throws org.schemeless.eventstore.DuplicateEventException if an id is taken by another event
     * @throws ConcurrencyError if a stream is not as expected, or others moved it on in a transaction of the caller's
     * @throws LostRaceException if a race was lost in a transaction of the append's own
     * @throws org.schemeless.eventstore.spi.GoneKeysException before anything is written, if a key is gone
     */
    public AppendResult store(Append append, AppendScope scope) {
        keys.lock(append);
        boundaries.lock(append);
        return append.replayOf(events.withIds(append.claimedIds()))
                .map(replay -> replayed(append, scope, replay))
                .orElseGet(() -> write(append, scope));
    }

    /** The command of a batch that was stored before is kept now. */
    private AppendResult replayed(Append append, AppendScope scope, AppendResult replay) {
        if (append.command() != null) {
            keep(append.command(), append, scope, replay, heads.of(append.checkedStreams()));
        }
        return replay;
    }

    /** Before the events, so that those who carry out one command wait for each other here, and not at a stream. */
    private void keep(
            Command command, Append append, AppendScope scope, AppendResult result, Map<StreamId, Long> sequences) {
        try {
            KeptCommand kept = KeptCommand.of(append, result, sequences);
            connections.use(connection -> CommandInsert.insert(connection, command, kept));
        } catch (PersistenceException e) {
            throw SqlErrors.isDuplicate(e) ? races.carriedOut(append, scope, sequences, e) : e;
        }
    }

    private AppendResult write(Append append, AppendScope scope) {
        Map<StreamId, Long> sequences = sequences(append, scope);
        Optional<ConcurrencyError> conflict = append.violated(sequences);
        if (conflict.isPresent() && races.mayBeOld(scope)) {
            sequences = heads.latest(append.checkedStreams());
            conflict = append.violated(sequences);
        }
        if (conflict.isEmpty()) {
            conflict = boundaries.moved(append);
        }
        if (conflict.isPresent()) {
            // the same batch may have been stored between the look at the ids and that at the streams
            return races.replayOf(append, scope, List.of())
                    .map(replay -> replayed(append, scope, replay))
                    .orElseThrow(conflict::get);
        }
        return insert(append, scope, sequences);
    }

    /**
     * A stream that gets an event, or a placeholder, is guarded by its unique constraint; one that only has to exist is
     * looked at as it is now.
     */
    private Map<StreamId, Long> sequences(Append append, AppendScope scope) {
        Set<StreamId> guarded = append.guardedStreams();
        Set<StreamId> named = new TreeSet<>(append.checkedStreams());
        named.removeAll(guarded);
        if (named.isEmpty() || !races.mayBeOld(scope)) {
            return heads.of(append.checkedStreams());
        }
        Map<StreamId, Long> sequences = new HashMap<>(heads.of(guarded));
        sequences.putAll(heads.latest(named));
        return sequences;
    }

    private AppendResult insert(Append append, AppendScope scope, Map<StreamId, Long> sequences) {
        List<StoredEvent> sequenced = append.sequenced(sequences);
        AppendResult result = AppendResult.stored(sequenced);
        if (append.command() != null) {
            keep(append.command(), append, scope, result, sequences);
        }
        List<StoredEvent> placeholders = Placeholders.of(append.checkedOnly());
        List<StoredEvent> rows = new ArrayList<>(placeholders);
        rows.addAll(sequenced);
        List<StoredEvent> written = new ArrayList<>();
        try {
            List<StoredEvent> ordered = append.logOrder() ? rows : EventInsert.streamByStream(rows);
            connections.use(connection -> {
                EventInsert.insertInParts(connection, ordered, written::addAll);
                Placeholders.delete(connection, placeholders);
                return written;
            });
        } catch (PersistenceException e) {
            if (!SqlErrors.isDuplicate(e)) {
                throw e;
            }
            deleteWritten(placeholders, written);
            return races.lost(append, scope, sequences, written, e);
        }
        boundaries.write(sequenced, scope);
        keys.write(sequenced);
        return result;
    }

    /** When a part of the rows fails, others may be written, and the caller's transaction may go on with a replay. */
    private void deleteWritten(List<StoredEvent> placeholders, List<StoredEvent> written) {
        List<StoredEvent> left = placeholders.stream().filter(written::contains).toList();
        if (!left.isEmpty()) {
            connections.use(connection -> {
                Placeholders.delete(connection, left);
                return left;
            });
        }
    }
}
