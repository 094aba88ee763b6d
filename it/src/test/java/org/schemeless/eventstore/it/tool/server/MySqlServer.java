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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.local.Ports;

/**
 * A real MySQL 8 or MariaDB with data of its own, TLS as it comes, on a free port of the loopback interface. It can be
 * killed and started again.
 */
public final class MySqlServer implements SqlDatabase {

    /** Nothing is written in time: for tests that never kill the server. */
    private static final List<String> FAST = List.of(
            "--innodb-flush-method=nosync",
            "--innodb-doublewrite=0",
            "--innodb-flush-log-at-trx-commit=0",
            "--skip-log-bin");

    /** MySQL's own defaults, said aloud: what is committed has been written. */
    private static final List<String> DURABLE = List.of(
            "--innodb-flush-method=fsync",
            "--innodb-doublewrite=1",
            "--innodb-flush-log-at-trx-commit=1",
            "--sync-binlog=1");

    private final int port = Ports.free();
    private final DatabaseKind kind;
    private final Path data;
    private final List<String> durability;
    private ServerProcess process;

    private MySqlServer(DatabaseKind kind, List<String> durability) {
        this.kind = kind;
        this.data = kind.data();
        this.durability = durability;
        start();
    }

    /** A started MySQL that may lose everything when it is killed. */
    public static MySqlServer fast() {
        return fast(DatabaseKind.MYSQL);
    }

    /** A started server that may lose everything when it is killed. */
    public static MySqlServer fast(DatabaseKind kind) {
        return new MySqlServer(kind, FAST);
    }

    /** A started MySQL that keeps what it has acknowledged. */
    public static MySqlServer durable() {
        return new MySqlServer(DatabaseKind.MYSQL, DURABLE);
    }

    /** Starts it with the same data and on the same port, and waits until it lets clients in. */
    @Override
    public void start() {
        List<String> options = new ArrayList<>(durability);
        options.addAll(List.of(
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=mysql.sock",
                "--pid-file=mysql.pid",
                "--performance-schema=OFF"));
        options.addAll(kind.options());
        process = ServerProcess.start(
                kind.command(options), Map.of(), data, data.resolveSibling(data.getFileName() + ".log"));
        process.awaitReady(this::letsClientsIn);
    }

    private boolean letsClientsIn() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), user(), password())) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public DatabaseAddress address() {
        return new DatabaseAddress("127.0.0.1", port, DatabaseKind.DATABASE, DatabaseKind.USER, DatabaseKind.PASSWORD);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Kills it (SIGKILL). */
    @Override
    public void kill() {
        process.kill();
    }

    /** Ends it; its data are gone, its log stays. */
    @Override
    public void close() {
        process.kill();
        Directories.delete(data);
    }
}
