/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.Optional;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StreamId;

/** What a backend implements beside the events: the keeping of snapshots, in the same place. */
public interface SnapshotStorage {

    /** The snapshot of this stream, fold and shape, empty if there is none. Outside of a transaction or in one. */
    Optional<Snapshot> find(StreamId stream, String fold, String shape);

    /**
     * Puts a snapshot in place of the one that is there, unless that one has the same or a higher sequence. Runs in a
     * transaction of its own where the backend has transactions.
     */
    void keep(Snapshot snapshot);

    /** Removes all snapshots of a stream, as part of the current transaction where the backend has transactions. */
    void forget(StreamId stream);
}
