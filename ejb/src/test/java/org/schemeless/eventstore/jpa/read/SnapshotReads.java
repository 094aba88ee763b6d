/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.jpa.table.Connections;

/**
 * The reads of a transaction that may have an old snapshot. H2 knows neither that nor reads past it, so that these are
 * those of the tables here.
 */
public final class SnapshotReads {

    private SnapshotReads() {}

    public static EventReads events(EntityManager entityManager) {
        return new EventReads(entityManager) {
            @Override
            public List<StoredEvent> latestWithIds(Collection<String> ids) {
                return withIds(ids);
            }
        };
    }

    public static StreamHeads heads(Connections connections) {
        return new StreamHeads(connections) {
            @Override
            public boolean mayBeOld() {
                return true;
            }
        };
    }
}
