/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

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
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.jpa.read.TagRows;
import org.schemeless.eventstore.jpa.table.TagSlots;

/** What MySQL and MariaDB lock for appends with tags: the slots that are asked for, and nothing of any other slot. */
class TagLocksIT {

    private static final String SCHEMA = "/org/schemeless/eventstore/jpa/schema/mysql/";
    private static final String INSERT = "INSERT INTO eventstore_tag (slot, tag_name, tag_value, row_id, type) VALUES";

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void slots_are_found_by_their_key_also_right_after_the_tables_were_made(DatabaseKind kind) throws Exception {
        try (MySqlServer server = MySqlServer.fast(kind);
                Connection connection = migrated(server)) {
            for (int slots : List.of(1, 2, 200)) {
                try (PreparedStatement explain =
                        connection.prepareStatement("EXPLAIN " + BoundaryGuard.lockText(slots))) {
                    for (int i = 1; i <= slots; i++) {
                        explain.setInt(i, i * 300);
                    }
                    ResultSet plan = explain.executeQuery();
                    plan.next();
                    assertThat(plan.getString("type")).isIn("const", "range");
                    assertThat(plan.getString("key")).isEqualTo("PRIMARY");
                    assertThat(plan.getLong("rows")).isEqualTo(slots);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void a_check_under_repeatable_read_locks_no_place_of_another_slot(DatabaseKind kind) throws Exception {
        try (MySqlServer server = MySqlServer.fast(kind);
                Connection mine = migrated(server);
                Connection others = connection(server)) {
            Tag tag = Tag.of("course", "c1");
            int slot = TagSlots.of(tag);
            mine.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            mine.setAutoCommit(false);
            others.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            execute(others, "SET innodb_lock_wait_timeout = 1");
            EventQuery query = EventQuery.tagged(tag.name(), tag.value());

            TagRows rows = TagRows.latest(mine);
            assertThat(rows.last(query, List.of(0L)).places()).containsExactly(0L);
            assertThat(rows.matching(query.items().get(0), 0, 1)).isEmpty();

            execute(others, INSERT + " (%d, 'a', 'b', 1, 't'), (%d, 'x', 'y', 1, 't')".formatted(slot - 1, slot + 1));
            mine.rollback();
        }
    }

    private static Connection migrated(MySqlServer server) throws SQLException, IOException {
        Connection connection = connection(server);
        for (String script : List.of("V1__events.sql", "V3__runs.sql", "V5__model.sql")) {
            try (InputStream in = TagRows.class.getResourceAsStream(SCHEMA + script)) {
                execute(connection, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return connection;
    }

    private static Connection connection(MySqlServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl() + "&allowMultiQueries=true", server.user(), server.password());
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
