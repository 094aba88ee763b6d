/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** One connection, with autocommit off. */
final class JdbcClient implements Client {

    private final Connection connection;

    JdbcClient(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void append(StreamId stream, long sequence, List<String> payloads) throws SQLException {
        JdbcTable.insert(connection, stream, sequence, payloads);
        connection.commit();
    }

    /** Without an expectation, too, the next sequence has to be read before. */
    @Override
    public int appendAnywhere(StreamId stream, String payload) throws SQLException {
        return appendExpecting(stream, payload);
    }

    @Override
    public int appendExpecting(StreamId stream, String payload) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                append(stream, JdbcTable.last(connection, stream), List.of(payload));
                return tries;
            } catch (SQLIntegrityConstraintViolationException e) {
                connection.rollback();
            }
        }
    }

    /** The first of a run comes before those that follow it, and tells where they stand. */
    @Override
    public long read(StreamId stream) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM eventstore_event WHERE domain = ? AND identifier = ? ORDER BY sequence")) {
            select.setString(1, stream.domain());
            select.setString(2, stream.identifier());
            try (ResultSet rows = select.executeQuery()) {
                long first = 0;
                while (rows.next()) {
                    first = rows.getInt("run_offset") == 0 ? rows.getLong("position") : first;
                    events.add(JdbcTable.event(rows, first));
                }
            }
        }
        return events.size();
    }

    /** One result set that the driver reads row by row. */
    @Override
    public long readLog(long count) throws SQLException {
        long read = 0;
        try (PreparedStatement select = connection.prepareStatement(JdbcTable.LOG + " LIMIT " + count)) {
            select.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    read += JdbcTable.event(rows, rows.getLong("first_position"))
                                            .sequence()
                                    > 0
                            ? 1
                            : 0;
                }
            }
        }
        return read;
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
