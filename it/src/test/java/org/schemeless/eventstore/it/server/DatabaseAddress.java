/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.schemeless.eventstore.it.server.MySqlServer.Isolation;

/** Where a database is, and who may use it. */
public record DatabaseAddress(String host, int port, String database, String user, String password) {

    private static final int DEFAULT_PORT = 3306;

    /** By a JDBC URL with the parameters {@code user} and {@code password}; others are left out. */
    static DatabaseAddress of(String jdbcUrl) {
        URI uri = URI.create(jdbcUrl.substring("jdbc:".length()));
        Map<String, String> parameters = Arrays.stream(
                        String.valueOf(uri.getQuery()).split("&"))
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter -> parameter.length == 2)
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
        if (uri.getHost() == null || !parameters.containsKey("user")) {
            throw new IllegalArgumentException(
                    "not of the form jdbc:mysql://host:port/database?user=…&password=…: " + jdbcUrl);
        }
        return new DatabaseAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                uri.getPath().substring(1),
                parameters.get("user"),
                parameters.getOrDefault("password", ""));
    }

    /** The same database by way of another port of this machine: that of a proxy before it. */
    public DatabaseAddress by(int port) {
        return new DatabaseAddress("127.0.0.1", port, database, user, password);
    }

    /** The URL for sessions under an isolation. Time-outs are short, so that a client notices a server that is gone. */
    public String jdbcUrl(Isolation isolation) {
        return "jdbc:mysql://" + host + ":" + port + "/" + database
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=5000&socketTimeout=30000"
                + "&useLocalSessionState=true&cachePrepStmts=true&prepStmtCacheSize=250&prepStmtCacheSqlLimit=4096"
                + "&sessionVariables=transaction_isolation='"
                + isolation.name().replace('_', '-') + "'";
    }
}
