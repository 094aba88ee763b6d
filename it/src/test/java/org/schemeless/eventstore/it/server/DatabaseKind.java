/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.nio.file.Path;
import java.util.List;

/** The databases that MySQL's driver talks to, and how each is started. */
public enum DatabaseKind {
    MYSQL(
            "mysql:8.4",
            "--mysqlx=OFF",
            "--auto-generate-certs=OFF",
            "--innodb-redo-log-capacity=16M",
            "--innodb-use-native-aio=OFF",
            "--log-error-verbosity=2") {
        @Override
        List<String> command(List<String> options) {
            return MySqlInstallation.command(options);
        }

        @Override
        Path program() {
            return MySqlInstallation.program();
        }

        @Override
        Path data() {
            return MySqlInstallation.data();
        }
    },
    /** Its own default would refuse the largest events that the store allows; docs/operating.md says so. */
    MARIADB("mariadb:11.4", "--innodb-log-file-size=96M", "--log-warnings=2", "--max-allowed-packet=64M") {
        @Override
        List<String> command(List<String> options) {
            return MariaDbInstallation.command(options);
        }

        @Override
        Path program() {
            return MariaDbInstallation.program();
        }

        @Override
        Path data() {
            return MariaDbInstallation.data();
        }
    };

    static final String DATABASE = "eventstore";
    static final String USER = "eventstore";
    static final String PASSWORD = "eventstore";

    /** The tests ask who waits for locks, and so need PROCESS; the store does not. */
    static final String STATEMENTS = """
            CREATE DATABASE %1$s CHARACTER SET utf8mb4;
            CREATE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
            GRANT ALL ON %1$s.* TO '%2$s'@'%%';
            GRANT PROCESS ON *.* TO '%2$s'@'%%';
            """.formatted(DATABASE, USER, PASSWORD);

    private final String image;
    private final List<String> options;

    DatabaseKind(String image, String... options) {
        this.image = image;
        this.options = List.of(options);
    }

    /** The official image for containers. */
    String image() {
        return image;
    }

    /** Options that only this one knows. */
    List<String> options() {
        return options;
    }

    /** The command that starts the program with these options. */
    abstract List<String> command(List<String> options);

    /** The program alone. */
    abstract Path program();

    /** A new data directory with a database and its user. */
    abstract Path data();
}
