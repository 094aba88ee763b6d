/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.jpa.append.EventInsert;
import org.schemeless.eventstore.jpa.positions.Positions;
import org.schemeless.eventstore.jpa.read.LogEvents;
import org.schemeless.eventstore.jpa.table.Connections;

/** Rows from before there were runs, with a position and without, and those that are written after them. */
class RunsMigrationIT {

    private static final StreamId STREAM = StreamId.of("d", "i");

    @Test
    void rows_of_h2_are_runs_of_one() throws Exception {
        assertRowsAreRunsOfOne("h2", "jdbc:h2:mem:runs;DB_CLOSE_DELAY=-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void rows_are_runs_of_one(DatabaseKind kind) throws Exception {
        try (MySqlServer server = MySqlServer.fast(kind)) {
            String url = server.jdbcUrl() + "&allowMultiQueries=true&user=" + server.user() + "&password="
                    + server.password();
            assertRowsAreRunsOfOne("mysql", url);
        }
    }

    /** A bean as a container makes it, by a constructor that need not be public. */
    private static <T> T made(Constructor<T> constructor, Object... dependencies) throws ReflectiveOperationException {
        constructor.setAccessible(true);
        return constructor.newInstance(dependencies);
    }

    private static void assertRowsAreRunsOfOne(String dialect, String url) throws Exception {
        Connections connections = made(
                Connections.class.getDeclaredConstructor(EntityManager.class, DataSource.class),
                proxy(EntityManager.class, (proxy, method, arguments) -> null),
                proxy(DataSource.class, (proxy, method, arguments) -> DriverManager.getConnection(url)));
        connections.withoutTransaction(connection -> {
            execute(connection, script(dialect, "V1__events.sql"));
            execute(
                    connection,
                    "INSERT INTO eventstore_event"
                            + " (event_id, domain, identifier, sequence, position, type, payload, created) VALUES"
                            + " ('1', 'd', 'i', 1, 1, 't', '1', 0), ('2', 'd', 'i', 2, 2, 't', '1', 0),"
                            + " ('3', 'd', 'i', 3, NULL, 't', '1', 0), ('4', 'd', 'i', 4, NULL, 't', '1', 0)");
            execute(connection, "UPDATE eventstore_log SET position = 2");
            execute(connection, script(dialect, "V3__runs.sql"));
            execute(connection, script(dialect, "V5__model.sql"));
            EventInsert.insertIfNext(connection, List.of(event(5), event(6), event(7)));
            return connection;
        });
        LogEvents log = made(LogEvents.class.getDeclaredConstructor(Connections.class), connections);
        Positions positions = made(Positions.class.getDeclaredConstructor(Connections.class), connections);
        assertThat(log.page(0, 10)).extracting(StoredEvent::id).containsExactly("1", "2");

        assertThat(positions.assign()).isFalse();

        assertThat(positions.last()).isEqualTo(7);
        List<StoredEvent> events = log.page(0, 10);
        List<Long> numbers = LongStream.rangeClosed(1, 7).boxed().toList();
        assertThat(events).extracting(StoredEvent::position).isEqualTo(numbers);
        assertThat(events).extracting(StoredEvent::sequence).isEqualTo(numbers);
        assertThat(log.page(5, 10)).isEqualTo(events.subList(5, 7));
    }

    private static StoredEvent event(long sequence) {
        return new StoredEvent(
                String.valueOf(sequence),
                STREAM,
                sequence,
                null,
                "t",
                JsonText.parse("1"),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // an error of a later statement is thrown here
            }
        }
    }

    private static String script(String dialect, String name) {
        try (InputStream in = RunsMigrationIT.class.getResourceAsStream("schema/" + dialect + "/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
