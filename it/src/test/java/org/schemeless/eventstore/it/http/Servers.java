/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.schemeless.eventstore.it.server.ApplicationServer;
import org.schemeless.eventstore.it.server.MySqlServer;
import org.schemeless.eventstore.it.server.PayaraMicro;

/** The servers of these tests, started when first needed and ended with the tests. */
final class Servers {

    static final String READER = "reader-s3cret";
    static final String POSTER = "poster-s3cret";
    static final String WRITER = "writer-s3cret";
    static final String ADMIN = "admin-s3cret";

    static final int SMALL_BODY = 10_000;
    static final String ORIGIN = "https://app.example";

    private Servers() {}

    /** As it comes: nothing is set. */
    static Store open() {
        return Open.STORE;
    }

    /** As an administrator sets it: tokens, a small limit on bodies, preconditions required, one origin allowed. */
    static Store guarded() {
        return Guarded.STORE;
    }

    private static Store start(Map<String, String> settings) {
        String server = System.getProperty("arquillian.launch");
        if (!server.equals("payara-micro")) {
            return new Store(
                    ApplicationServer.startStore(server, settings).uri().resolve("eventstore/"));
        }
        String backend = System.getProperty("eventstore.it.http");
        return switch (backend) {
            case "h2" -> new Store(PayaraMicro.onH2(settings).uri());
            case "mysql" ->
                new Store(PayaraMicro.onMySql(MySqlServer.fast(), settings).uri());
            case "dynamodb" ->
                new Store(PayaraMicro.onDynamoDb(ProxiedStore.localAws().settings(), settings)
                        .uri());
            default -> throw new IllegalStateException("no such backend: " + backend);
        };
    }

    private static String token(String name, String roles, String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return name + ":" + roles + ":" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Open {
        static final Store STORE = start(Map.of());
    }

    private static final class Guarded {
        static final Store STORE = start(Map.of(
                "EVENTSTORE_HTTP_TOKENS",
                String.join(
                        ",",
                        token("reports", "reader", READER),
                        token("till", "writer", POSTER),
                        token("shop", "reader+writer", WRITER),
                        token("ops", "admin", ADMIN)),
                "EVENTSTORE_HTTP_MAX_BODY",
                Integer.toString(SMALL_BODY),
                "EVENTSTORE_HTTP_REQUIRE_PRECONDITION",
                "true",
                "EVENTSTORE_HTTP_CORS_ORIGINS",
                ORIGIN));
    }
}
