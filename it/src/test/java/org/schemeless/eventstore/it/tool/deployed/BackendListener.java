/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;

/**
 * Starts the backend that the build asks for ({@code eventstore.it.backend}), once for all tests of a run, and stops it
 * after them.
 */
public final class BackendListener implements LauncherSessionListener {

    /** A setting of the store that a run may have of its own. */
    private static final String BUDGET = "eventstore.retry.budget";

    /** A master key that is for tests, and a time after which keys are looked for again that tests can wait for. */
    private static final Map<String, String> PERSONAL = Map.of(
            "eventstore.personal.master-key", "env:eventstore.it.master-key",
            "eventstore.it.master-key", "bWFzdGVyLWtleS1mb3ItdGVzdHMtb2YtMzItYnl0ZXM=",
            "eventstore.personal.cache-seconds", "2");

    private static Backend backend;
    private static List<String> options = List.of();
    private static PayaraMicro micro;
    private static Set<?> deployed = Set.of();

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
            options = backend.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Payara Micro on the backend of this run, which all tests share that come in the same archive; for others it is
     * started again.
     *
     * @param content what tells this archive from another
     * @param archive makes the archive, which has the store and the tests in it
     */
    public static synchronized PayaraMicro micro(Set<?> content, Supplier<Path> archive) {
        if (backend == null) {
            throw new IllegalStateException("the build names no backend: eventstore.it.backend");
        }
        if (micro == null || !content.equals(deployed)) {
            stopMicro();
            micro = PayaraMicro.withTests(options, properties(), archive.get());
            deployed = Set.copyOf(content);
        }
        return micro;
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(backend.properties());
        properties.putAll(PERSONAL);
        if (System.getProperty(BUDGET) != null) {
            properties.put(BUDGET, System.getProperty(BUDGET));
        }
        return properties;
    }

    private static synchronized void stopMicro() {
        if (micro != null) {
            micro.close();
            micro = null;
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        stopMicro();
        if (backend != null) {
            backend.close();
        }
    }
}
