/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schemeless.eventstore.it.tool.server.Commands;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.Directories;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.local.UncalledLibraries;

class MySqlServerIT {

    @Test
    void a_durable_server_that_is_killed_comes_back_with_what_it_acknowledged() throws SQLException {
        try (MySqlServer server = MySqlServer.durable()) {
            execute(server, "CREATE TABLE kept (n INT PRIMARY KEY)");
            execute(server, "INSERT INTO kept VALUES (1), (2)");

            server.kill();
            server.start();

            assertThat(query(server.jdbcUrl(), server, "SELECT COUNT(*) FROM kept"))
                    .isEqualTo("2");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void sessions_have_tls_as_the_server_comes(DatabaseKind kind) throws SQLException {
        try (MySqlServer server = MySqlServer.fast(kind)) {
            assertThat(cipher(server.jdbcUrl(), server)).isNotEmpty();
            assertThat(cipher(server.address().plainJdbcUrl(), server)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void its_program_starts_where_the_system_has_no_library_that_it_does_not_call(DatabaseKind kind)
            throws IOException {
        List<String> command = new ArrayList<>(UncalledLibraries.commandWithStubs(
                kind.program(), Directories.fresh("stubs"), UncalledLibraries.NAMES));
        command.add("--version");

        Commands.run(command, kind + " does not start with stubs");
    }

    private static void execute(MySqlServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String cipher(String url, MySqlServer server) throws SQLException {
        return query(url, server, "SHOW SESSION STATUS LIKE 'Ssl_cipher'", 2);
    }

    private static String query(String url, MySqlServer server, String sql) throws SQLException {
        return query(url, server, sql, 1);
    }

    private static String query(String url, MySqlServer server, String sql, int column) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(column);
        }
    }
}
