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
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LostRaceException;
import org.schemeless.eventstore.StreamId;

/** Finds out, in another transaction, how a race was lost inside a transaction of the caller's. */
@Dependent
class LostRaces {

    private final EventStorage storage;
    private final OwnTransaction other;

    @Inject
    LostRaces(EventStorage storage, OwnTransaction other) {
        this.storage = storage;
        this.other = other;
    }

    /**
     * The committed sequences, if the append can go on from them.
     *
     * @throws org.schemeless.eventstore.ConcurrencyError if a stream is not as expected, or others moved it on
     * @throws org.schemeless.eventstore.DuplicateEventException if an id was taken by another event
     * @throws EventStoreUnavailableException if the same batch was stored by another transaction meanwhile
     */
    Map<StreamId, Long> resolved(Append append, LostRaceException lost) {
        Map<StreamId, Long> committed = committed(append, lost);
        append.check(committed);
        if (lost.writing()) {
            throw append.moved(lost.assumed(), committed)
                    .<RuntimeException>map(conflict -> conflict)
                    .orElseThrow(() -> lost);
        }
        return committed;
    }

    private Map<StreamId, Long> committed(Append append, LostRaceException lost) {
        return other.call(() -> {
            try {
                if (storage.replayOf(append).isPresent()) {
                    throw new EventStoreUnavailableException(
                            "another transaction stored the same batch meanwhile; roll back and send it again", lost);
                }
                return storage.sequences(append.checkedStreams());
            } catch (RuntimeException e) {
                throw storage.translate(e);
            }
        });
    }
}
