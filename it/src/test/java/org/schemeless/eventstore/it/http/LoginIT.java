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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.Users;

/**
 * The server's own users, by name and password: nothing of a log-in outlives its request, whatever the server keeps
 * otherwise.
 */
@Tag("server")
class LoginIT {

    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";

    private final Store store = Servers.guarded();
    private final String stream = Names.freshStream();

    @ParameterizedTest
    @CsvSource({"reader, 200, 403", "writer, 403, 201", "admin, 200, 201", "guest, 403, 403"})
    void the_groups_of_a_user_are_the_roles(String user, int read, int write) {
        String basic = Users.basic(user);
        assertNothingKept(store.get(stream, "Authorization", basic).is(read));
        assertNothingKept(store.post(stream, EVENT, "Authorization", basic, "If-None-Match", "*")
                .is(write));
    }

    @Test
    void whom_the_server_does_not_know_is_refused_and_leaves_nothing() {
        assertNothingKept(store.get(stream, "Authorization", "Basic YTpi").is(401));
        assertNothingKept(store.get(stream).is(401));
        assertNothingKept(
                store.get(stream, "Authorization", "Bearer " + Servers.READER).is(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "../nothing"})
    void an_address_where_nothing_is_keeps_nothing_either(String path) {
        assertThat(store.getOfServer(path, "Authorization", Users.basic("reader"))
                        .header("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void what_the_answer_to_a_log_in_brings_lets_nobody_in() {
        String[] cookies = store.get(stream, "Authorization", Users.basic("reader"))
                .is(200)
                .header("Set-Cookie")
                .split(";");
        store.get(stream, "Cookie", cookies[0].isEmpty() ? "JSESSIONID=none" : cookies[0])
                .is(401);
    }

    @Test
    void an_answer_to_a_log_in_tells_browsers_and_caches_to_keep_out_like_any() {
        Reply reply = store.get(stream, "Authorization", Users.basic("reader")).is(200);
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void log_ins_leave_no_session_in_memory() {
        long before = sessions();
        for (int i = 0; i < 10; i++) {
            store.get(stream, "Authorization", Users.basic("reader")).is(200);
            store.get(stream, "Authorization", Users.basic(Users.GUEST)).is(403);
        }
        assertThat(sessions()).isEqualTo(before).isZero();
    }

    private long sessions() {
        return Long.parseLong(store.getOfServer("../sessions").is(200).body());
    }

    private static void assertNothingKept(Reply reply) {
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }
}
