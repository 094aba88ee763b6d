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
import java.util.Optional;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.SnapshotItems;
import org.schemeless.eventstore.spi.SnapshotStorage;
import org.schemeless.eventstore.spi.StorageName;

/** Snapshots in the table, at once and whatever becomes of the server's transaction: what is lost is folded again. */
@Dependent
@Alternative
@StorageName("dynamodb")
class DynamoDbSnapshots implements SnapshotStorage {

    private final StorageLifecycle backend;

    @Inject
    DynamoDbSnapshots(StorageLifecycle backend) {
        this.backend = backend;
    }

    @Override
    public Optional<Snapshot> find(StreamId stream, String fold, String shape) {
        return items().find(stream, fold, shape);
    }

    @Override
    public void keep(Snapshot snapshot) {
        items().keep(snapshot);
    }

    @Override
    public void forget(StreamId stream) {
        items().forget(stream);
    }

    private SnapshotItems items() {
        return backend.assembly().snapshots();
    }
}
