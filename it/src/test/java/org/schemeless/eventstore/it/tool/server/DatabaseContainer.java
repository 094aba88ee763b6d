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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A database in a container, of the official image, or of another that {@value #IMAGE} names. */
final class DatabaseContainer implements SqlDatabase {

    static final String IMAGE = "eventstore.it.image";

    private static final int PORT = 3306;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final GenericContainer<?> container;

    DatabaseContainer(DatabaseKind kind) {
        container = new GenericContainer<>(DockerImageName.parse(System.getProperty(IMAGE, kind.image())))
                .withExposedPorts(PORT)
                .withCommand(kind.options().toArray(String[]::new))
                .withEnv(Map.of(
                        "MYSQL_DATABASE", DatabaseKind.DATABASE,
                        "MYSQL_USER", DatabaseKind.USER,
                        "MYSQL_PASSWORD", DatabaseKind.PASSWORD,
                        "MYSQL_ROOT_PASSWORD", DatabaseKind.PASSWORD));
        container.start();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreException(SQLException.class)
                .untilAsserted(this::letTestsAskWhoWaits);
    }

    /** See {@link DatabaseKind#STATEMENTS}. */
    private void letTestsAskWhoWaits() throws SQLException {
        DatabaseAddress root = new DatabaseAddress(
                container.getHost(), container.getMappedPort(PORT), "", "root", DatabaseKind.PASSWORD);
        String url = root.jdbcUrl();
        try (Connection connection = DriverManager.getConnection(url, root.user(), root.password());
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT PROCESS ON *.* TO '" + DatabaseKind.USER + "'@'%'");
        }
    }

    @Override
    public DatabaseAddress address() {
        return new DatabaseAddress(
                container.getHost(),
                container.getMappedPort(PORT),
                DatabaseKind.DATABASE,
                DatabaseKind.USER,
                DatabaseKind.PASSWORD);
    }

    @Override
    public void close() {
        container.stop();
    }
}
