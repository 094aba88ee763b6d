/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.SecurityContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final String HASH = HexFormat.of().formatHex(Token.sha256("s3cret"));

    private static Credentials of(String... tokens) {
        return new Credentials(List.of(tokens), false, false, List.of("https://app.example"));
    }

    @Test
    void a_token_is_known_by_its_digest() {
        String other = HexFormat.of().formatHex(Token.sha256("other"));
        Credentials credentials = of("ops:admin:" + other, "app:reader:" + HASH.toUpperCase(Locale.ROOT));
        assertThat(credentials.isConfigured()).isTrue();
        assertThat(credentials.callerWith("s3cret"))
                .hasValueSatisfying(caller -> assertThat(caller.name()).isEqualTo("app"));
        assertThat(credentials.callerWith("S3cret")).isEmpty();
        assertThat(credentials.callerWith(HASH)).isEmpty();
    }

    @Test
    void a_caller_has_the_roles_of_the_token_and_no_other() {
        SecurityContext context = of("app:reader+writer:" + HASH)
                .callerWith("s3cret")
                .orElseThrow()
                .context("Bearer", true);
        assertThat(context.getUserPrincipal().getName()).isEqualTo("app");
        assertThat(context.isUserInRole("reader")).isTrue();
        assertThat(context.isUserInRole("writer")).isTrue();
        assertThat(context.isUserInRole("admin")).isFalse();
        assertThat(context.isUserInRole("nothing")).isFalse();
    }

    @Test
    void without_tokens_and_login_nothing_is_configured() {
        assertThat(of().isConfigured()).isFalse();
        assertThat(new Credentials(List.of(), true, false, List.of()).isConfigured())
                .isTrue();
        assertThat(new Credentials(List.of(), false, true, List.of()).isConfigured())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app",
                "app:reader",
                ":reader:HASH",
                "app:boss:HASH",
                "app::HASH",
                "app:reader:12",
                "app:reader:HASH:x"
            })
    void what_is_no_token_is_refused_without_being_repeated(String text) {
        assertThatThrownBy(() -> of(text.replace("HASH", HASH)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(HASH);
    }

    @Test
    void only_the_origins_that_are_configured_are_allowed() {
        assertThat(of().isAllowedOrigin("https://app.example")).isTrue();
        assertThat(of().isAllowedOrigin("https://app.example.evil")).isFalse();
        assertThat(of().isAllowedOrigin("null")).isFalse();
    }

    @Test
    void tokens_and_jwt_exclude_each_other() {
        List<String> tokens = List.of("shop:reader:" + "0".repeat(64));
        assertThatThrownBy(() -> new Credentials(tokens, false, true, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("eventstore.http.jwt");
    }
}
