/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Recognises a batch that was stored before. */
final class Replay {

    private Replay() {}

    /**
     * The stored events of a batch, in its order.
     *
     * @throws DuplicateEventException if an event of the batch is not stored, or differs, or stands elsewhere
     */
    static List<StoredEvent> of(List<NewEvent> batch, Map<String, StoredEvent> stored) {
        List<StoredEvent> events = new ArrayList<>(batch.size());
        Map<StreamId, Long> last = new HashMap<>();
        for (NewEvent event : batch) {
            StoredEvent twin = stored.get(event.id());
            if (twin == null) {
                String taken = stored.keySet().iterator().next();
                throw new DuplicateEventException(
                        taken, "it is stored, but the event \"" + event.id() + "\" of the same batch is not");
            }
            requireSame(event, twin);
            Long before = last.put(event.stream(), twin.sequence());
            if (before != null && twin.sequence() != before + 1) {
                throw new DuplicateEventException(
                        twin.id(),
                        "it is stored with sequence " + twin.sequence()
                                + ", not next to the one before it in the batch");
            }
            events.add(twin);
        }
        return events;
    }

    private static void requireSame(NewEvent event, StoredEvent twin) {
        requireEqual(twin.id(), "stream", event.stream(), twin.stream());
        requireEqual(twin.id(), "type", event.type(), twin.type());
        requireEqual(twin.id(), "correlationId", event.correlationId(), twin.correlationId());
        requireEqual(twin.id(), "causationId", event.causationId(), twin.causationId());
        requireSameJson(twin.id(), "payload", event.payload(), twin.payload());
        requireSameJson(twin.id(), "meta", event.meta(), twin.meta());
    }

    private static void requireSameJson(String id, String member, @Nullable JsonText mine, @Nullable JsonText theirs) {
        boolean same = mine == null || theirs == null ? mine == theirs : mine.isSameValueAs(theirs);
        if (!same) {
            throw differs(id, member);
        }
    }

    private static void requireEqual(String id, String member, @Nullable Object mine, @Nullable Object theirs) {
        if (!Objects.equals(mine, theirs)) {
            throw differs(id, member);
        }
    }

    private static DuplicateEventException differs(String id, String member) {
        return new DuplicateEventException(id, "the stored event has another " + member);
    }
}
