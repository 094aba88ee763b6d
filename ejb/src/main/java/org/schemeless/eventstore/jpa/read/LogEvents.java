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
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.Parts;

/**
 * Reads the log: the firsts of runs by their positions, then what follows them by their rows, which a statement that
 * writes many gives ids side by side. Where it did not, by the keys of their streams, which takes MySQL twice as long.
 * Not in one statement: for a join of each run with its followers MySQL reads the whole stream each time.
 */
@Dependent
public class LogEvents {

    private static final int PARTS = 100;

    private static final EventColumns FIRST = EventColumns.with("row_id", "domain", "identifier");
    private static final EventColumns FOLLOWER = EventColumns.with("domain", "identifier");

    /**
     * The firsts of runs, from the run on in which the page begins. The lower bound is for H2, which seeks a maximum
     * from the lowest on.
     */
    private static final String FIRSTS = "SELECT " + FIRST + " FROM eventstore_event WHERE position >="
            + " (SELECT MAX(position) FROM eventstore_event WHERE position > ? AND position <= ?)"
            + " AND position <= ? ORDER BY position";

    private static final String FOLLOWERS = "(SELECT " + FOLLOWER + " FROM eventstore_event WHERE run_offset > 0 AND ";
    private static final String BY_ROWS = FOLLOWERS + "row_id BETWEEN ? AND ?)";
    private static final String BY_KEYS = FOLLOWERS + "domain = ? AND identifier = ? AND sequence BETWEEN ? AND ?)";

    private final Connections connections;

    @Inject
    LogEvents(Connections connections) {
        this.connections = connections;
    }

    /** @see org.schemeless.eventstore.spi.EventStorage#readLog */
    public List<StoredEvent> page(long after, int limit) {
        return connections.use(connection -> page(connection, after, limit));
    }

    private static List<StoredEvent> page(Connection connection, long after, int limit) throws SQLException {
        LogPageBuilder page = new LogPageBuilder(after, limit);
        addFirsts(connection, after, limit, page);
        addFollowers(
                connection, BY_ROWS, page.rows().stream().map(rows -> List.<Object>of(rows.from(), rows.to())), page);
        addFollowers(
                connection,
                BY_KEYS,
                page.missing().stream()
                        .map(keys -> List.<Object>of(
                                keys.stream().domain(), keys.stream().identifier(), keys.from(), keys.to())),
                page);
        return page.events();
    }

    private static void addFirsts(Connection connection, long after, int limit, LogPageBuilder page)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIRSTS)) {
            query.setLong(1, Math.max(0, after + 1 - EventColumns.LONGEST_RUN));
            query.setLong(2, after + 1);
            query.setLong(3, after + limit);
            FIRST.each(query, page::addFirst);
        }
    }

    /** @param parts where to look, each by the parameters of the query */
    private static void addFollowers(
            Connection connection, String query, Stream<List<Object>> parts, LogPageBuilder page) throws SQLException {
        for (List<List<Object>> some : Parts.of(parts.toList(), PARTS)) {
            addSomeFollowers(connection, query, some, page);
        }
    }

    private static void addSomeFollowers(
            Connection connection, String query, List<List<Object>> parts, LogPageBuilder page) throws SQLException {
        String sql = String.join(" UNION ALL ", Collections.nCopies(parts.size(), query));
        try (PreparedStatement followers = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (List<Object> part : parts) {
                for (Object value : part) {
                    followers.setObject(parameter++, value);
                }
            }
            FOLLOWER.each(followers, page::addFollower);
        }
    }
}
