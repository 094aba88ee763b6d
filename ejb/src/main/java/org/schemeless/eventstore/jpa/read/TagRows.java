/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.jpa.table.TagSlots;
import org.schemeless.eventstore.spi.Parts;

/**
 * Asks the rows of tags. The rows of a tag are committed in the order of their ids, since its slot is locked before the
 * id is drawn and until the commit: all up to the highest that can be seen can be seen.
 */
public final class TagRows {

    static final int EVENTS_PER_QUERY = 100;

    private static final String TAG = "slot = ? AND tag_name = ? AND tag_value = ?";

    /** The order names the whole key so that the index is read from its end. */
    private static final String LAST = "(SELECT %d AS item, row_id AS last, NULL AS store FROM eventstore_tag WHERE "
            + TAG + " AND row_id >= ? ORDER BY slot DESC, tag_name DESC, tag_value DESC, row_id DESC LIMIT 1%s)";

    private static final String STORE =
            "(SELECT -1 AS item, 0 AS last, store_id AS store FROM eventstore_identity WHERE id = 1)";

    private static final EventColumns COLUMNS = EventColumns.with("domain", "identifier", StreamEvents.FIRST_POSITION);

    private static final String EVENTS =
            "SELECT " + COLUMNS + " FROM eventstore_event e WHERE row_id IN (%s)" + " ORDER BY row_id%s";

    private final Connection connection;
    private final String lock;

    private TagRows(Connection connection, String lock) {
        this.connection = connection;
        this.lock = lock;
    }

    /** As the transaction of this connection sees them. */
    static TagRows of(Connection connection) {
        return new TagRows(connection, "");
    }

    /**
     * As they are committed now, whatever the snapshot of the transaction shows, with those of the transaction itself.
     * Its reads lock where the snapshot may be old: who asks has the slots of all tags that are asked for, so that
     * nobody wants to write where they do.
     */
    public static TagRows latest(Connection connection) throws SQLException {
        boolean mayBeOld = connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED;
        return new TagRows(connection, mayBeOld ? EventReads.LATEST : "");
    }

    /**
     * The store, and the highest row of the first tag of each item, by one statement.
     *
     * @param from rows below are not looked for, one for each item
     */
    public Boundary.Mark last(EventQuery query, List<Long> from) throws SQLException {
        StringBuilder sql = new StringBuilder(STORE);
        for (int i = 0; i < query.items().size(); i++) {
            sql.append(" UNION ALL ").append(LAST.formatted(i, lock));
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            int parameter = 1;
            for (int i = 0; i < query.items().size(); i++) {
                parameter = set(statement, parameter, query.items().get(i).first());
                statement.setLong(parameter++, from.get(i));
            }
            return mark(statement, query.items().size());
        }
    }

    private static Boundary.Mark mark(PreparedStatement statement, int items) throws SQLException {
        String store = "";
        Long[] places = new Long[items];
        Arrays.fill(places, 0L);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int item = rows.getInt(1);
                if (item < 0) {
                    store = rows.getString(3);
                } else {
                    places[item] = rows.getLong(2);
                }
            }
        }
        return new Boundary.Mark(store, List.of(places));
    }

    /** The highest row of a tag beside these, which are the transaction's own; 0 if there is none. */
    long lastBut(Set<Long> own, Tag tag) throws SQLException {
        String sql = "SELECT row_id FROM eventstore_tag WHERE " + TAG
                + " ORDER BY slot DESC, tag_name DESC, tag_value DESC, row_id DESC LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(set(statement, 1, tag), own.size() + 1);
            return numbers(statement).stream()
                    .filter(row -> !own.contains(row))
                    .findFirst()
                    .orElse(0L);
        }
    }

    /**
     * The rows of events that match an item, ascending.
     *
     * @param after rows up to here are left out
     */
    public List<Long> matching(EventQuery.Item item, long after, int limit) throws SQLException {
        List<Tag> others = item.tags().subList(1, item.tags().size());
        StringBuilder sql = new StringBuilder("SELECT t.row_id FROM eventstore_tag t");
        for (int i = 0; i < others.size(); i++) {
            sql.append(" JOIN eventstore_tag o%1$d ON o%1$d.slot = ? AND o%1$d.tag_name = ? AND o%1$d.tag_value = ?"
                            .formatted(i))
                    .append(" AND o%d.row_id = t.row_id".formatted(i));
        }
        sql.append(" WHERE t.slot = ? AND t.tag_name = ? AND t.tag_value = ? AND t.row_id > ?");
        if (!item.types().isEmpty()) {
            sql.append(" AND t.type IN (")
                    .append(parameters(item.types().size()))
                    .append(')');
        }
        sql.append(" ORDER BY t.slot, t.tag_name, t.tag_value, t.row_id LIMIT ?")
                .append(lock);
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            int parameter = 1;
            for (Tag other : others) {
                parameter = set(statement, parameter, other);
            }
            parameter = set(statement, parameter, item.first());
            statement.setLong(parameter++, after);
            for (String type : item.types()) {
                statement.setString(parameter++, type);
            }
            statement.setInt(parameter, limit);
            return numbers(statement);
        }
    }

    /** The events of these rows, ascending. */
    public List<StoredEvent> events(Collection<Long> rows) throws SQLException {
        List<Long> all = rows.stream().sorted().toList();
        List<StoredEvent> events = new ArrayList<>(all.size());
        for (List<Long> some : Parts.of(all, EVENTS_PER_QUERY)) {
            try (PreparedStatement query =
                    connection.prepareStatement(EVENTS.formatted(parameters(some.size()), lock))) {
                for (int i = 0; i < some.size(); i++) {
                    query.setLong(i + 1, some.get(i));
                }
                COLUMNS.each(query, row -> {
                    var stream = row.stream(0);
                    long first = row.number(2);
                    events.add(row.event(stream, first));
                });
            }
        }
        return events;
    }

    /** The rows of the events with these ids. */
    List<Long> ofEvents(Collection<String> ids) throws SQLException {
        List<Long> rows = new ArrayList<>(ids.size());
        for (List<String> some : Parts.of(List.copyOf(ids), EventReads.IDS_PER_QUERY)) {
            rows.addAll(ofSome(some));
        }
        return rows;
    }

    private List<Long> ofSome(List<String> ids) throws SQLException {
        String sql = "SELECT row_id FROM eventstore_event WHERE event_id IN (" + parameters(ids.size()) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.size(); i++) {
                statement.setString(i + 1, ids.get(i));
            }
            return numbers(statement);
        }
    }

    private static List<Long> numbers(PreparedStatement statement) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private static String parameters(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    /** The parameters of a tag; gives the place of the next one. */
    private static int set(PreparedStatement statement, int parameter, Tag tag) throws SQLException {
        statement.setInt(parameter, TagSlots.of(tag));
        statement.setString(parameter + 1, tag.name());
        statement.setString(parameter + 2, tag.value());
        return parameter + 3;
    }
}
