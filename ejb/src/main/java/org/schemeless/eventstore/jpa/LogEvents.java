/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;

/**
 * Reads the log: the firsts of runs by their positions, then what follows them by the keys of its streams. Not in one
 * statement: for a join of each run with a range of its stream MySQL reads the whole stream each time.
 */
@Dependent
class LogEvents {

    private static final int STREAMS_PER_QUERY = 100;

    /** From the run on in which the page begins. The lower bound is for H2, which seeks a maximum from the lowest on. */
    private static final String FIRSTS = "SELECT * FROM eventstore_event WHERE position >="
            + " (SELECT MAX(position) FROM eventstore_event WHERE position > ? AND position <= ?)"
            + " AND position <= ? ORDER BY position";

    private static final String FOLLOWERS = "(SELECT * FROM eventstore_event WHERE domain = ? AND identifier = ?"
            + " AND sequence BETWEEN ? AND ? AND run_offset > 0)";

    private final Connections connections;

    @Inject
    LogEvents(Connections connections) {
        this.connections = connections;
    }

    /** @see org.schemeless.eventstore.EventStorage#readLog */
    List<StoredEvent> page(long after, int limit) {
        return connections.use(connection -> page(connection, after, after + limit));
    }

    private static List<StoredEvent> page(Connection connection, long after, long end) throws SQLException {
        LogPage page = new LogPage(after, end);
        firsts(connection, after, end).forEach(page::addFirst);
        List<LogPage.Followers> missing = page.missing();
        for (int from = 0; from < missing.size(); from += STREAMS_PER_QUERY) {
            followers(connection, missing.subList(from, Math.min(missing.size(), from + STREAMS_PER_QUERY)))
                    .forEach(page::addFollower);
        }
        return page.events();
    }

    private static List<EventRow> firsts(Connection connection, long after, long end) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIRSTS)) {
            query.setLong(1, Math.max(0, after + 1 - EventInsert.ROWS));
            query.setLong(2, after + 1);
            query.setLong(3, end);
            return EventRow.all(query);
        }
    }

    private static List<EventRow> followers(Connection connection, List<LogPage.Followers> streams)
            throws SQLException {
        String sql = String.join(" UNION ALL ", Collections.nCopies(streams.size(), FOLLOWERS));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (LogPage.Followers followers : streams) {
                query.setString(parameter++, followers.stream().domain());
                query.setString(parameter++, followers.stream().identifier());
                query.setLong(parameter++, followers.from());
                query.setLong(parameter++, followers.to());
            }
            return EventRow.all(query);
        }
    }
}
