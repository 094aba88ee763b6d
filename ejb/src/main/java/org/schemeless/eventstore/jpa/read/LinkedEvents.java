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
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.table.Connections;

/**
 * Pages of events that share a causation or correlation id: first those with a position, then those without, in the
 * order in which they will get theirs. One number is the place of an event in this order, and says where a page ends:
 * its position, or, from {@link #ROWS} on, the row of the first of its run and the offset in that.
 */
@Dependent
public class LinkedEvents {

    /** Above every position. */
    private static final long ROWS = 1L << 52;

    private static final String ROW = ROWS + " + f.row_id * " + EventColumns.LONGEST_RUN + " + l.run_offset";

    private static final String POSITION_OR_ROW =
            "CASE WHEN f.position > 0 THEN f.position + l.run_offset ELSE " + ROW + " END";

    private static final EventColumns COLUMNS = EventColumns.with("domain", "identifier", "first_position", "place");

    /**
     * One statement: between two, the sequencer could assign a position to what then neither of them finds. Put in
     * order without the payloads, which may be large; only those of the page are read.
     */
    private static final String PAGE = "SELECT " + COLUMNS + " FROM"
            + " (SELECT l.row_id, f.position AS first_position, %1$s AS place"
            + " FROM eventstore_event l JOIN eventstore_event f"
            + " ON f.domain = l.domain AND f.identifier = l.identifier AND f.sequence = l.sequence - l.run_offset"
            + " WHERE l.%2$s = ? AND %1$s > ? ORDER BY place LIMIT ?) p"
            + " JOIN eventstore_event e ON e.row_id = p.row_id ORDER BY p.place";

    private record Linked(StoredEvent event, long place) {}

    private final Connections connections;

    @Inject
    LinkedEvents(Connections connections) {
        this.connections = connections;
    }

    /** One more row than asked for tells whether there is another page. */
    public LookupPage page(CausalLink link, String id, long after, int limit) {
        if (!EventReads.mayExist(id)) {
            return new LookupPage(List.of(), null);
        }
        List<Linked> rows = connections.use(connection -> rows(connection, link, id, after, limit + 1));
        List<Linked> page = rows.subList(0, Math.min(limit, rows.size()));
        @Nullable Long next = rows.size() > limit ? page.get(limit - 1).place() : null;
        return new LookupPage(page.stream().map(Linked::event).toList(), next);
    }

    /** Behind a row the order is that of rows, whatever has got its position meanwhile. */
    private static List<Linked> rows(Connection connection, CausalLink link, String id, long after, int limit)
            throws SQLException {
        String sql = PAGE.formatted(
                after >= ROWS ? ROW : POSITION_OR_ROW,
                link == CausalLink.CAUSATION ? "causation_id" : "correlation_id");
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, id);
            query.setLong(2, after);
            query.setInt(3, limit);
            List<Linked> rows = new ArrayList<>();
            COLUMNS.each(query, row -> rows.add(linked(row)));
            return rows;
        }
    }

    private static Linked linked(EventColumns.Row row) throws SQLException {
        StreamId stream = row.stream(0);
        long first = row.number(2);
        long place = row.number(3);
        return new Linked(row.event(stream, first), place);
    }
}
