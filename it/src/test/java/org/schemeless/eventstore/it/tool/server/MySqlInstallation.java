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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MySQL's program, unpacked once, and a data directory to copy, initialised once with a database, its user and
 * certificates.
 */
final class MySqlInstallation {

    private static final String USER_OF_SYSTEM = System.getProperty("user.name");

    private MySqlInstallation() {}

    /** The command that starts the program with these options. */
    static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(Commands.linked(program()));
        command.addAll(List.of("--no-defaults", "--user=" + USER_OF_SYSTEM));
        command.addAll(options);
        return command;
    }

    static Path program() {
        return Directories.once("mysql", MySqlInstallation::unpack).resolve("bin/mysqld");
    }

    /** A new data directory, copied from one that is made once and again when the statements for it have changed. */
    static Path data() {
        Path ready = Directories.once(
                "mysql-small-ready-" + DatabaseKind.STATEMENTS.hashCode(), MySqlInstallation::initialise);
        Path data = Directories.fresh("mysql-data");
        Directories.copy(ready, data);
        return data;
    }

    private static void unpack(Path directory) {
        String archive = "/mysql-" + System.getProperty("os.name").replace(' ', '_') + "-"
                + System.getProperty("os.arch") + ".tar.gz";
        try (InputStream in = MySqlInstallation.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new IllegalStateException("the tests have no MySQL for this machine: no " + archive);
            }
            Commands.run(List.of("tar", "xz", "-C", directory.toString()), in, "MySQL cannot be unpacked");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first start makes the certificates, which copies then need not do. */
    private static void initialise(Path directory) {
        run(directory, DatabaseKind.STATEMENTS, "--initialize-insecure");
        run(directory, "SHUTDOWN;\n", "--skip-networking", "--mysqlx=OFF", "--skip-log-bin", "--socket=mysql.sock");
    }

    private static void run(Path directory, String sql, String... further) {
        try {
            Path statements = Files.writeString(Files.createTempFile(Directories.ROOT, "mysql-", ".sql"), sql);
            List<String> options = new ArrayList<>(List.of(further));
            options.addAll(List.of(
                    "--datadir=" + directory,
                    "--pid-file=mysql.pid",
                    "--init-file=" + statements,
                    "--innodb-redo-log-capacity=8M",
                    "--innodb-use-native-aio=OFF",
                    "--log-error-verbosity=1"));
            Commands.run(command(options), "MySQL cannot be initialised");
            Files.delete(statements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
