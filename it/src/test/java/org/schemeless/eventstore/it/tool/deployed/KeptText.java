/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a relational database keeps, in its tables, and in its files where these are on this machine. */
@Stateless
public class KeptText {

    @PersistenceContext(unitName = "application")
    private EntityManager entityManager;

    /** Whether a text of ASCII is in a table. */
    public boolean isInTables(String text) {
        return Boolean.TRUE.equals(onConnection(connection -> isInTables(connection, text)));
    }

    /** Whether it is in a file; {@code orElse} where the files cannot be seen. */
    public boolean isInFiles(String text, boolean orElse) {
        return Boolean.TRUE.equals(onConnection(connection -> {
            List<Path> files = files(connection);
            return files.isEmpty() ? orElse : files.stream().anyMatch(file -> contains(file, text));
        }));
    }

    /** Executes a statement in the transaction of the caller, or in one of its own. */
    public int execute(String sql, Object... parameters) {
        Query statement = entityManager.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setParameter(i + 1, parameters[i]);
        }
        return statement.executeUpdate();
    }

    private interface Question<T> {

        T of(Connection connection) throws SQLException;
    }

    private <T> T onConnection(Question<T> question) {
        try {
            return question.of(entityManager.unwrap(Connection.class));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInTables(Connection connection, String text) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        for (String table : tables(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM " + quote + table + quote)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        String value = rows.getString(column);
                        if (value != null && value.contains(text)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (name.toLowerCase(Locale.ROOT).startsWith("eventstore_")
                        && !name.equalsIgnoreCase("eventstore_boundary")) {
                    tables.add(name);
                }
            }
        }
        if (tables.isEmpty()) {
            throw new IllegalStateException("there are no tables of the event store: this proves nothing");
        }
        return tables;
    }

    private static List<Path> files(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL();
        if (url.startsWith("jdbc:h2:file:")) {
            execute(connection, "CHECKPOINT SYNC");
            String path = url.substring("jdbc:h2:file:".length()).replaceFirst(";.*", "");
            return List.of(Path.of(path + ".mv.db"));
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@datadir, DATABASE()")) {
            row.next();
            Path data = Path.of(row.getString(1));
            return Files.isReadable(data) ? all(data) : List.of();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Path> all(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).filter(Files::isReadable).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
