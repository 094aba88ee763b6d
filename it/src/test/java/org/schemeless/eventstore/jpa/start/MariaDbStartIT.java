/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.MySqlServer;

/** The oldest and the newest MariaDB, which Maven cannot bring. */
@Tag("newest-mariadb")
class MariaDbStartIT {

    @Test
    void one_that_rolls_back_unseen_is_refused_above_read_committed() throws SQLException {
        try (MySqlServer server = MySqlServer.fast(DatabaseKind.MARIADB_NEWEST);
                Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            MySqlStart.requireNoSnapshotErrors(connection);

            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThatIllegalStateException()
                    .isThrownBy(() -> MySqlStart.requireNoSnapshotErrors(connection))
                    .withMessageContaining("innodb_snapshot_isolation is ON")
                    .withMessageContaining("READ COMMITTED");

            try (Statement statement = connection.createStatement()) {
                statement.execute("SET innodb_snapshot_isolation = OFF");
            }
            MySqlStart.requireNoSnapshotErrors(connection);
        }
    }

    @Test
    void one_that_knows_nothing_of_it_is_not() throws SQLException {
        try (MySqlServer server = MySqlServer.fast(DatabaseKind.MARIADB_OLDEST);
                Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            MySqlStart.requireNoSnapshotErrors(connection);
        }
    }
}
