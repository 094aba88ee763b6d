/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Who gives out tokens of MicroProfile JWT, with a pair of keys of its own. */
public final class Jwt {

    public static final String ISSUER = "https://issuer.example";

    private final KeyPair keys;

    public Jwt() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key to check the tokens with, as PEM. */
    public String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    public String token(String... groups) {
        return token(ISSUER, Duration.ofHours(1), groups);
    }

    /** @param left how long it is valid, negative for one that is not any more */
    public String token(String issuer, Duration left, String... groups) {
        Instant end = Instant.now().plus(left);
        String claims = Json.createObjectBuilder()
                .add("iss", issuer)
                .add("sub", "shop")
                .add("upn", "shop@example.com")
                .add("jti", UUID.randomUUID().toString())
                .add("iat", end.minus(Duration.ofHours(2)).getEpochSecond())
                .add("exp", end.getEpochSecond())
                .add("groups", Json.createArrayBuilder(List.of(groups)))
                .build()
                .toString();
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signature(signed));
    }

    private byte[] signature(String signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
