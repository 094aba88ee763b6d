/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Recognises a batch that was stored before. */
final class StoredBatch {

    private StoredBatch() {}

    /**
     * The events of a batch as they are stored; empty if none of them is.
     *
     * @throws DuplicateEventException if an id is taken by something else, or only some of the batch is stored
     */
    static List<StoredEvent> of(List<NewEvent> batch, Map<String, StoredEvent> byId) {
        List<StoredEvent> stored = batch.stream()
                .map(event -> byId.get(event.id()))
                .filter(Objects::nonNull)
                .toList();
        if (stored.isEmpty()) {
            return List.of();
        }
        if (stored.size() < batch.size()) {
            throw partly(batch, byId, stored.get(0));
        }
        Map<StreamId, Long> last = new HashMap<>();
        List<StoredEvent> twins = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            StoredEvent twin = stored.get(i);
            requireSame(batch.get(i), twin);
            Long before = last.put(twin.stream(), twin.sequence());
            if (before != null && twin.sequence() != before + 1) {
                throw new DuplicateEventException(
                        twin.id(),
                        "it is stored with sequence " + twin.sequence()
                                + ", not next to the one before it in the batch");
            }
            twins.add(twin);
        }
        return twins;
    }

    private static DuplicateEventException partly(
            List<NewEvent> batch, Map<String, StoredEvent> byId, StoredEvent first) {
        String missing = "";
        for (NewEvent event : batch) {
            if (first.id().equals(event.id())) {
                requireSame(event, first);
            } else if (missing.isEmpty() && !byId.containsKey(event.id())) {
                missing = String.valueOf(event.id());
            }
        }
        return new DuplicateEventException(
                first.id(), "it is stored, but the event \"" + missing + "\" of the same batch is not");
    }

    private static void requireSame(NewEvent event, StoredEvent twin) {
        require(event.stream().equals(twin.stream()), twin, "stream");
        require(event.type().equals(twin.type()), twin, "type");
        require(Objects.equals(event.correlationId(), twin.correlationId()), twin, "correlationId");
        require(Objects.equals(event.causationId(), twin.causationId()), twin, "causationId");
        require(event.payload().isSameValueAs(twin.payload()), twin, "payload");
        require(same(event.meta(), twin.meta()), twin, "meta");
    }

    private static boolean same(@Nullable JsonText mine, @Nullable JsonText theirs) {
        return mine == null || theirs == null ? mine == theirs : mine.isSameValueAs(theirs);
    }

    private static void require(boolean same, StoredEvent twin, String member) {
        if (!same) {
            throw new DuplicateEventException(twin.id(), "the stored event has another " + member);
        }
    }
}
