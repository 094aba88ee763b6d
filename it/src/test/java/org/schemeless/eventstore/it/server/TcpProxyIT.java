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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.local.TcpProxy;

class TcpProxyIT {

    private static final Executor SAME_THREAD = Runnable::run;

    private static MySqlServer server;

    private final TcpProxy proxy = TcpProxy.before(server.port());

    @BeforeAll
    static void startServer() throws SQLException {
        server = MySqlServer.fast();
        try (Connection connection = connect(server.port())) {
            execute(connection, "CREATE TABLE kept (n INT PRIMARY KEY)");
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void passes_everything_at_first() throws SQLException {
        try (Connection connection = connect(proxy.port())) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void a_delay_only_takes_time() throws SQLException {
        try (Connection connection = connect(proxy.port())) {
            proxy.delay(Duration.ofMillis(20));
            assertThat(ask(connection, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void in_a_black_hole_clients_run_into_their_time_out_and_later_ones_are_served() throws SQLException {
        try (Connection connection = connect(proxy.port())) {
            proxy.blackHole();
            connection.setNetworkTimeout(SAME_THREAD, 200);
            assertThatThrownBy(() -> ask(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        proxy.pass();
        try (Connection connection = connect(proxy.port())) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void refusal_ends_open_connections_and_new_ones() throws SQLException {
        try (Connection connection = connect(proxy.port())) {
            proxy.refuse();
            assertThatThrownBy(() -> ask(connection, "SELECT 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connect(proxy.port())).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void what_is_committed_stays_when_the_answer_is_cut() throws SQLException {
        try (Connection connection = connect(proxy.port())) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO kept VALUES (1)");
            proxy.cutAnswerTo(request -> request.toUpperCase(Locale.ROOT).contains("COMMIT"));
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        }
        try (Connection connection = connect(proxy.port())) {
            assertThat(ask(connection, "SELECT COUNT(*) FROM kept WHERE n = 1")).isEqualTo(1);
        }
    }

    @Test
    void a_request_that_is_cut_has_no_effect_and_later_ones_pass() throws SQLException {
        try (Connection connection = connect(proxy.port())) {
            proxy.cutRequest(request -> request.contains("INSERT"));
            assertThatThrownBy(() -> execute(connection, "INSERT INTO kept VALUES (2)"))
                    .isInstanceOf(SQLException.class);
        }
        try (Connection connection = connect(proxy.port())) {
            assertThat(ask(connection, "SELECT COUNT(*) FROM kept WHERE n = 2")).isZero();
            execute(connection, "INSERT INTO kept VALUES (3)");
        }
        try (Connection connection = connect(server.port())) {
            assertThat(ask(connection, "SELECT COUNT(*) FROM kept WHERE n = 3")).isEqualTo(1);
        }
    }

    @Test
    void an_answer_that_is_cut_does_not_arrive_and_later_ones_do() throws SQLException {
        proxy.cutAnswer(answer -> answer.contains("4711"));
        try (Connection connection = connect(proxy.port())) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo(1);
            assertThatThrownBy(() -> ask(connection, "SELECT 4711")).isInstanceOf(SQLException.class);
        }
        try (Connection connection = connect(proxy.port())) {
            assertThat(ask(connection, "SELECT 4711")).isEqualTo(4711);
        }
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(server.address().by(port).plainJdbcUrl(), server.user(), server.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }
}
