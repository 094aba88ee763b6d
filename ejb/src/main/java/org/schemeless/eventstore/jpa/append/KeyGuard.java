/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.Parts;

/**
 * Keeps the keys of personal members where they are: whoever appends by a key has its row until the commit, so that an
 * erasure comes before, and the append is refused, or after, and erases it as well. An append without personal members
 * passes this by.
 */
@Dependent
class KeyGuard {

    private static final int KEYS_PER_QUERY = 100;
    private static final int ROWS_PER_STATEMENT = 100;

    /** By the primary key, whatever the database thinks of the size of the table; H2 reads the hint as a comment. */
    private static final String LOCK = "SELECT key_id FROM eventstore_subject_key /*! FORCE INDEX (PRIMARY) */"
            + " WHERE key_id IN (%s) AND wrapped IS NOT NULL ORDER BY key_id ";

    private static final String INSERT = "INSERT INTO eventstore_personal (key_id,row_id) VALUES ";
    private static final String ROW = "(?,(SELECT row_id FROM eventstore_event WHERE event_id=?))";

    private record Row(KeyId key, String eventId) {}

    private final Connections connections;

    @Inject
    KeyGuard(Connections connections) {
        this.connections = connections;
    }

    /**
     * Waits for who takes keys of this append away, and keeps others from it until this transaction ends.
     *
     * @throws GoneKeysException if one is not there
     */
    void lock(Append append) {
        Set<KeyId> keys = append.keys();
        if (keys.isEmpty()) {
            return;
        }
        Set<KeyId> gone = new TreeSet<>(keys);
        connections.use(connection -> {
            for (List<KeyId> some : Parts.of(List.copyOf(keys), KEYS_PER_QUERY)) {
                gone.removeAll(locked(connection, some));
            }
            return gone;
        });
        if (!gone.isEmpty()) {
            throw new GoneKeysException(gone);
        }
    }

    /** The statement that locks so many keys: others may do so as well, but in H2, which knows no such lock. */
    static String lockText(int keys, boolean h2) {
        return LOCK.formatted(String.join(",", Collections.nCopies(keys, "?")))
                + (h2 ? "FOR UPDATE" : "LOCK IN SHARE MODE");
    }

    private static List<KeyId> locked(Connection connection, List<KeyId> keys) throws SQLException {
        boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        try (PreparedStatement statement = connection.prepareStatement(lockText(keys.size(), h2))) {
            for (int i = 0; i < keys.size(); i++) {
                statement.setString(i + 1, keys.get(i).text());
            }
            try (ResultSet row = statement.executeQuery()) {
                List<KeyId> locked = new ArrayList<>();
                while (row.next()) {
                    locked.add(new KeyId(row.getString(1)));
                }
                return locked;
            }
        }
    }

    /** Writes which events that the current transaction has just written have members encrypted by which key. */
    void write(List<StoredEvent> events) {
        List<Row> rows = new ArrayList<>();
        for (StoredEvent event : events) {
            event.personal().stream()
                    .flatMap(members -> Stream.ofNullable(members.key()))
                    .distinct()
                    .forEach(key -> rows.add(new Row(key, event.id())));
        }
        if (rows.isEmpty()) {
            return;
        }
        connections.use(connection -> {
            for (List<Row> some : Parts.of(rows, ROWS_PER_STATEMENT)) {
                insert(connection, some);
            }
            return rows;
        });
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        String sql = INSERT + String.join(",", Collections.nCopies(rows.size(), ROW));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Row row : rows) {
                insert.setString(parameter++, row.key().text());
                insert.setString(parameter++, row.eventId());
            }
            insert.executeUpdate();
        }
    }
}
