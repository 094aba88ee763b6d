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
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;

/**
 * Writes a batch with few statements of many rows each. Not by {@code persist}: EclipseLink writes new entities in no
 * particular order, and only a driver told to rewrite batches would send them together; one statement of many rows keeps
 * the order, is one round trip with any driver setting, and does not deadlock with its like.
 */
@Dependent
class EventInsert {

    private static final int ROWS = 1000;

    /** Well below the smallest packet limit among the supported databases, MariaDB's 16 MiB, escapes included. */
    private static final int CHARACTERS = 4 * 1024 * 1024;

    private static final String INSERT = "INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type,"
            + " payload, meta, correlation_id, causation_id, created) VALUES ";

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final EntityManager entityManager;

    @Inject
    EventInsert(@EventStoreUnit EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * Writes events in their order, which is their order in the log.
     *
     * @param written is told what is written, part by part; of a part that fails, nothing is
     */
    void insert(List<StoredEvent> events, Consumer<List<StoredEvent>> written) {
        int from = 0;
        while (from < events.size()) {
            int to = end(events, from);
            execute(events.subList(from, to));
            written.accept(events.subList(from, to));
            from = to;
        }
    }

    /** The end of the part that begins here: at least one event. */
    private static int end(List<StoredEvent> events, int from) {
        int to = from;
        long characters = 0;
        do {
            characters += events.get(to).characters();
            to++;
        } while (to < events.size() && to - from < ROWS && characters < CHARACTERS);
        return to;
    }

    /** By JDBC itself, on the transaction's connection: the time EclipseLink takes grows with the square of the parameters. */
    private void execute(List<StoredEvent> events) {
        Connection connection = entityManager.unwrap(Connection.class);
        try (PreparedStatement insert = connection.prepareStatement(INSERT + rows(events.size()))) {
            int parameter = 1;
            for (StoredEvent event : events) {
                for (Object value : values(event)) {
                    insert.setObject(parameter++, value);
                }
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private static String rows(int count) {
        return String.join(", ", Collections.nCopies(count, ROW));
    }

    private static @Nullable Object[] values(StoredEvent event) {
        return new @Nullable Object[] {
            event.id(),
            event.stream().domain(),
            event.stream().identifier(),
            event.sequence(),
            event.type(),
            event.payload().toString(),
            event.meta() == null ? null : event.meta().toString(),
            event.correlationId(),
            event.causationId(),
            Micros.of(event.created())
        };
    }
}
