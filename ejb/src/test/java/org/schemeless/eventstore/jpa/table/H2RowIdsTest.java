/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2RowIdsTest {

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void createTable() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        statement = connection.createStatement();
        statement.execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V1__events.sql'");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private long insert(String id) throws SQLException {
        statement.execute(
                "INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created)"
                        + " VALUES ('" + id + "', 'd', '" + id + "', 1, 't', '1', 0)");
        try (ResultSet row = statement.executeQuery("SELECT MAX(row_id) FROM eventstore_event")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void row_ids_that_were_left_behind_by_a_crash_are_raised_above_the_rows() throws SQLException {
        insert("a");
        long last = insert("b");
        statement.execute("ALTER TABLE eventstore_event ALTER COLUMN row_id RESTART WITH 1");

        H2RowIds.mend(connection);

        assertThat(insert("c")).isEqualTo(last + 1);
    }

    @Test
    void row_ids_that_are_ahead_stay_as_they_are() throws SQLException {
        insert("a");
        statement.execute("ALTER TABLE eventstore_event ALTER COLUMN row_id RESTART WITH 100");

        H2RowIds.mend(connection);

        assertThat(insert("b")).isEqualTo(100);
    }

    @Test
    void an_empty_table_is_left_alone() throws SQLException {
        H2RowIds.mend(connection);

        assertThat(insert("a")).isEqualTo(1);
    }
}
