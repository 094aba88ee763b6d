/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

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
import java.util.stream.Stream;

/**
 * A program of MariaDB, unpacked before the tests, and a data directory to copy, initialised once with a database and
 * its user.
 *
 * @param name of the directory to copy
 * @param launcher what stands before the program on the command line
 * @param program the server
 * @param share its messages and scripts
 */
record MariaDbInstallation(String name, List<String> launcher, Path program, Path share) {

    /**
     * What mariadb-install-db executes, of which nothing but the tables of users is needed; older ones are named after
     * MySQL.
     */
    private static final List<String> SYSTEM_TABLES =
            List.of("_system_tables.sql", "_performance_tables.sql", "_system_tables_data.sql");

    /** The one that the build unpacks. */
    static MariaDbInstallation ofMaven() {
        Path directory = Path.of("target", "distributions", "mariadb").toAbsolutePath();
        Path program = directory.resolve("bin/mariadbd");
        if (!program.toFile().setExecutable(true)) {
            throw new IllegalStateException("the tests have no MariaDB that can be started: " + program);
        }
        return new MariaDbInstallation("mariadb", List.of(), program, directory.resolve("share"));
    }

    /** Debian's, with all that it links to, as .ci/profiles/newest-mariadb unpacks it. */
    static MariaDbInstallation ofDebian(String name) {
        Path directory = Path.of("target", "databases", name).toAbsolutePath();
        Path usr = directory.resolve("usr");
        if (!Files.isDirectory(usr)) {
            throw new IllegalStateException("no MariaDB in " + directory + ": run .ci/profiles/newest-mariadb");
        }
        String libraries = Stream.of(directory.resolve("lib"), usr.resolve("lib"))
                .map(lib -> lib.resolve("x86_64-linux-gnu"))
                .map(Path::toString)
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
        List<String> launcher = List.of(
                first(directory.resolve("lib64"), usr.resolve("lib64"))
                        .resolve("ld-linux-x86-64.so.2")
                        .toString(),
                "--library-path",
                libraries);
        Path share = first(usr.resolve("share/mariadb"), usr.resolve("share/mysql"));
        return new MariaDbInstallation(name, launcher, usr.resolve("sbin/mariadbd"), share);
    }

    private static Path first(Path one, Path other) {
        return Files.isDirectory(one) ? one : other;
    }

    /** The command that starts the program with these options. */
    List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(launcher.isEmpty() ? Commands.linked(program) : launcher);
        if (!launcher.isEmpty()) {
            command.add(program.toString());
        }
        command.addAll(List.of(
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + program.getParent().getParent(),
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets")));
        command.addAll(options);
        return command;
    }

    /** A new data directory, copied from one that is made once and again when the statements for it have changed. */
    Path data() {
        Path ready = Directories.once(name + "-ready-" + DatabaseKind.STATEMENTS.hashCode(), this::initialise);
        Path data = Directories.fresh(name + "-data");
        Directories.copy(ready, data);
        return data;
    }

    private void initialise(Path directory) {
        List<InputStream> script = new ArrayList<>();
        script.add(sql("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"));
        SYSTEM_TABLES.forEach(file -> script.add(open(file)));
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

    private InputStream open(String file) {
        try {
            Path script = share.resolve("mariadb" + file);
            return Files.newInputStream(Files.exists(script) ? script : share.resolve("mysql" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
