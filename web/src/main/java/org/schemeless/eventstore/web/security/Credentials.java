/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The credentials that are configured, by MicroProfile Config. Read once, when the application starts: what is not
 * well-formed ends the deployment, before a mistake opens or closes anything.
 */
@ApplicationScoped
public class Credentials {

    static final String TOKENS = "eventstore.http.tokens";
    static final String SERVER_LOGIN = "eventstore.http.server-login";

    private final List<Token> tokens;
    private final boolean serverLogin;

    public Credentials() {
        this(ConfigProvider.getConfig());
    }

    Credentials(Config config) {
        tokens = config.getOptionalValue(TOKENS, String[].class).stream()
                .flatMap(Arrays::stream)
                .map(Token::parse)
                .toList();
        serverLogin = config.getOptionalValue(SERVER_LOGIN, Boolean.class).orElse(false);
    }

    void check(@Observes @Initialized(ApplicationScoped.class) Object application) {
        // being made is the check
    }

    /** Whether callers need credentials. */
    boolean isConfigured() {
        return serverLogin || !tokens.isEmpty();
    }

    /** Whether name and password are asked of the server's realm. */
    boolean isServerLogin() {
        return serverLogin;
    }

    /** Whose token this is. All are compared, each in constant time, so that no duration tells of one. */
    Optional<Caller> callerWith(String token) {
        byte[] digest = Token.sha256(token);
        return tokens.stream().filter(known -> known.isDigestOf(digest)).toList().stream()
                .findFirst()
                .map(Token::caller);
    }
}
