/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
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
import org.schemeless.eventstore.WrappedKey;

/** What a relational database keeps, in its tables, and in its files where these are on this machine. */
@Stateless
@LocalBean
public class KeptInSql implements Kept {

    private static final String PUT_BACK = "UPDATE eventstore_subject_key"
            + " SET subject_type = ?, subject_id = ?, master_key = ?, wrapped = ? WHERE key_id = ?";

    @PersistenceContext(unitName = "application")
    private EntityManager entityManager;

    @Override
    public boolean has(String text) {
        return Boolean.TRUE.equals(onConnection(connection -> has(connection, text)));
    }

    private static boolean has(Connection connection, String text) throws SQLException {
        return isInTables(connection, text) || files(connection).stream().anyMatch(file -> contains(file, text));
    }

    @Override
    public void putBack(WrappedKey key) {
        entityManager
                .createNativeQuery(PUT_BACK)
                .setParameter(1, key.subject().type())
                .setParameter(2, key.subject().id())
                .setParameter(3, key.masterKey())
                .setParameter(4, key.wrapped())
                .setParameter(5, key.id().text())
                .executeUpdate();
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
