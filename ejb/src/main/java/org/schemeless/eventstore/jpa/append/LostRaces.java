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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.read.EventReads;
import org.schemeless.eventstore.jpa.read.StreamHeads;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * What is true when an append was too late. An append in a transaction of its own is simply tried again. In the
 * caller's, the question is asked within that transaction, so that no second connection is needed: where its reads may
 * come from an old snapshot by a locking read, which MySQL answers with what is committed now.
 */
@Dependent
class LostRaces {

    private final EventReads events;
    private final StreamHeads heads;

    @Inject
    LostRaces(EventReads events, StreamHeads heads) {
        this.events = events;
        this.heads = heads;
    }

    /**
     * The first answer to this batch if it is committed by now.
     *
     * @param written what this attempt itself has written
     * @throws DuplicateEventException if an id is taken by another event
     * @throws EventStoreUnavailableException instead, if the batch has a command and the reads of a transaction of the
     *     caller's may be old: the event may be of that command, and only another transaction sees whether it is
     */
    Optional<AppendResult> replayOf(Append append, AppendScope scope, List<StoredEvent> written) {
        Set<String> ids = new HashSet<>(append.claimedIds());
        written.forEach(event -> ids.remove(event.id()));
        if (!mayBeOld(scope)) {
            return append.replayOf(events.withIds(ids));
        }
        try {
            return append.replayOf(events.latestWithIds(ids));
        } catch (DuplicateEventException e) {
            throw append.command() == null ? e : unseen(e);
        }
    }

    /**
     * A unique constraint was violated.
     *
     * @param assumed the sequences from which the attempt started
     * @param written what it had written before
     * @return the first answer, if the same batch is stored
     * @throws DuplicateEventException if an id is taken by another event
     * @throws org.schemeless.eventstore.ConcurrencyError if others moved a stream on
     * @throws LostRaceException if the append has a transaction of its own
     */
    AppendResult lost(
            Append append,
            AppendScope scope,
            Map<StreamId, Long> assumed,
            List<StoredEvent> written,
            PersistenceException violation) {
        if (scope == AppendScope.OWN_TRANSACTION) {
            throw new LostRaceException(violation);
        }
        if (append.command() != null) {
            // what this attempt has kept of the command is of a batch that it has not stored
            throw moved(append, scope, assumed, written, violation);
        }
        return replayOf(append, scope, written).orElseThrow(() -> moved(append, scope, assumed, written, violation));
    }

    /**
     * The row of a command is there: another transaction has carried it out since it was looked for.
     *
     * @param assumed the sequences from which the attempt started
     * @return what is thrown: in a transaction of the append's own a {@link LostRaceException}, so that the command is
     *     looked for again. In the caller's, which may not see its events, the stream that it has moved, if any
     */
    RuntimeException carriedOut(
            Append append, AppendScope scope, Map<StreamId, Long> assumed, PersistenceException violation) {
        return scope == AppendScope.OWN_TRANSACTION
                ? new LostRaceException(violation)
                : moved(append, scope, assumed, List.of(), violation);
    }

    private RuntimeException moved(
            Append append,
            AppendScope scope,
            Map<StreamId, Long> assumed,
            List<StoredEvent> written,
            PersistenceException violation) {
        Map<StreamId, Long> before = new HashMap<>(assumed);
        written.forEach(event -> before.put(event.stream(), event.sequence()));
        return append.moved(
                        before,
                        mayBeOld(scope) ? heads.latest(append.guardedStreams()) : heads.of(append.guardedStreams()))
                .<RuntimeException>map(conflict -> conflict)
                .orElseGet(() -> unseen(violation));
    }

    private static EventStoreUnavailableException unseen(RuntimeException cause) {
        return new EventStoreUnavailableException(
                "another transaction was faster and cannot be seen; roll back and send the batch again", cause);
    }

    /** Whether what an append has read may be older than what is committed: a transaction of its own has just begun. */
    boolean mayBeOld(AppendScope scope) {
        return scope == AppendScope.CALLERS_TRANSACTION && heads.mayBeOld();
    }
}
