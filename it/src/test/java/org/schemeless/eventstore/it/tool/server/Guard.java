/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A store as an administrator sets it: tokens, a small limit on bodies, preconditions required, one origin allowed. Its
 * JVM speaks Turkish, where the small letter of I is another one than in HTTP and in the names of settings; so it is in
 * Azeri.
 */
public final class Guard {

    public static final String READER = "reader-s3cret";
    public static final String POSTER = "poster-s3cret";
    public static final String WRITER = "writer-s3cret";
    public static final String ADMIN = "admin-s3cret";

    public static final int SMALL_BODY = 10_000;
    public static final String ORIGIN = "https://app.example";

    private static final String TOKENS = "EVENTSTORE_HTTP_TOKENS";

    private Guard() {}

    /** As environment variables. */
    public static Map<String, String> settings() {
        return Map.of(
                TOKENS,
                tokens(),
                "EVENTSTORE_HTTP_MAX_BODY",
                Integer.toString(SMALL_BODY),
                "EVENTSTORE_HTTP_REQUIRE_PRECONDITION",
                "true",
                "EVENTSTORE_HTTP_CORS_ORIGINS",
                ORIGIN,
                "JDK_JAVA_OPTIONS",
                "-Duser.language=tr -Duser.country=TR");
    }

    /** Those of a store that keeps personal data: a master key, and tokens. */
    public static Map<String, String> settingsOfPersonalData() {
        Map<String, String> settings = new HashMap<>(masterKey());
        settings.put(TOKENS, tokens());
        return settings;
    }

    /** With them a store keeps personal data. */
    public static Map<String, String> masterKey() {
        return Map.of(
                "EVENTSTORE_PERSONAL_MASTER_KEY",
                "env:MASTER_KEY_OF_TESTS",
                "MASTER_KEY_OF_TESTS",
                Base64.getEncoder()
                        .encodeToString("32 bytes of a key that all know.".getBytes(StandardCharsets.UTF_8)));
    }

    private static String tokens() {
        return String.join(
                ",",
                token("reports", "reader", READER),
                token("till", "writer", POSTER),
                token("shop", "reader+writer", WRITER),
                token("ops", "admin", ADMIN));
    }

    private static String token(String name, String roles, String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return name + ":" + roles + ":" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
