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

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.RawRequest;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

@HttpTest
@Tag("front")
class SecurityIT {

    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";

    private final String stream = Names.freshStream();

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 127.0.0.1",
        "X-Forwarded-Host, localhost",
        "Forwarded, for=127.0.0.1",
        "Via, 1.1 proxy",
        "X-Real-IP, 127.0.0.1",
        "X-Cluster-Client-IP, 127.0.0.1",
        "CF-Ray, 1",
        "Authorization, Bearer something",
        "Authorization, Basic YTpi"
    })
    void as_it_comes_it_serves_nothing_that_was_passed_on(String header, String value) {
        Reply reply = Servers.open().get(stream, header, value);
        assertThat(reply.problem(401, "unauthorized").getString("detail")).contains("eventstore.http.tokens");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        Servers.open().post(stream, EVENT, header, value).problem(401, "unauthorized");
    }

    @Test
    void as_it_comes_it_serves_no_other_host_name() {
        String answer = RawRequest.send(
                Servers.open(),
                "GET /eventstore/api/" + stream + " HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\nHost: localhost\r\n",
                "Host: localhost\r\nHost: rebound.example\r\n",
                "Host: rebound.example\r\nHost: localhost\r\n",
                "Host: 127.0.0.1%.rebound.example\r\n",
                "Host: [::1%.rebound.example]\r\n"
            })
    void as_it_comes_it_serves_no_host_that_can_be_read_in_two_ways(String hosts) {
        String answer = RawRequest.send(
                Servers.open(),
                "GET /eventstore/api/" + stream + " HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1.1 40[01] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Bearer ", "Bearer", "Basic YTpi", "Digest x", "reader-s3cret"})
    void with_tokens_set_nobody_gets_in_without_one(String authorization) {
        Store store = Servers.guarded();
        String[] headers = authorization.isEmpty() ? new String[0] : new String[] {"Authorization", authorization};
        for (String path : new String[] {stream, "events?domain=a", "events/e1", "nothing"}) {
            store.get(path, headers).problem(401, "unauthorized");
            store.post(path, EVENT, headers).problem(401, "unauthorized");
        }
    }

    @Test
    void a_reader_reads_and_does_not_write() {
        String reader = "Bearer " + Servers.READER;
        assertThat(Servers.guarded()
                        .get(stream, "Authorization", reader)
                        .is(200)
                        .header("Set-Cookie"))
                .isEmpty();
        Servers.guarded().head(stream, "Authorization", reader).is(200);
        assertThat(Servers.guarded()
                        .post(stream, EVENT, "Authorization", reader, "If-None-Match", "*")
                        .problem(403, "forbidden")
                        .getString("role"))
                .isEqualTo("writer");
    }

    @ParameterizedTest
    @ValueSource(strings = {Servers.WRITER, Servers.ADMIN})
    void writers_and_administrators_write(String token) {
        Servers.guarded()
                .post(stream, EVENT, "Authorization", "Bearer " + token, "If-None-Match", "*")
                .is(201);
        Servers.guarded().get(stream, "Authorization", "bearer  " + token).is(200);
    }

    @Test
    void who_may_not_call_does_not_hear_of_parameters() {
        Servers.guarded().get("log?stream=a").problem(401, "unauthorized");
        Servers.guarded()
                .get("log?stream=a", "Authorization", "Bearer " + Servers.POSTER)
                .problem(403, "forbidden");
    }

    @Test
    void the_body_of_a_stranger_is_not_looked_at() {
        Servers.guarded().post(stream, "nonsense").problem(401, "unauthorized");
    }

    @Test
    void a_precondition_can_be_required() {
        Store store = Servers.guarded();
        String writer = "Bearer " + Servers.WRITER;
        store.post(stream, EVENT, "Authorization", writer).problem(428, "precondition-required");
        String event = "{\"domain\":\"http\",\"identifier\":\"" + Names.fresh("s") + "\",\"type\":\"t\",\"payload\":1}";
        String batch = "{\"events\":[" + event + "]";
        store.post("events", batch + "}", "Authorization", writer).problem(428, "precondition-required");
        store.post("events", batch + ",\"expectedSequence\":null}", "Authorization", writer)
                .problem(428, "precondition-required");
        store.post("events", batch + ",\"expectedSequences\":[]}", "Authorization", writer)
                .problem(428, "precondition-required");
        store.post("events", batch + ",\"expectedSequence\":0}", "Authorization", writer)
                .is(201);
    }

    @Test
    void only_the_configured_origin_may_call_from_a_browser() {
        assertThat(preflight(Servers.guarded(), Servers.ORIGIN).is(204).header("Access-Control-Allow-Origin"))
                .isEqualTo(Servers.ORIGIN);
        assertThat(preflight(Servers.guarded(), "https://evil.example").header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(preflight(Servers.open(), Servers.ORIGIN).header("Access-Control-Allow-Origin"))
                .isEmpty();
        Reply reply =
                Servers.guarded().get(stream, "Origin", Servers.ORIGIN, "Authorization", "Bearer " + Servers.READER);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(Servers.ORIGIN);
        assertThat(reply.header("Access-Control-Expose-Headers")).contains("ETag");
    }

    private Reply preflight(Store store, String origin) {
        return store.send(
                "OPTIONS", stream, BodyPublishers.noBody(), "Origin", origin, "Access-Control-Request-Method", "POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams/a/b/events", "nothing", "../nothing"})
    void every_answer_tells_browsers_and_caches_to_keep_out(String path) {
        Reply reply = Servers.open().get(path);
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }
}
