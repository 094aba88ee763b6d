/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** MariaDB's program, unpacked by the build, and a data directory to copy, initialised once with a database and its user. */
final class MariaDbInstallation {

    private static final Path PROGRAM =
            Path.of("target", "distributions", "mariadb").toAbsolutePath();

    /** What mariadb-install-db executes, of which nothing but the tables of users is needed. */
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private MariaDbInstallation() {}

    /** The command that starts the program with these options. */
    static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(Commands.linked(program()));
        command.addAll(List.of(
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + PROGRAM,
                "--lc-messages-dir=" + PROGRAM.resolve("share")));
        command.addAll(options);
        return command;
    }

    static Path program() {
        Path program = PROGRAM.resolve("bin/mariadbd");
        if (!program.toFile().setExecutable(true)) {
            throw new IllegalStateException("the tests have no MariaDB that can be started: " + program);
        }
        return program;
    }

    /** A new data directory, copied from one that is made once and again when the statements for it have changed. */
    static Path data() {
        Path ready = Directories.once(
                "mariadb-ready-" + DatabaseKind.STATEMENTS.hashCode(), MariaDbInstallation::initialise);
        Path data = Directories.fresh("mariadb-data");
        Directories.copy(ready, data);
        return data;
    }

    private static void initialise(Path directory) {
        List<InputStream> script = new ArrayList<>();
        script.add(sql("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"));
        SYSTEM_TABLES.forEach(file -> script.add(open(PROGRAM.resolve("share").resolve(file))));
        script.add(sql("FLUSH PRIVILEGES;\n" + DatabaseKind.STATEMENTS));
        List<String> options = List.of(
                "--bootstrap",
                "--datadir=" + directory,
                "--max-allowed-packet=8M",
                "--enforce-storage-engine=",
                "--innodb-log-file-size=96M",
                "--log-warnings=0");
        Commands.run(
                command(options),
                new SequenceInputStream(Collections.enumeration(script)),
                "MariaDB cannot be initialised");
    }

    private static InputStream sql(String statements) {
        return new ByteArrayInputStream(statements.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
