/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.schemeless.eventstore.it.tool.example.ExampleArchive;
import org.schemeless.eventstore.local.LocalAws;

/** The servers that the tests of a run share. Each is started when it is first needed, and ends with the run. */
public enum SharedServer {
    /** The store as it comes, on H2, with the bank and the application that the documents show beside it. */
    OPEN(
            true,
            List.of(
                    "bank/api/accounts/nobody/balance",
                    "teller/api/accounts/nobody/notes",
                    ExampleArchive.NAME + "/api/accounts/nobody/balance")) {
        @Override
        Map<String, String> settings() {
            return Map.of(
                    "EVENTSTORE_REMOTE_ANONYMOUS",
                    "reader,writer",
                    "EVENTSTORE_PERSONAL_MASTER_KEY",
                    "env:BANK_KEY",
                    "BANK_KEY",
                    "dGhlLWtleS1vZi10aGUtYmFuay1oYXMtMzItYnl0ZXM=");
        }

        @Override
        List<Path> archives(Path store, ServerKind kind) {
            return List.of(
                    store,
                    TARGET.resolve("bank.ear"),
                    TARGET.resolve("teller.war"),
                    ExampleArchive.file(TARGET, kind != ServerKind.PAYARA));
        }
    },
    /**
     * The store as an administrator sets it, on DynamoDB and S3, with users of the server's own; there is no database.
     */
    GUARDED(false, List.of("callers/remote")) {
        @Override
        Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>(Guard.settings());
            settings.put(SERVER_LOGIN, "true");
            try {
                LocalAws.start().settings().forEach((name, value) -> settings.put(variable(name), value));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            settings.putAll(PayaraMicro.PATIENT);
            return settings;
        }

        @Override
        List<Path> archives(Path store, ServerKind kind) {
            return List.of(GuardedArchives.counted(store), GuardedArchives.callers());
        }
    };

    /** With this setting a server gets the {@link Users}. */
    static final String SERVER_LOGIN = "EVENTSTORE_HTTP_SERVER_LOGIN";

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String STORE_PATH = "eventstore/api/streams/start/check/events";

    private final boolean database;
    private final List<String> pathsOfOthers;
    private ApplicationServer server;

    SharedServer(boolean database, List<String> pathsOfOthers) {
        this.database = database;
        this.pathsOfOthers = pathsOfOthers;
    }

    /** The store's, as environment variables. */
    abstract Map<String, String> settings();

    /** What is deployed with this archive as the store, which comes first. */
    abstract List<Path> archives(Path store, ServerKind kind);

    /** With the store as it is shipped, or with what {@link #startWith} has put in its place. */
    public synchronized ApplicationServer get() {
        return server == null ? start(TARGET.resolve("eventstore.ear"), List.of()) : server;
    }

    /**
     * Starts it with the store and what was put beside it. This comes before all other uses.
     *
     * @param store an archive with the store and more in it
     * @param path what has to be served besides the store
     */
    public synchronized ApplicationServer startWith(Path store, String path) {
        if (server != null) {
            throw new IllegalStateException("the tests inside the server have to come first: it runs already");
        }
        return start(store, List.of(path));
    }

    private ApplicationServer start(Path store, List<String> paths) {
        ServerKind kind = ServerKind.of(System.getProperty("arquillian.launch"));
        ApplicationServer started = ApplicationServer.start(
                kind,
                archives(store, kind),
                database,
                Stream.of(Stream.of(STORE_PATH), paths.stream(), pathsOfOthers.stream())
                        .flatMap(all -> all)
                        .toList(),
                settings());
        server = started;
        return started;
    }

    /** MicroProfile Config and the AWS SDK read these when the property is not set. */
    private static String variable(String property) {
        return switch (property) {
            case "aws.accessKeyId" -> "AWS_ACCESS_KEY_ID";
            case "aws.secretAccessKey" -> "AWS_SECRET_ACCESS_KEY";
            default -> property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        };
    }
}
