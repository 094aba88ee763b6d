/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.table.StoredTags;
import org.schemeless.eventstore.spi.Micros;
import org.schemeless.eventstore.spi.StoredJson;
import org.schemeless.eventstore.spi.StoredPersonal;

/**
 * A stored event as it is read by its id. Many are read by {@link EventColumns}, and written by {@link
 * org.schemeless.eventstore.jpa.append.EventInsert}.
 */
@Entity
@Table(name = "eventstore_event")
class EventRow {

    @Id
    @Column(name = "event_id")
    private String id;

    private String domain;

    /** Never null, so that the unique constraint holds: the absent identifier is the empty string. */
    private String identifier;

    private long sequence;

    /** The place in the log of the first of a run, 0 until it is assigned; the others have none. */
    private long position;

    /** How many events of its run stand before it. */
    @Column(name = "run_offset")
    private int runOffset;

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

    /** The text of {@link StoredTags}. */
    @Lob
    private @Nullable String tags;

    /** The text of {@link StoredPersonal}. */
    @Lob
    private @Nullable String personal;

    protected EventRow() {}

    /** @param first the position of the first of its run, 0 if it has none yet */
    StoredEvent toEvent(long first) {
        return new StoredEvent(
                id,
                new StreamId(domain, identifier),
                sequence,
                first == 0 ? null : Long.valueOf(first + runOffset),
                type,
                StoredJson.payload(id, payload),
                StoredJson.meta(id, meta),
                correlationId,
                causationId,
                Micros.toInstant(created),
                StoredTags.of(tags),
                StoredPersonal.of(personal));
    }
}
