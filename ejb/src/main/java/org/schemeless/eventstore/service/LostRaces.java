/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LostRaceException;
import org.schemeless.eventstore.StreamId;

/** Finds out, in another transaction, how a race was lost inside a transaction of the caller's. */
@Dependent
class LostRaces {

    private final EventStorage storage;
    private final OwnTransaction other;
    private final Failures failures;

    @Inject
    LostRaces(EventStorage storage, OwnTransaction other, Failures failures) {
        this.storage = storage;
        this.other = other;
        this.failures = failures;
    }

    /**
     * The committed sequences, if the append can go on from them.
     *
     * @throws ConcurrencyError if a stream is not as expected, or others moved it on
     * @throws org.schemeless.eventstore.DuplicateEventException if an id was taken by another event
     * @throws EventStoreUnavailableException if the same batch was stored by another transaction meanwhile
     */
    Map<StreamId, Long> resolved(Append append, LostRaceException lost) {
        Map<StreamId, Long> committed = committed(append, lost).orElseThrow(() -> alreadyStored(lost));
        append.check(committed);
        if (lost.writing()) {
            throw append.moved(lost.assumed(), committed)
                    .map(RuntimeException.class::cast)
                    .orElse(lost);
        }
        return committed;
    }

    /** The committed sequences; empty if the batch itself is stored. */
    private Optional<Map<StreamId, Long>> committed(Append append, LostRaceException lost) {
        try {
            return other.call(
                    () -> failures.translated(() -> storage.replayOf(append).isPresent()
                            ? Optional.empty()
                            : Optional.of(storage.sequences(append.checkedStreams()))));
        } catch (EventStoreUnavailableException e) {
            throw knownAnyway(append, lost).map(RuntimeException.class::cast).orElse(e);
        }
    }

    /** No connection is left to ask on. With one stream, the conflict is certain all the same, and where it began. */
    private static Optional<ConcurrencyError> knownAnyway(Append append, LostRaceException lost) {
        if (!lost.writing()) {
            return append.violated(lost.assumed());
        }
        return Optional.of(append.streams())
                .filter(streams -> streams.size() == 1)
                .map(streams -> streams.first())
                .map(stream -> new ConcurrencyError(
                        stream, append.expected().of(stream), lost.assumed().getOrDefault(stream, 0L) + 1));
    }

    private static EventStoreUnavailableException alreadyStored(LostRaceException lost) {
        return new EventStoreUnavailableException(
                "another transaction stored the same batch meanwhile; roll back and send it again", lost);
    }
}
