/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.local.Ports;
import org.schemeless.eventstore.local.UncalledLibraries;

/** A MySQL of the benchmark's own, empty at the start, which loses nothing that it has committed. */
final class MySql implements AutoCloseable {

    /** MySQL's own defaults but for the buffer pool, which holds all that is measured. */
    static final List<String> SETTINGS = List.of(
            "--innodb-flush-log-at-trx-commit=1",
            "--sync-binlog=1",
            "--innodb-flush-method=fsync",
            "--innodb-doublewrite=ON",
            "--innodb-redo-log-capacity=100M",
            "--innodb-buffer-pool-size=1G");

    static final String USER = "eventstore";

    private static final String STATEMENTS = """
            CREATE DATABASE eventstore CHARACTER SET utf8mb4;
            CREATE USER '%1$s'@'%%' IDENTIFIED BY '%1$s';
            GRANT ALL ON eventstore.* TO '%1$s'@'%%';
            """.formatted(USER);

    private final Program program;
    private final int port;

    private MySql(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** @param directory where it is unpacked, once, and keeps its data */
    static MySql start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path mysqld = unpacked(directory);
        Path data = Files.createTempDirectory(directory, "data-");
        Path statements = Files.writeString(directory.resolve("statements.sql"), STATEMENTS);
        List<String> command = with(
                UncalledLibraries.command(mysqld, directory.resolve("stubs")),
                List.of("--no-defaults", "--user=" + System.getProperty("user.name"), "--datadir=" + data));
        Program.run(
                with(command, List.of("--initialize-insecure", "--init-file=" + statements)),
                directory.resolve("initialise.log"));
        int port = Ports.free();
        List<String> options = List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--mysqlx=OFF",
                "--socket=" + data.resolve("mysql.sock"),
                "--pid-file=" + data.resolve("mysql.pid"));
        Program program = Program.start(
                with(with(command, options), SETTINGS), Map.of(), directory.resolve(data.getFileName() + ".log"));
        MySql started = new MySql(program, port);
        program.await(started::letsClientsIn);
        return started;
    }

    private static Path unpacked(Path directory) throws IOException, InterruptedException {
        Path mysqld = directory.resolve("bin/mysqld");
        if (!Files.exists(mysqld)) {
            String archive = "/mysql-" + System.getProperty("os.name").replace(' ', '_') + "-"
                    + System.getProperty("os.arch") + ".tar.gz";
            Path copy = directory.resolve("mysql.tar.gz");
            try (InputStream in = MySql.class.getResourceAsStream(archive)) {
                if (in == null) {
                    throw new IllegalStateException("there is no MySQL for this machine: no " + archive);
                }
                Files.write(copy, in.readAllBytes());
            }
            Program.run(
                    List.of("tar", "xzf", copy.toString(), "-C", directory.toString()), directory.resolve("tar.log"));
        }
        return mysqld;
    }

    private static List<String> with(List<String> command, List<String> more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(more);
        return all;
    }

    private boolean letsClientsIn() {
        try (Connection connection = connect()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, USER);
    }

    /**
     * Batches are sent together only if the driver is told so; the store does not need it, Axon's engine gains by it.
     */
    String url() {
        return "jdbc:mysql://127.0.0.1:" + port + "/eventstore?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                + "&rewriteBatchedStatements=true&useLocalSessionState=true"
                + "&cachePrepStmts=true&prepStmtCacheSize=250&prepStmtCacheSqlLimit=16384"
                + "&sessionVariables=transaction_isolation='READ-COMMITTED'";
    }

    /** What an event takes of the data files, indexes included: on the average of all that are in the store. */
    long bytesPerEvent() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE TABLE eventstore_event");
            statement.execute("SET SESSION information_schema_stats_expiry = 0");
            try (ResultSet row = statement.executeQuery("SELECT data_length + index_length,"
                    + " (SELECT COUNT(*) FROM eventstore_event) FROM information_schema.tables"
                    + " WHERE table_name = 'eventstore_event'")) {
                row.next();
                return row.getLong(1) / row.getLong(2);
            }
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
