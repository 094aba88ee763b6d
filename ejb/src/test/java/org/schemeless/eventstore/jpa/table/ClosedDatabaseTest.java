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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.schemeless.eventstore.Proxies.proxy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file of H2 is closed under it by an interrupt, after which H2 does what it does when a disk is full; a real one
 * is in the tests on servers.
 */
class ClosedDatabaseTest {

    @TempDir
    private Path directory;

    private final List<Connection> opened = new ArrayList<>();
    private final ClosedDatabase closed = new ClosedDatabase();
    private final DataSource source = proxy(DataSource.class, (proxy, method, arguments) -> null);
    private Connection writer;
    private Connection other;
    private Connection third;

    @BeforeEach
    void connect() throws SQLException {
        writer = open();
        execute(writer, "CREATE TABLE t (x INT)");
        insert(1);
        other = open();
        third = open();
    }

    @AfterEach
    void close() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
        }
    }

    private Connection open() throws SQLException {
        Connection connection =
                DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("t") + ";WRITE_DELAY=0");
        opened.add(connection);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(int value) throws SQLException {
        execute(writer, "INSERT INTO t VALUES (" + value + ")");
    }

    private static List<Integer> rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t ORDER BY x")) {
            List<Integer> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getInt(1));
            }
            return values;
        }
    }

    private static void assertFails(Connection connection) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> rows(connection));
    }

    private SQLException breakFile() {
        Thread.currentThread().interrupt();
        try {
            return catchThrowableOfType(SQLException.class, () -> insert(2));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void all_connections_to_a_closed_database_are_closed_and_the_next_one_opens_it() throws SQLException {
        SQLException broken = breakFile();
        assertThat(SqlErrors.isTransient(broken)).isTrue();

        closed.failed(writer, source, broken);

        for (Connection connection : List.of(writer, other, third)) {
            assertThat(connection.isValid(1)).isFalse();
            assertThat(connection.isClosed()).isTrue();
        }
        assertThat(rows(open())).containsExactly(1);
    }

    @Test
    void who_is_told_of_it_only_by_another_connection_closes_all_as_well() throws SQLException {
        breakFile();

        closed.failed(other, source, catchThrowableOfType(SQLException.class, () -> rows(other)));

        assertThat(writer.isValid(1)).isFalse();
        assertThat(third.isValid(1)).isFalse();
        assertThat(rows(open())).containsExactly(1);
    }

    @Test
    void a_database_that_h2_has_forgotten_can_be_connected_to_again() throws SQLException {
        SQLException broken = breakFile();
        assertFails(other);
        Connection anew = open();
        assertThat(rows(anew)).containsExactly(1);
        assertFails(third);
        closed.failed(writer, source, broken);
        closed.used(anew, source);

        try {
            open();
        } catch (SQLException e) {
            assertThat(SqlErrors.isTransient(e)).isTrue();
            closed.notLent(source, e);
        }

        assertThat(rows(open())).containsExactly(1);
    }

    @Test
    void a_database_that_is_open_is_left_alone() throws SQLException {
        PreparedStatement query = writer.prepareStatement("SELECT x FROM t");
        query.close();
        SQLException failure = catchThrowableOfType(SQLException.class, query::executeQuery);
        assertThat(SqlErrors.mayBeClosed(failure)).isTrue();

        closed.failed(writer, source, failure);
        closed.used(writer, source);
        closed.notLent(source, failure);

        assertThat(rows(writer)).containsExactly(1);
        assertThat(rows(other)).containsExactly(1);
    }

    @Test
    void the_number_of_the_next_row_is_mended_when_it_is_open_again() throws SQLException {
        execute(writer, "RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V1__events.sql'");
        String insert = "INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created)"
                + " VALUES ('%s', 'd', '%<s', 1, 't', '1', 0)";
        execute(writer, insert.formatted("a"));
        execute(writer, "ALTER TABLE eventstore_event ALTER COLUMN row_id RESTART WITH 1");
        closed.failed(writer, source, breakFile());
        Connection anew = open();

        closed.mend(anew);

        execute(anew, insert.formatted("b"));
    }

    @Test
    void failures_of_other_databases_are_none_of_its_business() throws SQLException {
        closed.failed(writer, source, new SQLException("closed", "90098", 90098));
        closed.notLent(source, new SQLException("in use", "90020", 90020));

        assertThat(rows(writer)).containsExactly(1);
    }
}
