/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import com.github.f4b6a3.ulid.UlidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * The table of the plain rival: made like the store's own, all indexes included. It is written to in place of the
 * store's, whose sequencer would give positions to what stands there; reads are of the store's, so that both read the
 * same rows.
 */
final class JdbcTable {

    private static final String INSERT =
            "INSERT INTO bench_event (event_id, domain, identifier, sequence, type, payload,"
                    + " meta, correlation_id, causation_id, created) VALUES ";

    /** In the order of writing: to put it in that of the log MySQL would sort it. */
    static final String LOG = "SELECT e.*, f.position AS first_position"
            + " FROM eventstore_event e STRAIGHT_JOIN eventstore_event f ON f.domain = e.domain"
            + " AND f.identifier = e.identifier AND f.sequence = e.sequence - e.run_offset"
            + " WHERE f.position > 0 ORDER BY e.row_id";

    private static final String ROW = "(?, ?, ?, ?, ?, ?, NULL, NULL, NULL, ?)";

    private JdbcTable() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS bench_event LIKE eventstore_event");
        }
    }

    /** One statement, whatever the number of events. */
    static void insert(Connection connection, StreamId stream, long sequence, List<String> payloads)
            throws SQLException {
        String rows = String.join(", ", Collections.nCopies(payloads.size(), ROW));
        try (PreparedStatement insert = connection.prepareStatement(INSERT + rows)) {
            long created = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            int parameter = 1;
            for (int i = 0; i < payloads.size(); i++) {
                insert.setString(parameter++, UlidCreator.getMonotonicUlid().toString());
                insert.setString(parameter++, stream.domain());
                insert.setString(parameter++, stream.identifier());
                insert.setLong(parameter++, sequence + 1 + i);
                insert.setString(parameter++, Payload.TYPE);
                insert.setString(parameter++, payloads.get(i));
                insert.setLong(parameter++, created);
            }
            insert.executeUpdate();
        }
    }

    static long last(Connection connection, StreamId stream) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MAX(sequence) FROM bench_event WHERE domain = ? AND identifier = ?")) {
            select.setString(1, stream.domain());
            select.setString(2, stream.identifier());
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** @param first the position of the first of its run, 0 if it has none yet */
    static StoredEvent event(ResultSet row, long first) throws SQLException {
        return new StoredEvent(
                row.getString("event_id"),
                new StreamId(row.getString("domain"), row.getString("identifier")),
                row.getLong("sequence"),
                first == 0 ? null : Long.valueOf(first + row.getInt("run_offset")),
                row.getString("type"),
                JsonText.stored(row.getString("payload")),
                json(row.getString("meta")),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                Instant.EPOCH.plus(row.getLong("created"), ChronoUnit.MICROS));
    }

    private static @Nullable JsonText json(@Nullable String text) {
        return text == null ? null : JsonText.stored(text);
    }
}
