/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the store. It never changes, but for its position, which it gets some time after it was stored.
 *
 * @param sequence 1, 2, 3 … within the stream, without a gap
 * @param position the place in the log of the whole store, absent while it has none
 * @param meta absent if none was given
 * @param created the time of the append, or the one its caller gave, in whole microseconds
 * @param tags a set, in its one order
 */
public record StoredEvent(
        String id,
        StreamId stream,
        long sequence,
        @Nullable Long position,
        String type,
        JsonText payload,
        @Nullable JsonText meta,
        @Nullable String correlationId,
        @Nullable String causationId,
        Instant created,
        List<Tag> tags)
        implements Serializable {

    public StoredEvent {
        tags = Tag.set(tags);
    }

    /** An event without tags. */
    public StoredEvent(
            String id,
            StreamId stream,
            long sequence,
            @Nullable Long position,
            String type,
            JsonText payload,
            @Nullable JsonText meta,
            @Nullable String correlationId,
            @Nullable String causationId,
            Instant created) {
        this(id, stream, sequence, position, type, payload, meta, correlationId, causationId, created, List.of());
    }

    /**
     * The payload read by JSON-B as this type.
     *
     * @throws jakarta.json.bind.JsonbException if it does not fit
     * @throws IllegalStateException if there is no JSON-B
     */
    public <T> T payloadAs(Class<T> payloadType) {
        return payload.as(payloadType);
    }

    /** How many UTF-16 characters the JSON text of payload and meta has: what the event takes of memory, mostly. */
    public long characters() {
        return payload.characters() + (meta == null ? 0 : meta.characters());
    }
}
