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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

class MySqlStartIT {

    @Test
    void a_database_that_changes_what_does_not_fit_is_refused() throws SQLException {
        try (MySqlServer server = MySqlServer.fast();
                Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            MySqlStart.requireStrict(connection);
            statement.execute("SET sql_mode = 'NO_ZERO_DATE'");

            assertThatIllegalStateException()
                    .isThrownBy(() -> MySqlStart.requireStrict(connection))
                    .withMessageContaining("\"NO_ZERO_DATE\"")
                    .withMessageContaining("needs STRICT_TRANS_TABLES");

            statement.execute("SET sql_mode = 'NO_ZERO_DATE,STRICT_ALL_TABLES'");
            MySqlStart.requireStrict(connection);
        }
    }

    @Test
    void a_session_that_gives_texts_in_another_character_set_is_refused() throws SQLException {
        try (MySqlServer server = MySqlServer.fast()) {
            try (Connection connection =
                    DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
                MySqlStart.requireUtf8(connection);
            }
            try (Connection connection = DriverManager.getConnection(
                    server.jdbcUrl() + "&characterSetResults=ISO-8859-1", server.user(), server.password())) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> MySqlStart.requireUtf8(connection))
                        .withMessageContaining("\"latin1\"")
                        .withMessageContaining("needs utf8mb4");
            }
            try (Connection connection =
                            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("SET character_set_results = utf8mb3");
                assertThatIllegalStateException()
                        .isThrownBy(() -> MySqlStart.requireUtf8(connection))
                        .withMessageContaining("\"utf8")
                        .withMessageContaining("needs utf8mb4");
                for (String unconverted : List.of("NULL", "binary", "utf8mb4")) {
                    statement.execute("SET character_set_results = " + unconverted);
                    MySqlStart.requireUtf8(connection);
                }
            }
        }
    }

    @Test
    void a_store_on_such_a_database_does_not_start_and_tells_no_password() {
        try (MySqlServer server = MySqlServer.fast()) {
            String url = server.jdbcUrl() + "&jdbcCompliantTruncation=false&sessionVariables=sql_mode=0";
            assertThatIllegalStateException()
                    .isThrownBy(() -> PayaraMicro.onMySql(url, server.user(), server.password()))
                    .withMessageStartingWith("the store was not deployed")
                    .withMessageContaining("needs STRICT_TRANS_TABLES")
                    .withMessageNotContaining("password=" + server.password());
        }
    }
}
