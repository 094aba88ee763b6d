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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.jpa.table.SqlErrors;
import org.schemeless.eventstore.spi.SnapshotStorage;

/** A row for each snapshot. */
@Dependent
class JpaSnapshots implements SnapshotStorage {

    private static final String KEY = " WHERE domain = ? AND identifier = ? AND fold = ? AND shape = ?";
    private static final String SEQUENCE = "SELECT sequence FROM eventstore_snapshot" + KEY;
    private static final String SNAPSHOT = "SELECT sequence, event_id, state FROM eventstore_snapshot" + KEY;
    private static final String INSERT = "INSERT INTO eventstore_snapshot"
            + " (sequence, event_id, state, domain, identifier, fold, shape) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE eventstore_snapshot SET sequence = ?, event_id = ?, state = ?" + KEY + " AND sequence < ?";
    private static final String DELETE = "DELETE FROM eventstore_snapshot WHERE domain = ? AND identifier = ?";

    private final Connections connections;

    @Inject
    JpaSnapshots(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Optional<Snapshot> find(StreamId stream, String fold, String shape) {
        return connections.use(connection -> {
            try (PreparedStatement query = connection.prepareStatement(SNAPSHOT)) {
                setKey(query, 1, stream, fold, shape);
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Snapshot(
                                    stream,
                                    fold,
                                    shape,
                                    row.getLong(1),
                                    row.getString(2),
                                    JsonText.parse(row.getString(3))))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * The row is looked for first: MySQL would lock the place of one that an update does not find, and two that insert
     * there were a deadlock. Who is second at an insert has lost little.
     */
    @Override
    public void keep(Snapshot snapshot) {
        connections.use(connection -> {
            OptionalLong kept = sequence(connection, snapshot);
            if (kept.isEmpty()) {
                return inserted(connection, snapshot);
            }
            return kept.getAsLong() < snapshot.sequence() ? updated(connection, snapshot) : 0;
        });
    }

    private static OptionalLong sequence(Connection connection, Snapshot snapshot) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SEQUENCE)) {
            setKey(query, 1, snapshot);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static int inserted(Connection connection, Snapshot snapshot) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            setContent(insert, snapshot);
            setKey(insert, 4, snapshot);
            return insert.executeUpdate();
        } catch (SQLException e) {
            if (SqlErrors.isDuplicate(e)) {
                return 0;
            }
            throw e;
        }
    }

    private static int updated(Connection connection, Snapshot snapshot) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            setContent(update, snapshot);
            setKey(update, 4, snapshot);
            update.setLong(8, snapshot.sequence());
            return update.executeUpdate();
        }
    }

    private static void setContent(PreparedStatement statement, Snapshot snapshot) throws SQLException {
        statement.setLong(1, snapshot.sequence());
        statement.setString(2, snapshot.eventId());
        statement.setString(3, snapshot.state().toString());
    }

    private static void setKey(PreparedStatement statement, int first, Snapshot snapshot) throws SQLException {
        setKey(statement, first, snapshot.stream(), snapshot.fold(), snapshot.shape());
    }

    private static void setKey(PreparedStatement statement, int first, StreamId stream, String fold, String shape)
            throws SQLException {
        statement.setString(first, stream.domain());
        statement.setString(first + 1, stream.identifier());
        statement.setString(first + 2, fold);
        statement.setString(first + 3, shape);
    }

    @Override
    public void forget(StreamId stream) {
        connections.use(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setString(1, stream.domain());
                delete.setString(2, stream.identifier());
                return delete.executeUpdate();
            }
        });
    }
}
