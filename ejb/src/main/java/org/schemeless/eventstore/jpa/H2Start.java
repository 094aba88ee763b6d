/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/** What H2 wants at the start. */
final class H2Start {

    private static final String NEXT_ROW_ID =
            "SELECT identity_base FROM information_schema.columns WHERE table_schema = SCHEMA()"
                    + " AND table_name = 'EVENTSTORE_EVENT' AND column_name = 'ROW_ID'";
    private static final String LAST_ROW_ID = "SELECT MAX(row_id) FROM eventstore_event";
    private static final String RAISE = "ALTER TABLE eventstore_event ALTER COLUMN row_id RESTART WITH ";

    private H2Start() {}

    /**
     * Raises the next row id above those that are there. H2 keeps it apart from the rows: after a crash it can be behind them,
     * and appends would fail until it has caught up.
     */
    static void mendRowIds(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            OptionalLong last = number(statement, LAST_ROW_ID);
            OptionalLong next = number(statement, NEXT_ROW_ID);
            if (last.isPresent() && next.isPresent() && next.getAsLong() <= last.getAsLong()) {
                statement.execute(RAISE + (last.getAsLong() + 1));
            }
        }
    }

    /**
     * From an older snapshot H2 tells nothing of what others have committed since, not even by locking reads.
     *
     * @throws IllegalStateException if transactions read from snapshots
     */
    static void requireReadCommitted(Connection connection) throws SQLException {
        if (connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
            throw new IllegalStateException("the default data source gives H2 transactions a higher isolation than"
                    + " READ COMMITTED, which the event store cannot keep its word with: leave H2 at READ COMMITTED");
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
