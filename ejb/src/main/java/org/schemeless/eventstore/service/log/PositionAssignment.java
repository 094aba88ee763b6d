/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.PendingPositions;

/** Assigns positions, and tells what has none, whatever transaction the caller is in. */
@Dependent
public class PositionAssignment {

    private final EventStorage storage;
    private final CallerTransaction caller;
    private final OwnTransaction own;
    private final FailureTranslation failures;
    private final Retries retries;

    @Inject
    PositionAssignment(
            @Opened EventStorage storage,
            CallerTransaction caller,
            OwnTransaction own,
            FailureTranslation failures,
            Retries retries) {
        this.storage = storage;
        this.caller = caller;
        this.own = own;
        this.failures = failures;
        this.retries = retries;
    }

    /**
     * Assigns positions to some of those events that have none. Waits for others who are at it.
     *
     * @return whether there may be more
     */
    boolean round() {
        return retries.repeat(first -> failures.translated(
                () -> storage.exclusively(() -> own.call(() -> failures.translated(storage::assignPositions)))));
    }

    /** The events committed before the call that have no position, if there are any. */
    Optional<PendingPositions> pending() {
        return committed(storage::pendingPositions);
    }

    /** Those up to this mark of theirs. */
    Optional<PendingPositions> pending(BigInteger mark) {
        return committed(() -> storage.pendingPositions(mark));
    }

    boolean hasPendingPositions() {
        return committed(storage::hasPendingPositions);
    }

    boolean remain(PendingPositions events) {
        return committed(events::remain);
    }

    long lastPosition() {
        return committed(storage::lastPosition);
    }

    /** A snapshot that the caller's transaction has taken would never change. */
    <T> T committed(Supplier<T> question) {
        return retries.repeat(first -> failures.translated(
                () -> caller.isActive() ? own.call(() -> failures.translated(question)) : question.get()));
    }
}
