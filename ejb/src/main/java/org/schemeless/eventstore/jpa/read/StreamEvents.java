/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.table.Connections;

/** Reads streams, a page by one statement. */
@Dependent
public class StreamEvents {

    /** The position of the first of the run of the outer query's event. */
    static final String FIRST_POSITION = "(SELECT f.position FROM eventstore_event f"
            + " WHERE f.domain = e.domain AND f.identifier = e.identifier AND f.sequence = e.sequence - e.run_offset)";

    /**
     * The head is asked for by the names of the stream, not by those of the event: only so MySQL takes the order from
     * the index.
     */
    private static final EventColumns COLUMNS = EventColumns.with(
            "CASE WHEN sequence = ? THEN " + FIRST_POSITION + " END",
            "CASE WHEN sequence = ? THEN (SELECT" + StreamHeads.LAST + ") END");

    /** What a page needs beside its events comes with the first of them. */
    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM eventstore_event e WHERE domain = ? AND identifier = ? AND sequence > ?";

    /** Without the first of these bounds the database would look behind a large event for as many small ones. */
    private static final String SMALL =
            " AND sequence <= ? AND (sequence = ? OR CHAR_LENGTH(payload)+COALESCE(CHAR_LENGTH(meta),0) <= ?)";

    /** The whole key is named so that H2, too, reads the index in order and stops at the limit. */
    private static final String IN_ORDER = " ORDER BY domain, identifier, sequence LIMIT ?";

    private final Connections connections;

    @Inject
    StreamEvents(Connections connections) {
        this.connections = connections;
    }

    /** @see org.schemeless.eventstore.spi.EventStorage#readStream */
    public EventPage page(StreamId stream, long after, int limit) {
        return connections.use(connection -> {
            Page page = new Page(stream);
            return read(connection, PAGE + IN_ORDER, page, after, page::add, limit);
        });
    }

    /**
     * A page that ends before the first event with more characters than these, as the database counts them, but has
     * one event however large.
     *
     * @see org.schemeless.eventstore.spi.EventStorage#readSlice
     */
    public EventPage slice(StreamId stream, long after, int limit, long characters) {
        long[] bounds = {after + limit, after + 1, characters, limit};
        return connections.use(connection -> {
            Page page = new Page(stream);
            return read(connection, PAGE + SMALL + IN_ORDER, page, after, page::addUnlessBehindGap, bounds);
        });
    }

    /** A page that is empty behind its beginning does not tell where the stream ends. */
    private static EventPage read(
            Connection connection, String sql, Page page, long after, EventColumns.Reader reader, long... bounds)
            throws SQLException {
        StreamId stream = page.stream;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, after + 1);
            query.setLong(2, after + 1);
            query.setString(3, stream.domain());
            query.setString(4, stream.identifier());
            query.setString(5, stream.domain());
            query.setString(6, stream.identifier());
            query.setLong(7, after);
            for (int i = 0; i < bounds.length; i++) {
                query.setLong(8 + i, bounds[i]);
            }
            COLUMNS.each(query, reader);
        }
        if (page.events.isEmpty() && after > 0) {
            page.head = StreamHeads.of(connection, List.of(stream)).getOrDefault(stream, 0L);
        }
        return new EventPage(page.events, page.head);
    }

    /** A page while it is gathered. Only its first event can be without the first of its run. */
    private static final class Page {

        private final StreamId stream;
        private final List<StoredEvent> events = new ArrayList<>();
        private long head;
        private long firstPosition;

        Page(StreamId stream) {
            this.stream = stream;
        }

        /** What stands behind an event that was left out is not of the page. */
        void addUnlessBehindGap(EventColumns.Row row) throws SQLException {
            if (events.isEmpty() || events.get(events.size() - 1).sequence() + 1 == row.sequence()) {
                add(row);
            }
        }

        void add(EventColumns.Row row) throws SQLException {
            if (events.isEmpty()) {
                firstPosition = row.number(0);
                head = row.number(1);
            } else if (row.runOffset() == 0) {
                firstPosition = row.position();
            }
            events.add(row.event(stream, firstPosition));
        }
    }
}
