/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Jwt;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** MicroProfile JWT: the server checks the token, its groups are the roles. The backend plays no part. */
@HttpTest
@Tag("jwt")
class JwtIT {

    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";
    private static final Jwt ISSUER = new Jwt();

    private static PayaraMicro server;

    private final Store store = new Store(server.uri());
    private final String stream = Names.freshStream();

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), ISSUER.publicKey());
        server = PayaraMicro.onH2(Map.of(
                "EVENTSTORE_HTTP_JWT",
                "true",
                "MP_JWT_VERIFY_ISSUER",
                Jwt.ISSUER,
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                key.toUri().toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"reader, 200, 403", "writer, 403, 201", "admin, 200, 201", "guest, 403, 403"})
    void the_groups_of_a_token_are_its_roles(String group, int read, int write) {
        String token = "Bearer " + ISSUER.token(group);
        store.get(stream, "Authorization", token).is(read);
        store.head(stream, "Authorization", token).is(read);
        store.post(stream, EVENT, "Authorization", token).is(write);
        store.get("metrics", "Authorization", token).is(read);
    }

    @Test
    void several_groups_are_several_roles() {
        String token = "Bearer " + ISSUER.token("writer", "other", "reader");
        store.post(stream, EVENT, "Authorization", token).is(201);
        assertThat(store.get(stream, "Authorization", token).is(200).events()).hasSize(1);
    }

    @Test
    void a_role_that_is_missing_is_named() {
        assertThat(store.post(stream, EVENT, "Authorization", "Bearer " + ISSUER.token("reader"))
                        .problem(403, "forbidden")
                        .getString("role"))
                .isEqualTo("writer");
        store.get(stream, "Authorization", "Bearer " + ISSUER.token()).problem(403, "forbidden");
    }

    @Test
    void a_token_that_another_has_signed_is_refused() {
        assertRefused("Bearer " + new Jwt().token("admin"));
    }

    @Test
    void a_token_that_was_changed_is_refused() {
        String[] reader = ISSUER.token("reader").split("\\.");
        String[] admin = ISSUER.token("admin").split("\\.");
        assertRefused("Bearer " + reader[0] + "." + admin[1] + "." + reader[2]);
        assertRefused("Bearer " + admin[0] + "." + admin[1] + ".");
    }

    @Test
    void a_token_without_signature_is_refused() {
        String none = "eyJhbGciOiJub25lIn0." + ISSUER.token("admin").split("\\.")[1] + ".";
        assertRefused("Bearer " + none);
    }

    @Test
    void a_token_of_another_issuer_or_time_is_refused() {
        assertRefused("Bearer " + ISSUER.token("https://other.example", Duration.ofHours(1), "admin"));
        assertRefused("Bearer " + ISSUER.token(Jwt.ISSUER, Duration.ofHours(-2), "admin"));
    }

    @Test
    void what_is_no_such_token_is_refused() {
        assertRefused("Bearer x");
        assertRefused("Bearer a.b.c");
        assertRefused("Basic YTpi");
    }

    @Test
    void without_a_token_nobody_gets_in_from_this_machine_either() {
        store.get(stream).problem(401, "unauthorized");
        store.post(stream, EVENT).problem(401, "unauthorized");
        store.get("metrics").problem(401, "unauthorized");
    }

    @Test
    void a_token_is_for_its_request_and_no_other() {
        Reply reply = store.get(stream, "Authorization", "Bearer " + ISSUER.token("reader"))
                .is(200);
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(store.get(stream, "Authorization", "Bearer " + ISSUER.token())
                        .is(403)
                        .header("Set-Cookie"))
                .isEmpty();
        store.get(stream).problem(401, "unauthorized");
    }

    @Test
    void health_and_openapi_stay_open() {
        store.get("/health/live").is(200);
        store.get("/openapi").is(200);
    }

    private void assertRefused(String authorization) {
        store.get(stream, "Authorization", authorization).problem(401, "unauthorized");
        store.post(stream, EVENT, "Authorization", authorization).problem(401, "unauthorized");
    }
}
