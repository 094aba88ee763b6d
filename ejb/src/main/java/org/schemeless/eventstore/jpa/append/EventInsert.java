/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.read.EventColumns;
import org.schemeless.eventstore.jpa.table.SqlErrors;
import org.schemeless.eventstore.jpa.table.StoredTags;
import org.schemeless.eventstore.spi.Micros;
import org.schemeless.eventstore.spi.StoredPersonal;

/**
 * Writes a batch with few statements of many rows each. Not by {@code persist}: EclipseLink writes new entities in no
 * particular order, and only a driver told to rewrite batches would send them together; one statement of many rows
 * keeps the order, is one round trip with any driver setting, and does not deadlock with its like. By JDBC itself: the
 * time EclipseLink takes grows with the square of the parameters.
 */
public final class EventInsert {

    /** Well below the smallest packet limit among the supported databases, MariaDB's 16 MiB, escapes included. */
    static final int CHARACTERS = 4 * 1024 * 1024;

    private static final int MYSQL_NULL = 1048;
    private static final int H2_NULL = 23502;

    private EventInsert() {}

    /**
     * Writes events in their order, which is their order in the log.
     *
     * @param written is told what is written, part by part; of a part that fails, nothing is
     */
    public static void insertInParts(
            Connection connection, List<StoredEvent> events, Consumer<List<StoredEvent>> written) throws SQLException {
        int from = 0;
        while (from < events.size()) {
            int to = end(events, from);
            List<StoredEvent> part = events.subList(from, to);
            execute(connection, InsertText.of(part), part, index -> false);
            written.accept(part);
            from = to;
        }
    }

    /** Whether one statement can take these events. */
    static boolean isOneStatement(List<StoredEvent> events) {
        return end(events, 0) == events.size();
    }

    /**
     * Writes events by one statement, which fails unless each of their streams, whose events stand side by side, ends
     * just before the first of them.
     *
     * @param connection one that commits each statement by itself
     * @throws SQLException that {@link #isElsewhere} if one does not
     */
    public static void insertIfNext(Connection connection, List<StoredEvent> events) throws SQLException {
        if (events.stream().anyMatch(event -> event.sequence() == 1)) {
            lockNoGaps(connection);
        }
        execute(connection, InsertText.guarded(events), events, index -> InsertText.begins(events, index));
    }

    /**
     * Under higher isolations MySQL locks the place of a row that it does not find: two new streams side by side were a
     * deadlock.
     */
    private static void lockNoGaps(Connection connection) throws SQLException {
        if (connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            }
        }
    }

    /** Whether {@link #insertIfNext} failed because a stream does not end where it was taken to end. */
    static boolean isElsewhere(SQLException error) {
        return SqlErrors.isDuplicate(error) || error.getErrorCode() == MYSQL_NULL || error.getErrorCode() == H2_NULL;
    }

    /** The end of the part that begins here: at least one event. */
    private static int end(List<StoredEvent> events, int from) {
        int to = from;
        long characters = 0;
        do {
            characters += characters(events.get(to));
            to++;
        } while (to < events.size() && to - from < EventColumns.LONGEST_RUN && characters < CHARACTERS);
        return to;
    }

    private static long characters(StoredEvent event) {
        String tags = StoredTags.text(event.tags());
        String personal = StoredPersonal.text(event.personal());
        return event.characters() + (tags == null ? 0 : tags.length()) + (personal == null ? 0 : personal.length());
    }

    /** @param guarded whether the database is asked if the stream ends just before the event of this index */
    private static void execute(Connection connection, String sql, List<StoredEvent> events, IntPredicate guarded)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (int i = 0; i < events.size(); i++) {
                StoredEvent event = events.get(i);
                for (Object value : guarded.test(i) ? guardedValues(event) : values(event, event.sequence())) {
                    insert.setObject(parameter++, value);
                }
            }
            insert.executeUpdate();
        }
    }

    private static List<Object> guardedValues(StoredEvent event) {
        StreamId stream = event.stream();
        return event.sequence() == 1
                ? values(event, stream.domain(), stream.identifier())
                : values(event, stream.domain(), stream.identifier(), event.sequence() - 1);
    }

    private static List<Object> values(StoredEvent event, Object... sequence) {
        List<Object> values = new ArrayList<>();
        values.add(event.id());
        values.add(event.stream().domain());
        values.add(event.stream().identifier());
        values.addAll(List.of(sequence));
        values.add(event.type());
        values.add(event.payload().toString());
        addUnlessNull(values, event.meta() == null ? null : event.meta().toString());
        addUnlessNull(values, event.correlationId());
        addUnlessNull(values, event.causationId());
        values.add(Micros.of(event.created()));
        addUnlessNull(values, StoredTags.text(event.tags()));
        addUnlessNull(values, StoredPersonal.text(event.personal()));
        return values;
    }

    private static void addUnlessNull(List<Object> values, @Nullable String value) {
        if (value != null) {
            values.add(value);
        }
    }

    /** The events in the one order of all streams, so that two batches cannot wait for each other. */
    static List<StoredEvent> streamByStream(List<StoredEvent> events) {
        return events.stream().sorted(Comparator.comparing(StoredEvent::stream)).toList();
    }
}
