/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;

/** Writes as another node would, on a connection that is in no pool of the server under test. */
final class OtherWriter {

    private static final String WAITING =
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";

    private final SqlDatabase server;
    private Connection connection;

    OtherWriter(SqlDatabase server) {
        this.server = server;
    }

    /** Executes a statement in a transaction, which stays open. */
    void write(String sql) throws SQLException {
        if (connection == null) {
            connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Commits as soon as so many transactions wait for a lock. */
    void commitWhenAwaitedBy(int count) throws SQLException {
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting() >= count);
        connection.commit();
        connection.close();
        connection = null;
    }

    private int waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(WAITING)) {
            result.next();
            return result.getInt(1);
        }
    }
}
