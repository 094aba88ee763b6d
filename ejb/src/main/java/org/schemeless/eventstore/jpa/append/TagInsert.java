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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.jpa.table.TagSlots;
import org.schemeless.eventstore.spi.Parts;

/**
 * Writes the tags of events beside them. The database itself looks up the rows of the events: what drivers say of the
 * numbers of many rows is not the same everywhere.
 */
final class TagInsert {

    private static final int TAGS_PER_STATEMENT = 100;

    private static final String INSERT = "INSERT INTO eventstore_tag (slot,tag_name,tag_value,row_id,type) VALUES ";
    private static final String ROW = "(?,?,?,(SELECT row_id FROM eventstore_event WHERE event_id=?),?)";

    private record Row(Tag tag, StoredEvent event) {}

    private TagInsert() {}

    /** @param events that the current transaction has written */
    static void insert(Connection connection, List<StoredEvent> events) throws SQLException {
        List<Row> rows = new ArrayList<>();
        events.forEach(event -> event.tags().forEach(tag -> rows.add(new Row(tag, event))));
        for (List<Row> some : Parts.of(rows, TAGS_PER_STATEMENT)) {
            insertSome(connection, some);
        }
    }

    private static void insertSome(Connection connection, List<Row> rows) throws SQLException {
        String sql = INSERT + String.join(",", Collections.nCopies(rows.size(), ROW));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Row row : rows) {
                insert.setInt(parameter++, TagSlots.of(row.tag));
                insert.setString(parameter++, row.tag.name());
                insert.setString(parameter++, row.tag.value());
                insert.setString(parameter++, row.event.id());
                insert.setString(parameter++, row.event.type());
            }
            insert.executeUpdate();
        }
    }
}
