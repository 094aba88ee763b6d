/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.positions;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.PendingPositions;

/**
 * Assigns positions to committed rows. Only the first row of a run is written to; the others follow from it. Runs get
 * their positions in the order of writing of their firsts: a later run of a stream was written after the earlier one
 * was committed, so whoever sees it sees the earlier one too, with lower row ids.
 *
 * <p>The lock on the row of the last position is taken first; the rows are then read without locking, so that no writer
 * waits. They are updated by their keys one by one, never by a range: under REPEATABLE READ that would lock the gap in
 * which writers insert.
 */
@Dependent
public class Positions {

    private static final int RUNS = 1000;
    private static final int COUNTED_RUNS = 10_000;
    private static final int COUNT_SECONDS = 5;

    private record Run(long firstRow, int events) {}

    private final Connections connections;

    @Inject
    Positions(Connections connections) {
        this.connections = connections;
    }

    /** @return whether there may be more */
    public boolean assign() {
        return connections.use(Positions::assign);
    }

    public long last() {
        return connections.use(connection -> last(connection, ""));
    }

    /**
     * What is committed now has no row id greater than the greatest that can be seen now. A transaction that is open
     * may commit lower ones, a few, and is waited for with them.
     */
    public Optional<PendingPositions> pending() {
        return connections.use(connection -> {
            if (firstPending(connection).isEmpty()) {
                return Optional.empty();
            }
            long last = number(connection, "SELECT MAX(row_id) FROM eventstore_event")
                    .orElse(0);
            return Optional.of(new UpTo(BigInteger.valueOf(last)));
        });
    }

    public Optional<PendingPositions> pending(BigInteger mark) {
        return Optional.<PendingPositions>of(new UpTo(mark)).filter(PendingPositions::remain);
    }

    /** The rows with ids up to this one. */
    private final class UpTo implements PendingPositions {

        private final BigInteger mark;

        UpTo(BigInteger mark) {
            this.mark = mark;
        }

        @Override
        public boolean remain() {
            OptionalLong first = connections.use(Positions::firstPending);
            return first.isPresent() && BigInteger.valueOf(first.getAsLong()).compareTo(mark) <= 0;
        }

        @Override
        public BigInteger mark() {
            return mark;
        }
    }

    /** Those of the first runs: what is far behind would be counted for long, by whoever looks. */
    public long countPendingPositions() {
        return connections.withoutTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(COUNT_SECONDS);
                ResultSet row =
                        statement.executeQuery("SELECT COALESCE(SUM(run), 0) FROM (SELECT run FROM eventstore_event"
                                + " WHERE position = 0 ORDER BY position, row_id LIMIT " + COUNTED_RUNS + ") firsts");
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** The order names the whole key, as that of the runs does. */
    private static OptionalLong firstPending(Connection connection) throws SQLException {
        return number(
                connection, "SELECT row_id FROM eventstore_event WHERE position = 0 ORDER BY position, row_id LIMIT 1");
    }

    private static OptionalLong number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /** As long as row ids follow each other they have one distance from their positions: one statement each. */
    private static boolean assign(Connection connection) throws SQLException {
        long end = last(connection, " FOR UPDATE");
        List<Run> runs = pending(connection);
        Map<Long, List<Long>> rowsByDistance = new LinkedHashMap<>();
        for (Run run : runs) {
            rowsByDistance
                    .computeIfAbsent(end + 1 - run.firstRow(), distance -> new ArrayList<>())
                    .add(run.firstRow());
            end += run.events();
        }
        for (Map.Entry<Long, List<Long>> rows : rowsByDistance.entrySet()) {
            assign(connection, rows.getKey(), rows.getValue());
        }
        if (!runs.isEmpty()) {
            update(connection, "UPDATE eventstore_log SET position = ? WHERE id = 1", List.of(end));
        }
        return runs.size() == RUNS;
    }

    private static long last(Connection connection, String lock) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT position FROM eventstore_log WHERE id = 1" + lock)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The order names the whole key so that H2, too, reads the index in order and stops at the limit. */
    private static List<Run> pending(Connection connection) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT row_id, run FROM eventstore_event WHERE position = 0"
                        + " ORDER BY position, row_id LIMIT " + RUNS)) {
            while (row.next()) {
                runs.add(new Run(row.getLong(1), row.getInt(2)));
            }
        }
        return runs;
    }

    private static void assign(Connection connection, long distance, List<Long> rows) throws SQLException {
        List<Long> parameters = new ArrayList<>(List.of(distance));
        parameters.addAll(rows);
        String keys = String.join(",", Collections.nCopies(rows.size(), "?"));
        update(
                connection,
                "UPDATE eventstore_event SET position = row_id + ? WHERE row_id IN (" + keys + ")",
                parameters);
    }

    private static void update(Connection connection, String sql, List<Long> parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                update.setLong(i + 1, parameters.get(i));
            }
            update.executeUpdate();
        }
    }
}
