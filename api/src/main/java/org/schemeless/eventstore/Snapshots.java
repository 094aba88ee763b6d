/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.Optional;

/**
 * Where the states of streams are kept, so that not every decision reads all events. Nothing of it is a promise but
 * that a snapshot which is found was kept: deleting all of them changes no answer.
 *
 * <p>In the application that contains the store it is injected; there is none in the remote view.
 */
public interface Snapshots {

    /** The last one kept of this stream, fold and shape. A failure to read it is logged, and none is found. */
    Optional<Snapshot> find(StreamId stream, String fold, String shape);

    /**
     * Keeps a snapshot once the current transaction has committed, in a transaction of its own; at once if there is
     * none, and not at all after a rollback. It only ever moves forward: one whose sequence is not greater than that of
     * the one kept is passed by. A failure is logged and reaches nobody.
     */
    void keep(Snapshot snapshot);

    /** Forgets all snapshots of a stream, whatever fold and shape they have, as part of the current transaction. */
    void forget(StreamId stream);
}
