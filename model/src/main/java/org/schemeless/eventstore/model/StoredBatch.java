/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;

/** A batch as it was stored, made of what was appended and of where it has its places. */
final class StoredBatch {

    private StoredBatch() {}

    static List<StoredEvent> of(List<NewEvent> batch, List<AppendedEvent> places) {
        List<StoredEvent> stored = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            stored.add(stored(batch.get(i), places.get(i)));
        }
        return stored;
    }

    /** An event before it is stored, as one that is read. */
    static StoredEvent unplaced(NewEvent event) {
        return stored(event, new AppendedEvent("decided", event.stream(), 1, Instant.EPOCH));
    }

    private static StoredEvent stored(NewEvent event, AppendedEvent place) {
        return new StoredEvent(
                place.id(),
                place.stream(),
                place.sequence(),
                null,
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                place.created(),
                event.tags(),
                event.personal());
    }
}
