/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.schemeless.eventstore.it.server.DatabaseKind;
import org.schemeless.eventstore.it.server.MySqlServer;
import org.schemeless.eventstore.it.server.SqlDatabase;

/**
 * Starts the backend that the build asks for ({@code eventstore.it.backend}) before Arquillian reads its configuration,
 * once for all tests of a run, and stops it after them.
 */
public final class BackendListener implements LauncherSessionListener {

    private Backend backend;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String name = System.getProperty("eventstore.it.backend");
        if (name == null) {
            return;
        }
        backend = switch (name) {
            case "h2" -> new H2Backend();
            case "mysql" -> new MySqlBackend(() -> SqlDatabase.of(DatabaseKind.MYSQL), false);
            case "mariadb", "mariadb-oldest", "mariadb-newest" ->
                new MySqlBackend(
                        () -> SqlDatabase.of(DatabaseKind.valueOf(
                                name.toUpperCase(Locale.ROOT).replace('-', '_'))),
                        false);
            case "durable-mysql" -> new MySqlBackend(MySqlServer::durable, true);
            case "dynamodb" -> new DynamoDbBackend();
            default -> throw new IllegalArgumentException("no such backend: " + name);
        };
        try {
            System.setProperty("eventstore.it.options", backend.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (backend != null) {
            backend.close();
        }
    }
}
