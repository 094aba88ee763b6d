/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks at a database again and again, from any thread, by one connection: a server that is busy ends connections later
 * than a test opens new ones, until it has too many.
 */
public final class SqlLook implements AutoCloseable {

    private final Connection connection;
    /** A fair one: who waits for a condition gets its turn beside who reads without a pause. */
    private final Lock turn = new ReentrantLock(true);

    public SqlLook(SqlDatabase database) throws SQLException {
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** @return the first column of the rows */
    public List<String> list(String sql) throws SQLException {
        return rows(sql, rows -> {
            List<String> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        });
    }

    /** @return the second column of the rows by the first */
    public Map<String, String> map(String sql) throws SQLException {
        return rows(sql, rows -> {
            Map<String, String> map = new HashMap<>();
            while (rows.next()) {
                map.put(rows.getString(1), rows.getString(2));
            }
            return map;
        });
    }

    /** @return the number in the first row, 0 if there is none */
    public long number(String sql) throws SQLException {
        return rows(sql, rows -> rows.next() ? rows.getLong(1) : 0);
    }

    public void execute(String sql) throws SQLException {
        turn.lock();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } finally {
            turn.unlock();
        }
    }

    private <T> T rows(String sql, Reading<T> reading) throws SQLException {
        turn.lock();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reading.of(rows);
        } finally {
            turn.unlock();
        }
    }

    private interface Reading<T> {

        T of(ResultSet rows) throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
