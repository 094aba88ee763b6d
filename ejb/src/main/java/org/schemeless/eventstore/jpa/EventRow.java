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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    private String domain;

    /** Never null, so that the unique constraint holds: the absent identifier is the empty string. */
    private String identifier;

    private long sequence;

    /** Of the first of a run its place in the log, 0 until it is given; of the others nothing. */
    private long position;

    /** How many events of one stream were written side by side, this one among them. */
    private int run;

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

    protected EventRow() {}

    /** The rows of a query by JDBC. */
    static List<EventRow> all(PreparedStatement query) throws SQLException {
        List<EventRow> rows = new ArrayList<>();
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                rows.add(of(result));
            }
        }
        return rows;
    }

    /** The present row of a query by JDBC. */
    static EventRow of(ResultSet columns) throws SQLException {
        EventRow row = new EventRow();
        row.id = columns.getString("event_id");
        row.domain = columns.getString("domain");
        row.identifier = columns.getString("identifier");
        row.sequence = columns.getLong("sequence");
        row.position = columns.getLong("position");
        row.run = columns.getInt("run");
        row.runOffset = columns.getInt("run_offset");
        row.type = columns.getString("type");
        row.payload = columns.getString("payload");
        row.meta = columns.getString("meta");
        row.correlationId = columns.getString("correlation_id");
        row.causationId = columns.getString("causation_id");
        row.created = columns.getLong("created");
        return row;
    }

    StreamId stream() {
        return new StreamId(domain, identifier);
    }

    long position() {
        return position;
    }

    int run() {
        return run;
    }

    /** How many events of its run stand before it. */
    int runOffset() {
        return runOffset;
    }

    /** The sequence of the first of its run. */
    long firstSequence() {
        return sequence - runOffset;
    }

    /** @param first the position of the first of its run, 0 if it has none yet */
    StoredEvent toEvent(long first) {
        return new StoredEvent(
                id,
                stream(),
                sequence,
                first == 0 ? null : Long.valueOf(first + runOffset),
                type,
                JsonText.stored(payload),
                meta == null ? null : JsonText.stored(meta),
                correlationId,
                causationId,
                Micros.toInstant(created));
    }
}
