/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

/**
 * A MySQL or MariaDB for tests that leave it alive. Where it comes from is one setting, the system property
 * {@value #SOURCE}: {@code maven} (a program from Maven's repository, without it), {@code testcontainers} (a
 * container), or the JDBC URL of one that is there, {@code jdbc:mysql://host:port/database?user=…&password=…}.
 */
public interface SqlDatabase extends AutoCloseable {

    String SOURCE = "eventstore.it.databases";

    /** A database of this kind, started if it is not there yet. */
    static SqlDatabase of(DatabaseKind kind) {
        String source = System.getProperty(SOURCE, "maven");
        if (source.startsWith("jdbc:")) {
            DatabaseAddress address = DatabaseAddress.of(source);
            return () -> address;
        }
        return switch (source) {
            case "maven" -> MySqlServer.fast(kind);
            case "testcontainers" -> new DatabaseContainer(kind);
            default ->
                throw new IllegalArgumentException(
                        SOURCE + " is \"" + source + "\"; known: maven, testcontainers, jdbc:mysql://…");
        };
    }

    DatabaseAddress address();

    /** As it is shipped. */
    default String jdbcUrl() {
        return address().jdbcUrl();
    }

    default String user() {
        return address().user();
    }

    default String password() {
        return address().password();
    }

    /** Kills it, if it is a process of the tests' own. */
    default void kill() {
        throw new UnsupportedOperationException("only a database from Maven can be killed");
    }

    /** Starts it after it was killed. */
    default void start() {
        throw new UnsupportedOperationException("only a database from Maven can be started anew");
    }

    /** Ends it, if the tests have started it. */
    @Override
    default void close() {}
}
