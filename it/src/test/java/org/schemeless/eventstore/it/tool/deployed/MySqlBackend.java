/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.schemeless.eventstore.it.tool.server.DatabaseAddress;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;
import org.schemeless.eventstore.local.TcpProxy;

/**
 * A real MySQL or MariaDB behind a proxy, with the settings that are shipped. The build may ask for an isolation
 * ({@code eventstore.it.isolation}) and for other attributes of the pool ({@code eventstore.it.pool}, separated by
 * commas). The tests in the server do harm to both by way of {@link DatabaseControl}.
 */
final class MySqlBackend implements Backend {

    private static final String ISOLATION = "eventstore.it.isolation";

    private final Supplier<? extends SqlDatabase> starter;
    private final boolean seen;
    private SqlDatabase server;
    private TcpProxy proxy;
    private DatabaseControl control;

    /**
     * @param starter decides whether the server keeps what it has committed when it is killed
     * @param seen whether the proxy has to see what is said, so that there is no TLS
     */
    MySqlBackend(Supplier<? extends SqlDatabase> starter, boolean seen) {
        this.starter = starter;
        this.seen = seen;
    }

    @Override
    public List<String> start() throws IOException {
        server = starter.get();
        proxy = TcpProxy.before(server.address().host(), server.address().port());
        control = DatabaseControl.of(server, proxy);
        Path directory = Settings.newDirectory("mysql");
        Path preboot = Files.writeString(directory.resolve("preboot"), Settings.shipped("mysql.preboot"));
        Path postboot = Files.writeString(directory.resolve("postboot"), postboot());
        return List.of(
                "--prebootcommandfile",
                preboot.toString(),
                "--postbootcommandfile",
                postboot.toString(),
                "--addlibs",
                Jars.of(com.mysql.cj.jdbc.Driver.class).toString());
    }

    /** What the tests in the server read. */
    @Override
    public Map<String, String> properties() {
        return Map.of(ISOLATION, isolation(), DatabaseControl.PORT, Integer.toString(control.port()));
    }

    private String postboot() throws IOException {
        DatabaseAddress address = server.address().by(proxy.port());
        StringBuilder commands = new StringBuilder(Settings.shipped("mysql.postboot")
                .replace("${ENV=EVENTSTORE_DB_URL}", seen ? address.plainJdbcUrl() : address.jdbcUrl())
                .replace("read-committed", isolation().toLowerCase(Locale.ROOT).replace('_', '-'))
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

    private static String isolation() {
        return System.getProperty(ISOLATION, "READ_COMMITTED");
    }

    @Override
    public void close() {
        control.close();
        proxy.close();
        server.close();
    }
}
