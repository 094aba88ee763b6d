/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.nio.file.Path;
import java.util.List;

/** The databases that MySQL's driver talks to, and how each is started. */
public enum DatabaseKind {
    MYSQL(
            "mysql:8.4",
            "--mysqlx=OFF",
            "--innodb-redo-log-capacity=8M",
            "--innodb-use-native-aio=OFF",
            "--log-error-verbosity=2") {
        @Override
        List<String> command(List<String> options) {
            return MySqlInstallation.command(options);
        }

        @Override
        public Path program() {
            return MySqlInstallation.program();
        }

        @Override
        Path data() {
            return MySqlInstallation.data();
        }
    },
    MARIADB("mariadb:11.4", Options.MARIADB) {
        @Override
        MariaDbInstallation mariaDb() {
            return MariaDbInstallation.ofMaven();
        }
    },
    /** The oldest that is supported: Debian 12's. Only where the profile newest-mariadb has brought it. */
    MARIADB_OLDEST("mariadb:10.11", Options.MARIADB) {
        @Override
        MariaDbInstallation mariaDb() {
            return MariaDbInstallation.ofDebian("mariadb-oldest");
        }
    },
    /** The newest that is supported: Debian 13's. Only where the profile newest-mariadb has brought it. */
    MARIADB_NEWEST("mariadb:11.8", Options.MARIADB) {
        @Override
        MariaDbInstallation mariaDb() {
            return MariaDbInstallation.ofDebian("mariadb-newest");
        }
    };

    static final String DATABASE = "eventstore";
    static final String USER = "eventstore";
    /** Is let in by TLS only. */
    public static final String TLS_USER = "eventstore_tls";

    static final String PASSWORD = "eventstore";

    /** The tests ask who waits for locks, and so need PROCESS; the store does not. */
    static final String STATEMENTS = """
            CREATE DATABASE %1$s CHARACTER SET utf8mb4;
            CREATE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
            GRANT ALL ON %1$s.* TO '%2$s'@'%%';
            GRANT PROCESS ON *.* TO '%2$s'@'%%';
            CREATE USER '%4$s'@'%%' IDENTIFIED BY '%3$s' REQUIRE SSL;
            GRANT ALL ON %1$s.* TO '%4$s'@'%%';
            """.formatted(DATABASE, USER, PASSWORD, TLS_USER);

    private final String image;
    private final List<String> options;

    /** MariaDB's own default would refuse the largest events that the store allows; docs/operating.md says so. */
    private static final class Options {
        static final String[] MARIADB = {"--innodb-log-file-size=96M", "--log-warnings=2", "--max-allowed-packet=64M"};
    }

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
    List<String> command(List<String> options) {
        return mariaDb().command(options);
    }

    /** The program alone. */
    public Path program() {
        return mariaDb().program();
    }

    /** A new data directory with a database and its user. */
    Path data() {
        return mariaDb().data();
    }

    MariaDbInstallation mariaDb() {
        throw new IllegalStateException(this + " is no MariaDB");
    }
}
