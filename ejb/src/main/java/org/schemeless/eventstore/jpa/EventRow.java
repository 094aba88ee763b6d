/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** A stored event as it is read. Rows are written by {@link EventInsert}, many in one statement. */
@Entity
@Table(name = "eventstore_event")
class EventRow {

    @Id
    @Column(name = "event_id")
    private String id;

    /** The order in which rows were written; the database counts it. */
    @Column(name = "row_id", insertable = false, updatable = false)
    private long rowId;

    private String domain;

    /** Never null, so that the unique constraint holds: the absent identifier is the empty string. */
    private String identifier;

    private long sequence;

    private @Nullable Long position;

    private String type;

    @Lob
    private String payload;

    @Lob
    private @Nullable String meta;

    @Column(name = "correlation_id")
    private @Nullable String correlationId;

    @Column(name = "causation_id")
    private @Nullable String causationId;

    /** Microseconds since 1970-01-01T00:00Z: no time zone of any session can move it. */
    private long created;

    protected EventRow() {}

    @Nullable
    Long position() {
        return position;
    }

    long rowId() {
        return rowId;
    }

    StoredEvent toEvent() {
        return new StoredEvent(
                id,
                new StreamId(domain, identifier),
                sequence,
                position,
                type,
                JsonText.stored(payload),
                meta == null ? null : JsonText.stored(meta),
                correlationId,
                causationId,
                Micros.toInstant(created));
    }
}
