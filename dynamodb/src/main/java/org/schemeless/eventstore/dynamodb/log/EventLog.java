/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.spi.PendingPositions;

/** The log of the store, if it has one. */
public final class EventLog {

    private final boolean enabled;
    private final LogEvents reader;
    private final PositionRounds positionRounds;
    private final PendingAppends pendingAppends;

    public EventLog(boolean enabled, LogEvents reader, PositionRounds positionRounds, PendingAppends pendingAppends) {
        this.enabled = enabled;
        this.reader = reader;
        this.positionRounds = positionRounds;
        this.pendingAppends = pendingAppends;
    }

    /** @throws UnsupportedOperationException if it has none */
    public List<StoredEvent> after(long after, int limit) {
        check();
        return reader.after(after, limit);
    }

    /** @throws UnsupportedOperationException if it has none */
    public long lastPosition() {
        check();
        return reader.last();
    }

    private void check() {
        if (!enabled) {
            throw new UnsupportedOperationException(
                    "this store has no log: it was switched off with eventstore.dynamodb.log=false");
        }
    }

    /** @return whether there may be more without positions */
    public boolean assign() {
        return enabled && positionRounds.round();
    }

    /** @throws UnsupportedOperationException if there is none */
    public long countPendingPositions() {
        check();
        return pendingAppends.count();
    }

    /** Nothing if there is no log. */
    public Optional<PendingPositions> pending() {
        return enabled ? pendingAppends.now() : Optional.empty();
    }

    /** Nothing if there is no log. */
    public Optional<PendingPositions> pending(BigInteger mark) {
        return enabled ? pendingAppends.upTo(mark) : Optional.empty();
    }

    /** Whether committed events have no position now; false if there is no log. */
    public boolean hasPendingPositions() {
        return enabled && pendingAppends.exists();
    }
}
