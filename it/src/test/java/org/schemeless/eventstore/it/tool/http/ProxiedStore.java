/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.schemeless.eventstore.it.tool.server.DatabaseKind;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.server.SqlDatabase;
import org.schemeless.eventstore.local.LocalAws;
import org.schemeless.eventstore.local.TcpProxy;

/** A store that reaches its backend by way of a proxy, and tries for three seconds. */
public final class ProxiedStore {

    private static final Map<String, String> SETTINGS =
            Map.of("EVENTSTORE_RETRY_BUDGET", "PT3S", "EVENTSTORE_DYNAMODB_TIMEOUT", "PT5S");

    private final TcpProxy proxy;
    private final PayaraMicro server;
    private final Runnable endBackend;

    private ProxiedStore(TcpProxy proxy, PayaraMicro server, Runnable endBackend) {
        this.proxy = proxy;
        this.server = server;
        this.endBackend = endBackend;
    }

    public static ProxiedStore start() {
        String backend = System.getProperty("eventstore.it.http");
        return switch (backend) {
            case "mysql" -> onMySql();
            case "dynamodb" -> onDynamoDb();
            default -> throw new IllegalStateException("no network before this backend: " + backend);
        };
    }

    private static ProxiedStore onMySql() {
        SqlDatabase database = SqlDatabase.of(DatabaseKind.MYSQL);
        TcpProxy proxy =
                TcpProxy.before(database.address().host(), database.address().port());
        String url = database.address().by(proxy.port()).jdbcUrl();
        PayaraMicro server = PayaraMicro.onMySql(url, database.user(), database.password(), SETTINGS);
        return new ProxiedStore(proxy, server, database::close);
    }

    private static ProxiedStore onDynamoDb() {
        LocalAws aws = localAws();
        TcpProxy proxy = TcpProxy.before(aws.dynamoDb().endpoint().getPort());
        Map<String, String> properties = new HashMap<>(aws.settings());
        properties.put("eventstore.dynamodb.endpoint", "http://127.0.0.1:" + proxy.port());
        PayaraMicro server = PayaraMicro.onDynamoDb(properties, SETTINGS);
        return new ProxiedStore(proxy, server, aws::close);
    }

    public static LocalAws localAws() {
        try {
            return LocalAws.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Store store() {
        return new Store(server.uri());
    }

    public TcpProxy proxy() {
        return proxy;
    }

    public void close() {
        server.close();
        proxy.close();
        endBackend.run();
    }
}
