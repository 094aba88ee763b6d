/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a database is, and who may use it. */
public record DatabaseAddress(String host, int port, String database, String user, String password) {

    private static final int DEFAULT_PORT = 3306;
    private static final Pattern EXAMPLE = Pattern.compile("jdbc:mysql://\\w+/\\w+\\?([^\\s\"']+)");

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

    /**
     * The URL as the settings of Payara are shipped with it, for this address; the time-out is shorter, so that a
     * client notices a server that is gone.
     */
    public String jdbcUrl() {
        return jdbcUrl(ServerKind.shipped("payara/mysql.postboot"))
                .replaceFirst("socketTimeout=\\d+", "socketTimeout=30000");
    }

    /** The URL that a page or a file of settings gives as its example, for this address. */
    String jdbcUrl(Path file) {
        Matcher example = EXAMPLE.matcher(ServerKind.read(file));
        if (!example.find()) {
            throw new IllegalStateException("no URL of a database in " + file);
        }
        return "jdbc:mysql://" + host + ":" + port + "/" + database + "?" + example.group(1);
    }

    /**
     * The same without TLS, for a proxy that has to see what is said; see allowPublicKeyRetrieval in docs/operating.md.
     */
    public String plainJdbcUrl() {
        return jdbcUrl() + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }
}
