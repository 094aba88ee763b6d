/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.util.Map;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** A server for those who follow the log: quick to show signs of life and to let go, and it can be killed. */
public final class LogServer {

    public static final int FOLLOWERS = 40;

    private static final Map<String, String> SETTINGS = Map.of(
            "EVENTSTORE_HTTP_MAX_FOLLOWERS", Integer.toString(FOLLOWERS),
            "EVENTSTORE_HTTP_HEARTBEAT", "1",
            "EVENTSTORE_HTTP_STALLED_AFTER", "10",
            // a busy machine is no failure of the store
            "EVENTSTORE_RETRY_BUDGET", "PT1M");

    private LogServer() {}

    /** The server, started when first needed and ended with the tests. */
    public static PayaraMicro server() {
        return Started.SERVER;
    }

    /** This server; on another kind than Payara Micro the one that all tests share. */
    public static Store store() {
        boolean own = System.getProperty("arquillian.launch").equals("payara-micro");
        return own ? new Store(server().uri()) : Servers.open();
    }

    /** The position of the last event of those acknowledged before the call. */
    public static long end() {
        return store().end();
    }

    private static PayaraMicro start() {
        String backend = System.getProperty("eventstore.it.http");
        return switch (backend) {
            case "h2" -> PayaraMicro.onH2(SETTINGS);
            case "mysql" -> PayaraMicro.onMySql(MySqlServer.fast(), SETTINGS);
            case "dynamodb" -> PayaraMicro.onDynamoDb(ProxiedStore.localAws().settings(), SETTINGS);
            default -> throw new IllegalStateException("no such backend: " + backend);
        };
    }

    private static final class Started {
        static final PayaraMicro SERVER = start();
    }
}
