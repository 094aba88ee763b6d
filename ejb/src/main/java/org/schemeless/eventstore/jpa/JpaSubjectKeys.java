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
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.jpa.table.SqlErrors;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.Micros;
import org.schemeless.eventstore.spi.Parts;
import org.schemeless.eventstore.spi.SubjectKeys;

/**
 * A row for each key. The row of one that was taken away stays, with its id alone: so there is a row to be locked for
 * every key that ever was, and no lock covers a gap.
 */
@Dependent
class JpaSubjectKeys implements SubjectKeys {

    private static final int KEYS_PER_QUERY = 100;
    private static final int TRIES = 10;

    private static final String COLUMNS =
            "SELECT key_id, subject_type, subject_id, master_key, wrapped, created FROM eventstore_subject_key";
    private static final String INSERT = "INSERT INTO eventstore_subject_key"
            + " (key_id, subject_type, subject_id, master_key, wrapped, created) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String REMOVE = "UPDATE eventstore_subject_key SET subject_type = NULL, subject_id = NULL,"
            + " master_key = NULL, wrapped = NULL WHERE key_id = ? AND wrapped IS NOT NULL";
    private static final String REPLACE =
            "UPDATE eventstore_subject_key SET master_key = ?, wrapped = ? WHERE key_id = ? AND wrapped = ?";
    private static final String EVENTS =
            "SELECT p.row_id, e.event_id FROM eventstore_personal p JOIN eventstore_event e"
                    + " ON e.row_id = p.row_id WHERE p.key_id = ? AND p.row_id > ? ORDER BY p.row_id LIMIT ?";

    private final Connections connections;

    @Inject
    JpaSubjectKeys(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Optional<WrappedKey> of(Subject subject) {
        return keys(COLUMNS + " WHERE subject_type = ? AND subject_id = ?", subject.type(), subject.id()).stream()
                .findFirst();
    }

    @Override
    public Map<KeyId, WrappedKey> withIds(Collection<KeyId> ids) {
        Map<KeyId, WrappedKey> found = new HashMap<>();
        for (List<KeyId> some : Parts.of(List.copyOf(ids), KEYS_PER_QUERY)) {
            String places = String.join(",", Collections.nCopies(some.size(), "?"));
            Object[] texts = some.stream().map(KeyId::text).toArray();
            keys(COLUMNS + " WHERE wrapped IS NOT NULL AND key_id IN (" + places + ")", texts)
                    .forEach(key -> found.put(key.id(), key));
        }
        return found;
    }

    @Override
    public WrappedKey keep(WrappedKey fresh) {
        for (int i = 0; i < TRIES; i++) {
            if (inserted(fresh)) {
                return fresh;
            }
            Optional<WrappedKey> there = of(fresh.subject());
            if (there.isPresent()) {
                return there.get();
            }
            if (isGone(fresh.id())) {
                throw new GoneKeysException(Set.of(fresh.id()));
            }
            // the one that was in the way has been taken away since
        }
        throw new GoneKeysException(Set.of(fresh.id()));
    }

    private boolean inserted(WrappedKey key) {
        try {
            return execute(
                            INSERT,
                            key.id().text(),
                            key.subject().type(),
                            key.subject().id(),
                            key.masterKey(),
                            key.wrapped(),
                            Micros.of(key.created()))
                    == 1;
        } catch (PersistenceException e) {
            if (SqlErrors.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean isGone(KeyId id) {
        return connections.use(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT 1 FROM eventstore_subject_key WHERE key_id = ? AND wrapped IS NULL")) {
                query.setString(1, id.text());
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public boolean remove(KeyId id) {
        return execute(REMOVE, id.text()) == 1;
    }

    @Override
    public List<WrappedKey> page(@Nullable KeyId after, int limit) {
        return keys(
                COLUMNS + " WHERE wrapped IS NOT NULL AND key_id > ? ORDER BY key_id LIMIT ?",
                after == null ? "" : after.text(),
                limit);
    }

    @Override
    public List<WrappedKey> last(int limit) {
        return keys(COLUMNS + " WHERE wrapped IS NOT NULL ORDER BY key_id DESC LIMIT ?", limit);
    }

    @Override
    public boolean replace(WrappedKey before, WrappedKey after) {
        return execute(REPLACE, after.masterKey(), after.wrapped(), before.id().text(), before.wrapped()) == 1;
    }

    @Override
    public IdPage eventsOf(KeyId key, @Nullable String after, int limit) {
        long first = after == null ? 0 : number(after);
        return connections.use(connection -> {
            try (PreparedStatement query = connection.prepareStatement(EVENTS)) {
                set(query, key.text(), first, limit);
                try (ResultSet row = query.executeQuery()) {
                    List<String> ids = new ArrayList<>();
                    long last = first;
                    while (row.next()) {
                        last = row.getLong(1);
                        ids.add(row.getString(2));
                    }
                    return new IdPage(ids, ids.size() < limit ? null : String.valueOf(last));
                }
            }
        });
    }

    private static long number(String after) {
        if (!after.matches("[0-9]{1,18}")) {
            throw new InvalidEventException("after", "is none that a page gave", "the next of an earlier page");
        }
        return Long.parseLong(after);
    }

    @Override
    public boolean isInTransactionOfEvents() {
        return true;
    }

    private List<WrappedKey> keys(String sql, Object... parameters) {
        return connections.use(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                set(query, parameters);
                try (ResultSet row = query.executeQuery()) {
                    List<WrappedKey> keys = new ArrayList<>();
                    while (row.next()) {
                        keys.add(key(row));
                    }
                    return keys;
                }
            }
        });
    }

    private static WrappedKey key(ResultSet row) throws SQLException {
        return new WrappedKey(
                new KeyId(row.getString(1)),
                Subject.of(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                Micros.toInstant(row.getLong(6)));
    }

    private int execute(String sql, Object... parameters) {
        return connections.use(connection -> executed(connection, sql, parameters));
    }

    private static int executed(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
