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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.BoundaryBounds;

/**
 * Reads boundaries: the marks of all tags by one statement, then what is up to them. What is committed in between is
 * behind the marks, and so not in the answer.
 *
 * <p>What the transaction itself has appended is in the answer, and in no mark: its rows are numbered higher than those
 * that others have committed since its snapshot, which a mark at such a row would pass off as seen.
 */
@Dependent
public class BoundaryReads {

    private final Connections connections;
    private final TransactionTagRows transactionRows;

    @Inject
    BoundaryReads(Connections connections, TransactionTagRows transactionRows) {
        this.connections = connections;
        this.transactionRows = transactionRows;
    }

    /** All that the query finds. */
    public Boundary read(EventQuery query) {
        return read(query, BoundaryBounds.NONE);
    }

    /** The same within bounds: which rows there are is known before any event is read. */
    public Boundary read(EventQuery query, BoundaryBounds bounds) {
        return connections.use(connection -> read(connection, query, bounds));
    }

    private Boundary read(Connection connection, EventQuery query, BoundaryBounds bounds) throws SQLException {
        TagRows rows = TagRows.of(connection);
        Set<Long> ownRows = transactionRows.of(connection);
        List<EventQuery.Item> items = query.items();
        Boundary.Mark last = rows.last(query, Collections.nCopies(items.size(), 0L));
        List<Long> places = new ArrayList<>();
        SortedSet<Long> found = new TreeSet<>();
        int most = (int) Math.min(Integer.MAX_VALUE, bounds.events() + 1L + ownRows.size());
        for (int i = 0; i < items.size(); i++) {
            long place = last.places().get(i);
            if (place > 0) {
                long seen = ownRows.contains(place)
                        ? rows.lastBut(ownRows, items.get(i).first())
                        : place;
                rows.matching(items.get(i), 0, most).stream()
                        .filter(row -> row <= seen || ownRows.contains(row))
                        .forEach(found::add);
                place = seen;
            }
            places.add(place);
        }
        List<StoredEvent> events = bounds.read(List.copyOf(found), rows::events);
        return new Boundary(query, new Boundary.Mark(last.store(), places), events);
    }
}
