/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.schemeless.eventstore.Proxies.proxy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.append.EventInsert;
import org.schemeless.eventstore.jpa.table.Connections;

/** The store's tables in an H2 of a test's own, without a container and without transactions. */
public final class H2Store implements AutoCloseable {

    private static final String DATABASE = "jdbc:h2:mem:h2-store";

    private final Connection connection;
    private boolean autoCommit = true;

    public H2Store() throws SQLException {
        connection = DriverManager.getConnection(DATABASE);
        execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V1__events.sql'");
        execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V3__runs.sql'");
        execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V2__subscriptions.sql'");
        execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V4__subscription_stops.sql'");
        execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V5__model.sql'");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    public Connections connections() {
        return connections(() -> {});
    }

    /** Before each statement that writes events, something else happens. */
    public Connections connections(Work interference) {
        return Made.by(
                Connections.class,
                proxy(EntityManager.class, (proxy, method, arguments) -> null),
                proxy(DataSource.class, (proxy, method, arguments) -> lent(interference)));
    }

    private Connection lent(Work interference) throws SQLException {
        Connection lent = DriverManager.getConnection(DATABASE);
        lent.setAutoCommit(autoCommit);
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement") && ((String) arguments[0]).startsWith("INSERT")) {
                interference.run();
            }
            return method.invoke(lent, arguments);
        });
    }

    /** JPA on the same tables; its factory is closed by whoever asks. */
    public EntityManager entityManager() {
        return Persistence.createEntityManagerFactory(
                        "eventstore",
                        Map.of(
                                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                                "jakarta.persistence.jdbc.url", DATABASE,
                                "eclipselink.target-server", "None",
                                "eclipselink.logging.level", "WARNING"))
                .createEntityManager();
    }

    /** Something that happens in the database. */
    public interface Work {
        void run() throws SQLException;
    }

    /** Whether connections that are lent from now on commit by themselves. */
    public void setAutoCommit(boolean value) {
        autoCommit = value;
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public List<Long> numbers(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    public void insert(List<StoredEvent> events) throws SQLException {
        EventInsert.insertInParts(connection, events, written -> {});
    }

    /** Events of one stream and correlation, their ids made of the stream and the sequence: {@code a1}, {@code a2}. */
    public static List<StoredEvent> events(String stream, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(sequence -> new StoredEvent(
                        stream + sequence,
                        StreamId.of(stream),
                        sequence,
                        null,
                        "type",
                        JsonText.parse("1"),
                        null,
                        "correlation",
                        null,
                        Instant.EPOCH))
                .toList();
    }
}
