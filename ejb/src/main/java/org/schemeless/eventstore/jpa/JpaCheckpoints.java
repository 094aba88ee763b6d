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
import jakarta.persistence.Query;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.jpa.table.EventStoreUnit;
import org.schemeless.eventstore.spi.Checkpoints;

/**
 * A row for each subscription. Its lock, which ends with the transaction of a node that dies, is what takes it. Where
 * it has stopped is a row of another table: who tells it does not wait for a batch of another node, which holds that
 * lock.
 */
@Dependent
class JpaCheckpoints implements Checkpoints {

    private static final String ROW = "FROM eventstore_subscription WHERE name = ?1";

    private static final int READ_SECONDS = 5;

    /** A stop that the checkpoint has got past is none any more. */
    private static final String ALL = "SELECT s.name, s.position, t.position, t.event_id, t.event_type, t.domain,"
            + " t.identifier, t.cause FROM eventstore_subscription s LEFT JOIN eventstore_subscription_stop t"
            + " ON t.name = s.name AND t.position > s.position ORDER BY s.name";

    private static final List<String> STOP =
            List.of("position", "event_id", "event_type", "domain", "identifier", "cause", "name");

    private final EntityManager entityManager;
    private final Connections connections;

    @Inject
    JpaCheckpoints(@EventStoreUnit EntityManager entityManager, Connections connections) {
        this.entityManager = entityManager;
        this.connections = connections;
    }

    @Override
    public OptionalLong take(String name) {
        return position(query("SELECT position " + ROW + " FOR UPDATE SKIP LOCKED", name));
    }

    @Override
    public OptionalLong hold(String name) {
        return position(query("SELECT position " + ROW + " FOR UPDATE", name));
    }

    private static OptionalLong position(Query query) {
        List<?> position = query.getResultList();
        return position.stream()
                .mapToLong(value -> ((Number) value).longValue())
                .findFirst();
    }

    @Override
    public void move(String name, long position) {
        query("UPDATE eventstore_subscription SET position = ?2 WHERE name = ?1", name)
                .setParameter(2, position)
                .executeUpdate();
    }

    @Override
    public void create(String name, long position) {
        query("INSERT INTO eventstore_subscription (name, position) VALUES (?1, ?2)", name)
                .setParameter(2, position)
                .executeUpdate();
    }

    @Override
    public void remove(String name) {
        query("DELETE FROM eventstore_subscription WHERE name = ?1", name).executeUpdate();
        query("DELETE FROM eventstore_subscription_stop WHERE name = ?1", name).executeUpdate();
    }

    @Override
    public OptionalLong find(String name) {
        return position(query("SELECT position " + ROW, name));
    }

    @Override
    public List<Place> all() {
        return connections.withoutTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(READ_SECONDS);
                List<Place> places = new ArrayList<>();
                ResultSet row = statement.executeQuery(ALL);
                while (row.next()) {
                    places.add(new Place(row.getString(1), row.getLong(2), stop(row)));
                }
                return places;
            }
        });
    }

    private static @Nullable SubscriptionStop stop(ResultSet row) throws SQLException {
        long position = row.getLong(3);
        if (row.wasNull()) {
            return null;
        }
        String id = row.getString(4);
        FailedEvent event = id == null
                ? null
                : new FailedEvent(id, row.getString(5), StreamId.of(row.getString(6), row.getString(7)), position);
        return new SubscriptionStop(position, event, row.getString(8));
    }

    @Override
    public void stopped(String name, SubscriptionStop stop) {
        String update =
                "UPDATE eventstore_subscription_stop SET position = ?, event_id = ?, event_type = ?, domain = ?,"
                        + " identifier = ?, cause = ? WHERE name = ?";
        String insert = "INSERT INTO eventstore_subscription_stop (" + String.join(", ", STOP)
                + ") VALUES (?, ?, ?, ?, ?, ?, ?)";
        connections.withoutTransaction(connection -> {
            int updated = execute(connection, update, name, stop);
            return updated > 0 ? updated : execute(connection, insert, name, stop);
        });
    }

    private static int execute(Connection connection, String sql, String name, SubscriptionStop stop)
            throws SQLException {
        FailedEvent event = stop.event();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(READ_SECONDS);
            statement.setLong(1, stop.position());
            statement.setString(2, event == null ? null : event.id());
            statement.setString(3, event == null ? null : event.type());
            statement.setString(4, event == null ? null : event.stream().domain());
            statement.setString(5, event == null ? null : event.stream().identifier());
            statement.setString(6, encodable(stop.cause()));
            statement.setString(7, name);
            return statement.executeUpdate();
        }
    }

    /** A message may have half a character in it, which MySQL refuses. */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Override
    public void goesOn(String name) {
        connections.withoutTransaction(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM eventstore_subscription_stop WHERE name = ?")) {
                statement.setQueryTimeout(READ_SECONDS);
                statement.setString(1, name);
                return statement.executeUpdate();
            }
        });
    }

    private Query query(String sql, String name) {
        return entityManager.createNativeQuery(sql).setParameter(1, name);
    }
}
