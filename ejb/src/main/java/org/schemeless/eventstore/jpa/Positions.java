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
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Gives committed rows their position. Rows are numbered in the order of writing: a later event of a stream was written
 * after the earlier one was committed, so whoever sees it sees the earlier one too, with a lower row id.
 *
 * <p>The lock on the row of the last position is taken first; the rows are then read without locking, so that no writer
 * waits. They are updated by their keys one by one, never by a range: under REPEATABLE READ that would lock the gap in
 * which writers insert.
 */
@Dependent
class Positions {

    private static final int ROWS = 1000;

    private final EntityManager entityManager;
    private final Connections connections;

    @Inject
    Positions(@EventStoreUnit EntityManager entityManager, Connections connections) {
        this.entityManager = entityManager;
        this.connections = connections;
    }

    /** @return whether there may be more */
    boolean assign() {
        long last = last(" FOR UPDATE");
        List<Long> rows = unnumbered();
        if (rows.isEmpty()) {
            return false;
        }
        int from = 0;
        while (from < rows.size()) {
            int to = endOfRun(rows, from);
            number(rows.subList(from, to), last + 1 + from - rows.get(from));
            from = to;
        }
        entityManager
                .createNativeQuery("UPDATE eventstore_log SET position = ?1 WHERE id = 1")
                .setParameter(1, last + rows.size())
                .executeUpdate();
        return rows.size() == ROWS;
    }

    long last() {
        return last("");
    }

    private long last(String lock) {
        return ((Number) entityManager
                        .createNativeQuery("SELECT position FROM eventstore_log WHERE id = 1" + lock)
                        .getSingleResult())
                .longValue();
    }

    /** The order names the whole key so that H2, too, reads the index in order and stops at the limit. */
    private List<Long> unnumbered() {
        List<?> ids = entityManager
                .createNativeQuery(
                        "SELECT row_id FROM eventstore_event WHERE position IS NULL ORDER BY position, row_id LIMIT "
                                + ROWS)
                .getResultList();
        return ids.stream().map(id -> ((Number) id).longValue()).toList();
    }

    /** Where the row ids stop following each other; up to there they have the same distance from their positions. */
    private static int endOfRun(List<Long> rows, int from) {
        int to = from + 1;
        while (to < rows.size() && rows.get(to) == rows.get(to - 1) + 1) {
            to++;
        }
        return to;
    }

    /** By JDBC itself, like {@link EventInsert}: EclipseLink takes long over many parameters. */
    private void number(List<Long> rows, long distance) {
        connections.use(connection -> number(connection, rows, distance));
    }

    private static int number(Connection connection, List<Long> rows, long distance) throws SQLException {
        String keys = String.join(", ", Collections.nCopies(rows.size(), "?"));
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE eventstore_event SET position = row_id + ? WHERE row_id IN (" + keys + ")")) {
            update.setLong(1, distance);
            for (int i = 0; i < rows.size(); i++) {
                update.setLong(i + 2, rows.get(i));
            }
            return update.executeUpdate();
        }
    }
}
