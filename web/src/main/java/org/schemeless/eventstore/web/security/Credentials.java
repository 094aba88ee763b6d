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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Who may call, by MicroProfile Config. Read once, when the application starts: what is not well-formed ends the
 * deployment, before a mistake opens or closes anything.
 */
@ApplicationScoped
public class Credentials {

    static final String TOKENS = "eventstore.http.tokens";
    static final String SERVER_LOGIN = "eventstore.http.server-login";
    static final String JWT = "eventstore.http.jwt";
    static final String CORS_ORIGINS = "eventstore.http.cors-origins";

    private final List<Token> tokens;
    private final boolean serverLogin;
    private final boolean jwt;
    private final Set<String> origins;

    public Credentials() {
        this(configured(TOKENS), isSet(SERVER_LOGIN), isSet(JWT), configured(CORS_ORIGINS));
    }

    Credentials(List<String> tokens, boolean serverLogin, boolean jwt, List<String> origins) {
        if (jwt && !tokens.isEmpty()) {
            throw new IllegalArgumentException(JWT + " and " + TOKENS
                    + " exclude each other: the server, which then checks bearer tokens, does not know those set here");
        }
        this.tokens = tokens.stream().map(Token::parse).toList();
        this.serverLogin = serverLogin;
        this.jwt = jwt;
        this.origins = Set.copyOf(origins);
    }

    /** Whether a setting is there and true. */
    static boolean isSet(String setting) {
        return ConfigProvider.getConfig()
                .getOptionalValue(setting, Boolean.class)
                .orElse(false);
    }

    private static List<String> configured(String setting) {
        return ConfigProvider.getConfig()
                .getOptionalValues(setting, String.class)
                .orElse(List.of());
    }

    void check(@Observes @Initialized(ApplicationScoped.class) Object application) {
        // being made is the check
    }

    /** Whether callers need credentials. */
    boolean isConfigured() {
        return serverLogin || jwt || !tokens.isEmpty();
    }

    /** Whether name and password are asked of the server's realm. */
    boolean isServerLogin() {
        return serverLogin;
    }

    /** Whether bearer tokens are for the server to check. */
    boolean isJwt() {
        return jwt;
    }

    /** Whether pages of this origin may call, by {@value CORS_ORIGINS}. */
    boolean isAllowedOrigin(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /** What an answer to a page of this origin says beside its content; nothing if that may not call. */
    public Map<String, String> crossOriginHeaders(@Nullable String origin) {
        return origin != null && isAllowedOrigin(origin)
                ? Map.of(
                        "Access-Control-Allow-Origin",
                        origin,
                        "Access-Control-Expose-Headers",
                        "ETag, Eventstore-Position, Link, Location, Retry-After")
                : Map.of();
    }

    /** Whose token this is. All are compared, each in constant time, so that no duration tells of one. */
    Optional<Caller> callerWith(String token) {
        byte[] digest = Token.sha256(token);
        List<Token> same =
                tokens.stream().filter(known -> known.isDigestOf(digest)).toList();
        return same.stream().findFirst().map(Token::caller);
    }
}
