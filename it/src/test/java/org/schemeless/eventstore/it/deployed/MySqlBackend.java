/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.schemeless.eventstore.it.server.MySqlServer.Isolation;
import org.schemeless.eventstore.it.server.SqlDatabase;
import org.schemeless.eventstore.local.TcpProxy;

/**
 * A real MySQL or MariaDB behind a proxy, with the settings that are shipped. The build may ask for an isolation
 * ({@code eventstore.it.isolation}) and for other attributes of the pool ({@code eventstore.it.pool}, separated by
 * commas). The tests in the server do harm to both by way of {@link DatabaseControl}.
 */
final class MySqlBackend implements Backend {

    private final Supplier<? extends SqlDatabase> starter;
    private SqlDatabase server;
    private TcpProxy proxy;
    private DatabaseControl control;

    /** @param starter decides whether the server keeps what it has committed when it is killed */
    MySqlBackend(Supplier<? extends SqlDatabase> starter) {
        this.starter = starter;
    }

    @Override
    public String start() throws IOException {
        server = starter.get();
        proxy = TcpProxy.before(server.address().host(), server.address().port());
        control = DatabaseControl.of(server, proxy);
        Path directory = Settings.newDirectory("mysql");
        Path preboot = Files.writeString(directory.resolve("preboot"), Settings.shipped("mysql.preboot"));
        Path postboot = Files.writeString(directory.resolve("postboot"), postboot());
        return "--prebootcommandfile " + preboot + " --postbootcommandfile " + postboot + " --addlibs "
                + Jars.of(com.mysql.cj.jdbc.Driver.class);
    }

    private String postboot() throws IOException {
        Isolation isolation =
                Isolation.valueOf(System.getProperty("eventstore.it.isolation", Isolation.READ_COMMITTED.name()));
        StringBuilder commands = new StringBuilder(Settings.shipped("mysql.postboot")
                .replace(
                        "${ENV=EVENTSTORE_DB_URL}",
                        server.address().by(proxy.port()).jdbcUrl(isolation))
                .replace("${ENV=EVENTSTORE_DB_USER}", server.user())
                .replace("${ENV=EVENTSTORE_DB_PASSWORD}", server.password()));
        for (String attribute : System.getProperty("eventstore.it.pool", "").split(",")) {
            if (!attribute.isBlank()) {
                commands.append("set resources.jdbc-connection-pool.EventsPool.")
                        .append(attribute.strip())
                        .append('\n');
            }
        }
        return commands.toString();
    }

    @Override
    public void close() {
        control.close();
        proxy.close();
        server.close();
    }
}
