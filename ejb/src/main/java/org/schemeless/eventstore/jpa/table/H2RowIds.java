/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/** The numbers of the rows of events on H2, which keeps the next one apart from the rows. */
final class H2RowIds {

    private static final String NEXT_ROW_ID =
            "SELECT identity_base FROM information_schema.columns WHERE table_schema = SCHEMA()"
                    + " AND table_name = 'EVENTSTORE_EVENT' AND column_name = 'ROW_ID'";
    private static final String LAST_ROW_ID = "SELECT MAX(row_id) FROM eventstore_event";
    private static final String RAISE = "ALTER TABLE eventstore_event ALTER COLUMN row_id RESTART WITH ";

    private H2RowIds() {}

    /**
     * Raises the next row id above those that are there. H2 keeps it apart from the rows: after a crash it can be
     * behind them, and appends would fail until it has caught up.
     */
    static void mend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            OptionalLong last = number(statement, LAST_ROW_ID);
            OptionalLong next = number(statement, NEXT_ROW_ID);
            if (last.isPresent() && next.isPresent() && next.getAsLong() <= last.getAsLong()) {
                statement.execute(RAISE + (last.getAsLong() + 1));
            }
        }
    }

    private static OptionalLong number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            if (!result.next()) {
                return OptionalLong.empty();
            }
            long number = result.getLong(1);
            return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        }
    }
}
