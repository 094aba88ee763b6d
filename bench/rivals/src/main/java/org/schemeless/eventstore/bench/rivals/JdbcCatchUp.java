/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.schemeless.eventstore.StoredEvent;

/**
 * The rows of a view by JDBC alone: the log by one result set, folded page by page in memory, each page upserted by one
 * statement and committed.
 */
@ApplicationScoped
@Named("jdbc-catch-up")
class JdbcCatchUp implements Rival {

    private static final String CREATE = "CREATE TABLE bench_total (view_key VARCHAR(255) CHARACTER SET utf8mb4"
            + " COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, position BIGINT NOT NULL, events BIGINT NOT NULL,"
            + " characters BIGINT NOT NULL)";

    private static final String INSERT = "INSERT INTO bench_total VALUES ";

    private static final String ADD = " ON DUPLICATE KEY UPDATE position = VALUES(position),"
            + " events = events + VALUES(events), characters = characters + VALUES(characters)";

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource source;

    @Override
    public Client connect() throws SQLException {
        Connection reading = source.getConnection();
        Connection writing = source.getConnection();
        try (Statement statement = writing.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bench_total");
            statement.execute(CREATE);
        }
        reading.setAutoCommit(false);
        writing.setAutoCommit(false);
        return new CatchUpClient(reading, writing);
    }

    private record CatchUpClient(Connection reading, Connection writing) implements Client {

        @Override
        public long catchUp() throws SQLException {
            long read = 0;
            try (PreparedStatement select = reading.prepareStatement(JdbcTable.LOG)) {
                select.setFetchSize(Integer.MIN_VALUE);
                try (ResultSet rows = select.executeQuery()) {
                    List<StoredEvent> page = new ArrayList<>();
                    while (rows.next()) {
                        page.add(JdbcTable.event(rows, rows.getLong("first_position")));
                        read++;
                        if (page.size() == Totals.BATCH) {
                            upsert(page);
                            page.clear();
                        }
                    }
                    if (!page.isEmpty()) {
                        upsert(page);
                    }
                }
            }
            return read;
        }

        private void upsert(List<StoredEvent> page) throws SQLException {
            Map<String, Totals.Total> totals = new LinkedHashMap<>();
            page.forEach(event -> totals.merge(Totals.key(event), Totals.Total.of(event), Totals.Total::and));
            String rows = String.join(", ", Collections.nCopies(totals.size(), "(?, ?, ?, ?)"));
            long position = Objects.requireNonNull(page.get(page.size() - 1).position());
            try (PreparedStatement upsert = writing.prepareStatement(INSERT + rows + ADD)) {
                int parameter = 1;
                for (Map.Entry<String, Totals.Total> total : totals.entrySet()) {
                    upsert.setString(parameter++, total.getKey());
                    upsert.setLong(parameter++, position);
                    upsert.setLong(parameter++, total.getValue().events());
                    upsert.setLong(parameter++, total.getValue().characters());
                }
                upsert.executeUpdate();
            }
            writing.commit();
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : List.of(reading, writing)) {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.close();
            }
        }
    }
}
