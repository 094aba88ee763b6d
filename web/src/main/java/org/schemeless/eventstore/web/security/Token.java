/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A bearer token as it is configured: whose it is, what it allows, and its SHA-256. The token itself is nowhere. */
final class Token {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Caller caller;
    private final byte[] sha256;

    private Token(Caller caller, byte[] sha256) {
        this.caller = caller;
        this.sha256 = sha256;
    }

    /**
     * @param text {@code name:role+role:hex}, the hex being the SHA-256 of the token's UTF-8 bytes
     * @throws IllegalArgumentException if it is not of this form; the message does not repeat it
     */
    static Token parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3 || parts[0].isEmpty()) {
            throw new IllegalArgumentException("a token is configured as name:role+role:sha256 in hex");
        }
        return new Token(new Caller(parts[0], roles(parts[0], parts[1])), digest(parts[0], parts[2]));
    }

    private static Set<Role> roles(String name, String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String role : text.split("\\+")) {
            Arrays.stream(Role.values())
                    .filter(known -> known.text().equals(role.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(roles::add, () -> {
                        throw new IllegalArgumentException(
                                "the token " + name + " has a role that is none of reader, writer, admin");
                    });
        }
        return roles;
    }

    private static byte[] digest(String name, String hex) {
        if (!SHA256.matcher(hex).matches()) {
            throw new IllegalArgumentException("the token " + name + " has no SHA-256 of 64 hex digits");
        }
        return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    }

    Caller caller() {
        return caller;
    }

    /** Takes the same time whatever was presented. */
    boolean isDigestOf(byte[] presented) {
        return MessageDigest.isEqual(sha256, presented);
    }

    static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
