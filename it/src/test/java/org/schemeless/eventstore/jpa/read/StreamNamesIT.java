/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.MySqlServer;

/** What MySQL and MariaDB read for a step through the names of streams: some entries of the index, and no more. */
class StreamNamesIT {

    private static final String SCHEMA = "/org/schemeless/eventstore/jpa/schema/mysql/";
    private static final String DIGITS = "(SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4"
            + " UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void each_step_reads_some_entries_of_the_index_however_many_there_are(DatabaseKind kind) throws Exception {
        try (MySqlServer server = MySqlServer.fast(kind);
                Connection connection = DriverManager.getConnection(
                        server.jdbcUrl() + "&allowMultiQueries=true", server.user(), server.password())) {
            fill(connection);
            int some = StreamNames.ENTRIES_A_STEP + 1;
            assertThat(read(connection, StreamNames.DOMAIN, "", StreamNames.behind("")))
                    .isLessThanOrEqualTo(2);
            assertThat(read(connection, StreamNames.DOMAIN, "many", StreamNames.behind("many")))
                    .isLessThanOrEqualTo(2);
            assertThat(read(connection, StreamNames.FIRST_IDENTIFIERS, "many", ""))
                    .isLessThanOrEqualTo(some);
            assertThat(read(
                            connection,
                            StreamNames.NEXT_IDENTIFIERS,
                            "many",
                            "",
                            "s09000",
                            StreamNames.behind("s09000")))
                    .isLessThanOrEqualTo(some);
            assertThat(read(
                            connection,
                            StreamNames.NEXT_IDENTIFIERS,
                            "many",
                            "s09",
                            "s09000",
                            StreamNames.behind("s09000")))
                    .isLessThanOrEqualTo(some);
            assertThat(read(connection, StreamNames.NEXT_IDENTIFIERS, "one", "", "long", StreamNames.behind("long")))
                    .isLessThanOrEqualTo(2);
        }
    }

    /** Ten thousand streams of an event, and one of ten thousand events. */
    private static void fill(Connection connection) throws SQLException, IOException {
        for (String script : List.of("V1__events.sql", "V3__runs.sql", "V5__model.sql")) {
            try (InputStream in = StreamNames.class.getResourceAsStream(SCHEMA + script)) {
                execute(connection, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        String numbers = "(SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS x FROM " + DIGITS + " a, " + DIGITS
                + " b, " + DIGITS + " c, " + DIGITS + " d) numbers";
        String insert = "INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created)"
                + " SELECT %s, 't', '1', 0 FROM " + numbers;
        execute(connection, insert.formatted("CONCAT('e', x), 'many', CONCAT('s', LPAD(x, 5, '0')), 1"));
        execute(connection, insert.formatted("CONCAT('l', x), 'one', 'long', x + 1"));
        execute(connection, "ANALYZE TABLE eventstore_event");
    }

    /** How many entries of an index a query has read; to ask how many were read reads some as well. */
    private static long read(Connection connection, String sql, String... parameters) throws SQLException {
        long first = read(connection);
        long asking = read(connection) - first;
        long before = read(connection);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            query.executeQuery().close();
        }
        long read = read(connection) - before - asking;
        assertThat(read).isPositive();
        return read;
    }

    private static long read(Connection connection) throws SQLException {
        long read = 0;
        try (Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW SESSION STATUS WHERE Variable_name IN"
                        + " ('Handler_read_first', 'Handler_read_key', 'Handler_read_next')")) {
            while (status.next()) {
                read += status.getLong(2);
            }
        }
        return read;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // an error of a later statement is thrown here
            }
        }
    }
}
