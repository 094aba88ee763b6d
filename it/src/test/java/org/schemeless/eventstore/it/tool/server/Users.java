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
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The users of a guarded server's own realm: one for each role, with a group of its name, and one without. */
public final class Users {

    public static final String GUEST = "guest";
    static final List<String> GROUPS = List.of("reader", "writer", "admin");
    private static final List<String> ALL = List.of("reader", "writer", "admin", GUEST);
    private static final int ROUNDS = 100;

    private Users() {}

    public static String password(String user) {
        return user + "-pa55word";
    }

    /** What Basic authentication sends. */
    public static String basic(String user) {
        String pair = user + ":" + password(user);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(List<String> users, Function<String, String> line) {
        return users.stream().map(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The file of Payara's realm {@code file}: a salted hash, hashed over and over. */
    static String payaraFile() {
        return lines(ALL, user -> user + ";{SSHA256}" + payaraHash(user) + ";" + (user.equals(GUEST) ? "" : user));
    }

    private static String payaraHash(String user) {
        byte[] salt = "saltsalt".getBytes(StandardCharsets.UTF_8);
        MessageDigest sha = digest("SHA-256");
        sha.update(password(user).getBytes(StandardCharsets.UTF_8));
        byte[] hash = sha.digest(salt);
        for (int i = 1; i < ROUNDS; i++) {
            hash = sha.digest(hash);
        }
        byte[] all = new byte[hash.length + salt.length];
        System.arraycopy(hash, 0, all, 0, hash.length);
        System.arraycopy(salt, 0, all, hash.length, salt.length);
        return Base64.getEncoder().encodeToString(all);
    }

    /** WildFly's application-users.properties. */
    static String wildFlyUsers() {
        return lines(
                ALL,
                user -> user + "="
                        + HexFormat.of()
                                .formatHex(digest("MD5")
                                        .digest((user + ":ApplicationRealm:" + password(user))
                                                .getBytes(StandardCharsets.UTF_8))));
    }

    /** WildFly's application-roles.properties. */
    static String wildFlyRoles() {
        return lines(GROUPS, user -> user + "=" + user);
    }

    /**
     * A file of Liberty's configDropins, as docs/servers/liberty.md has it.
     *
     * @param securePort for IIOP with TLS
     */
    static String libertyRegistry(int securePort) {
        return "<server><featureManager><feature>appSecurity-5.0</feature></featureManager>\n"
                + "<keyStore id=\"defaultKeyStore\" password=\"" + password("keys") + "\"/>\n"
                + "<iiopEndpoint id=\"defaultIiopEndpoint\"><iiopsOptions iiopsPort=\"" + securePort
                + "\" sslRef=\"defaultSSLConfig\"/></iiopEndpoint>\n"
                + "<basicRegistry id=\"basic\" realm=\"eventstore\">\n"
                + lines(ALL, user -> "<user name=\"" + user + "\" password=\"" + password(user) + "\"/>")
                + lines(GROUPS, user -> "<group name=\"" + user + "\"><member name=\"" + user + "\"/></group>")
                + "</basicRegistry></server>\n";
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
