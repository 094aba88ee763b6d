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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.jpa.table.SqlErrors;
import org.schemeless.eventstore.spi.Micros;
import org.schemeless.eventstore.spi.Parts;
import org.schemeless.eventstore.spi.ViewRound;
import org.schemeless.eventstore.spi.ViewStorage;

/** A row for each key of each build. States and checkpoint are of one transaction, so each event is folded once. */
@Dependent
class JpaViewStorage implements ViewStorage {

    /** So many keys, or rows, go into a statement. */
    private static final int CHUNK = 200;

    private static final String BUILD = " WHERE view_name = ? AND build = ?";
    private static final String STATES = "SELECT view_key, position, state FROM eventstore_view" + BUILD;

    private static final String BUILDS =
            "SELECT b.view_name, b.build, b.version, b.segments, b.status, b.paused, b.since"
                    + " FROM eventstore_view_build b";
    private static final String ACTIVE = BUILDS + " JOIN eventstore_view_active a ON a.view_name = b.view_name"
            + " AND a.build = b.build WHERE a.view_name = ?";

    private final Connections connections;

    @Inject
    JpaViewStorage(Connections connections) {
        this.connections = connections;
    }

    @Override
    public List<ViewBuild> builds() {
        return query(BUILDS + " ORDER BY b.view_name, b.build", JpaViewStorage::build);
    }

    private static ViewBuild build(ResultSet row) throws SQLException {
        return new ViewBuild(
                row.getString(1),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                ViewBuild.Status.valueOf(row.getString(5)),
                row.getInt(6) != 0,
                Micros.toInstant(row.getLong(7)));
    }

    @Override
    public Optional<ViewBuild> active(String view) {
        return query(ACTIVE, JpaViewStorage::build, view).stream().findFirst();
    }

    @Override
    public Optional<ViewBuild> lockActive(String view) {
        query("SELECT build FROM eventstore_view_active WHERE view_name = ? FOR UPDATE", row -> row.getInt(1), view);
        return active(view);
    }

    @Override
    public boolean begin(ViewBuild build) {
        try {
            execute(
                    "INSERT INTO eventstore_view_build (view_name, build, version, segments, status, paused, since)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    build.view(),
                    build.build(),
                    build.version(),
                    build.segments(),
                    build.status().name(),
                    build.paused() ? 1 : 0,
                    Micros.of(build.since()));
            return true;
        } catch (PersistenceException e) {
            if (SqlErrors.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void status(String view, int build, ViewBuild.Status status, Instant since) {
        execute(
                "UPDATE eventstore_view_build SET status = ?, since = ?" + BUILD,
                status.name(),
                Micros.of(since),
                view,
                build);
    }

    @Override
    public void pause(String view, boolean paused) {
        execute("UPDATE eventstore_view_build SET paused = ? WHERE view_name = ?", paused ? 1 : 0, view);
    }

    /** What it rests on is locked: it always does. */
    @Override
    public boolean activate(String view, int build, Set<Integer> retired, Instant since) {
        if (execute("UPDATE eventstore_view_active SET build = ? WHERE view_name = ?", build, view) == 0) {
            execute("INSERT INTO eventstore_view_active (view_name, build) VALUES (?, ?)", view, build);
        }
        execute(
                "UPDATE eventstore_view_build SET status = ?, since = ?" + BUILD + " AND status <> ?",
                ViewBuild.Status.FOLLOWING.name(),
                Micros.of(since),
                view,
                build,
                ViewBuild.Status.FOLLOWING.name());
        retired.forEach(one -> status(view, one, ViewBuild.Status.RETIRED, since));
        return true;
    }

    @Override
    public Map<String, ViewState> states(ViewBuild build, Collection<String> keys) {
        Map<String, ViewState> states = new HashMap<>();
        for (List<String> chunk : Parts.of(List.copyOf(keys), CHUNK)) {
            List<Object> parameters = new ArrayList<>(List.of(build.view(), build.build()));
            parameters.addAll(chunk);
            String sql = STATES + " AND view_key IN (?" + ", ?".repeat(chunk.size() - 1) + ")";
            query(sql, row -> state(build, row), parameters.toArray()).forEach(state -> states.put(state.key(), state));
        }
        return states;
    }

    @Override
    public List<ViewState> page(ViewBuild build, @Nullable String after, int limit) {
        String page = " ORDER BY view_key LIMIT " + limit;
        return after == null
                ? query(STATES + page, row -> state(build, row), build.view(), build.build())
                : query(
                        STATES + " AND view_key > ?" + page,
                        row -> state(build, row),
                        build.view(),
                        build.build(),
                        after);
    }

    private static ViewState state(ViewBuild build, ResultSet row) throws SQLException {
        return new ViewState(row.getString(1), build.version(), row.getLong(2), JsonText.stored(row.getString(3)));
    }

    @Override
    public boolean put(ViewRound round) {
        Set<String> removed = new HashSet<>(round.removed());
        removed.retainAll(round.before().keySet());
        write(round.build(), round.states(), removed, round.before());
        return true;
    }

    private void write(
            ViewBuild build, Collection<ViewState> states, Set<String> removed, Map<String, ViewState> before) {
        connections.use(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO eventstore_view (position, state, view_name, build, view_key)"
                                    + " VALUES (?, ?, ?, ?, ?)");
                    PreparedStatement update = connection.prepareStatement(
                            "UPDATE eventstore_view SET position = ?, state = ?" + BUILD + " AND view_key = ?");
                    PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM eventstore_view" + BUILD + " AND view_key = ?")) {
                for (ViewState state : states) {
                    PreparedStatement statement = before.containsKey(state.key()) ? update : insert;
                    set(
                            statement,
                            state.position(),
                            state.state().toString(),
                            build.view(),
                            build.build(),
                            state.key());
                    statement.addBatch();
                }
                for (String key : removed) {
                    set(delete, build.view(), build.build(), key);
                    delete.addBatch();
                }
                insert.executeBatch();
                update.executeBatch();
                return delete.executeBatch();
            }
        });
    }

    @Override
    public boolean drop(ViewBuild build) {
        List<String> keys = query(
                "SELECT view_key FROM eventstore_view" + BUILD + " LIMIT " + CHUNK,
                row -> row.getString(1),
                build.view(),
                build.build());
        if (!keys.isEmpty()) {
            write(build, List.of(), new HashSet<>(keys), Map.of());
            return false;
        }
        execute("DELETE FROM eventstore_view_build" + BUILD, build.view(), build.build());
        return true;
    }

    @Override
    public Set<Long> skipped(String view) {
        return Set.copyOf(
                query("SELECT position FROM eventstore_skipped_event WHERE name = ?", row -> row.getLong(1), view));
    }

    @Override
    public void skip(
            String view, long position, String eventId, @Nullable String by, @Nullable String reason, Instant since) {
        if (skipped(view).contains(position)) {
            return;
        }
        execute(
                "INSERT INTO eventstore_skipped_event (name, position, event_id, skipped_by, reason, created)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                view,
                position,
                eventId,
                by,
                reason,
                Micros.of(since));
    }

    private interface Row<T> {

        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Row<T> row, Object... parameters) {
        return connections.use(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.of(rows));
                }
                return all;
            }
        });
    }

    private int execute(String sql, @Nullable Object... parameters) {
        return connections.use(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        set(statement, parameters);
        return statement;
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
