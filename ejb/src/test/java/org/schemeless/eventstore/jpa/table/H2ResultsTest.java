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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class H2ResultsTest {

    private static final String URL = "jdbc:h2:mem:results;DB_CLOSE_DELAY=5";
    private static final int ROWS = 3_000;

    private final AtomicLong committed = new AtomicLong();

    @Test
    void who_asks_again_and_again_sees_what_was_committed_before() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (n BIGINT PRIMARY KEY)");
            }
            H2Results.gatherAnew(connection);
            PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)");
            List<CompletableFuture<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(CompletableFuture.supplyAsync(this::missed, task -> new Thread(task).start()));
            }
            for (long row = 1; row <= ROWS; row++) {
                insert.setLong(1, row);
                insert.executeUpdate();
                committed.set(row);
            }
            assertThat(readers).extracting(CompletableFuture::join).containsOnly(0L);
        }
    }

    /** How often a reader was given less than was committed before it asked. */
    private long missed() {
        try (Connection connection = DriverManager.getConnection(URL);
                PreparedStatement query = connection.prepareStatement("SELECT MAX(n) FROM t WHERE n > ?")) {
            query.setLong(1, 0);
            long missed = 0;
            while (committed.get() < ROWS) {
                long before = committed.get();
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    missed += row.getLong(1) < before ? 1 : 0;
                }
            }
            return missed;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
