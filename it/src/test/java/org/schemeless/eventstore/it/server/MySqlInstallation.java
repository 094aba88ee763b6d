/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MySQL's program, unpacked once, and a data directory to copy, initialised once with a database and its user. */
final class MySqlInstallation {

    static final String DATABASE = "eventstore";
    static final String USER = "eventstore";
    static final String PASSWORD = "eventstore";

    /** The tests ask who waits for locks, and so need PROCESS; the store does not. */
    private static final String STATEMENTS = """
            CREATE DATABASE %1$s CHARACTER SET utf8mb4;
            CREATE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
            GRANT ALL ON %1$s.* TO '%2$s'@'%%';
            GRANT PROCESS ON *.* TO '%2$s'@'%%';
            """.formatted(DATABASE, USER, PASSWORD);

    private static final String USER_OF_SYSTEM = System.getProperty("user.name");

    private MySqlInstallation() {}

    /** The command that starts the program with these options. */
    static List<String> command(List<String> options) {
        Path program = Directories.once("mysql", MySqlInstallation::unpack).resolve("bin/mysqld");
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "--no-defaults", "--user=" + USER_OF_SYSTEM));
        command.addAll(options);
        return command;
    }

    /** A new data directory, copied from one that is made once and again when the statements for it have changed. */
    static Path data() {
        Path ready = Directories.once("mysql-ready-" + STATEMENTS.hashCode(), MySqlInstallation::initialise);
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
            Process tar = start(List.of("tar", "xz", "-C", directory.toString()));
            try (var pipe = tar.getOutputStream()) {
                in.transferTo(pipe);
            }
            require(tar, "MySQL cannot be unpacked");
            requireLibraries(directory.resolve("bin/mysqld"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireLibraries(Path program) throws IOException {
        require(
                start(List.of(program.toString(), "--version")),
                "MySQL needs libaio.so.1 and libnuma.so.1 (Debian: apt-get install libaio1 libnuma1)");
    }

    private static void initialise(Path directory) {
        try {
            Path statements = Files.writeString(Files.createTempFile(Directories.ROOT, "mysql-", ".sql"), STATEMENTS);
            List<String> options = List.of(
                    "--initialize-insecure",
                    "--datadir=" + directory,
                    "--init-file=" + statements,
                    "--innodb-redo-log-capacity=16M",
                    "--log-error-verbosity=1");
            require(start(command(options)), "MySQL cannot be initialised");
            Files.delete(statements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void require(Process process, String otherwise) throws IOException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(otherwise + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(otherwise, e);
        }
    }
}
