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

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
@Timeout(180)
@Tag("front")
class ErrorsIT {

    private final Store store = Servers.open();
    private final String stream = Names.freshStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "streams/a",
                "streams/a/b",
                "streams/a/b/events/1",
                "events/a/b",
                "../nothing",
                "../problem",
                "application.wadl"
            })
    void an_address_with_nothing_at_it_is_a_404(String path) {
        store.get(path).problem(404, "not-found");
        store.post(path, "{}").problem(404, "not-found");
    }

    /** WildFly answers by a page of its own. */
    @Test
    void what_makes_the_application_is_not_to_be_had() {
        Reply reply = store.get("../WEB-INF/web.xml").is(404);
        assertThat(reply.body()).doesNotContain("<servlet");
        if (!Servers.is("wildfly")) {
            reply.problem(404, "not-found");
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT, events", "DELETE, events", "PATCH, events", "DELETE, events/e1"})
    void a_method_that_is_not_there_is_a_405(String method, String path) {
        Reply reply = store.send(method, path, BodyPublishers.noBody());
        reply.problem(405, "method-not-allowed");
        assertThat(reply.header("Allow")).contains("GET", "HEAD");
        assertThat(store.send("OPTIONS", path, BodyPublishers.noBody()).is(200).header("Allow"))
                .contains("GET", "HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "application/cloudevents+json"})
    void a_representation_that_is_not_there_is_a_406(String type) {
        store.get(stream, "Accept", type).problem(406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;q=0",
                "*/*;q=0",
                "application/json;q=0, text/html",
                "application/*;q=0.0, */*",
                "application/json;q=0.000, application/cloudevents+json"
            })
    void a_representation_that_is_refused_is_not_sent(String accepted) {
        store.get(stream, "Accept", accepted).problem(406, "not-acceptable");
        store.head(stream, "Accept", accepted).is(406);
    }

    @Test
    void of_those_that_are_left_the_best_is_sent() {
        String cloudEvents = "application/cloudevents-batch+json";
        assertThat(store.get(stream, "Accept", "application/json;q=0, */*")
                        .is(200)
                        .header("Content-Type"))
                .startsWith(cloudEvents);
        assertThat(store.get(stream, "Accept", "application/json, " + cloudEvents + ";q=0")
                        .is(200)
                        .header("Content-Type"))
                .startsWith("application/json");
        assertThat(store.get(stream, "Accept", "APPLICATION/JSON").is(200).header("Content-Type"))
                .startsWith("application/json");
    }

    /** An answer that passes by what was asked looks like an answer to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log?stream=a | stream | after, limit, domain, type, since, before, upcast, sealed",
                "log?Domain=a | Domain | after, limit, domain, type, since, before, upcast, sealed",
                "log?after=0&from | from | after, limit, domain, type, since, before, upcast, sealed",
                "events?domain=a&type=t | type"
                        + " | domain, identifier, causationId, correlationId, id, after, limit, upcast",
                "events/e1?limit=1 | limit | upcast",
                "streams/http/a/events?domain=a | domain | after, limit, upcast",
                "streams/http/events?offset=1 | offset | after, limit, upcast",
                "metrics?name=a | name | none",
                "openapi.json?%C3%BC%22=1 | ü\" | none"
            })
    void a_parameter_that_a_call_does_not_know_is_a_422_that_names_those_it_knows(
            String path, String name, String known) {
        JsonObject problem = store.get(path).invalid(name);
        assertThat(problem.getString("limit")).isEqualTo(known);
        assertThat(problem.getString("detail")).contains(name, known);
        assertThat(store.head(path).is(422).body()).isEmpty();
    }

    @Test
    void an_append_knows_no_parameters() {
        String event = "{\"type\":\"t\",\"payload\":1}";
        store.post(stream + "?expectedSequence=0", event).invalid("expectedSequence");
        store.post("events?domain=http", "{\"events\":[]}").invalid("domain");
        store.postAs("application/x-ndjson", "log?after=5", "").invalid("after");
        assertThat(store.head(stream).header("ETag")).isEqualTo("\"0\"");
    }

    @ParameterizedTest
    @CsvSource({
        "log?after=1&after=2, after",
        "log?limit=1&limit=1, limit",
        "events?domain=a&domain=b, domain",
        "events?id=a&id=b, id",
        "events?correlationId=a&limit=1&limit=2, limit",
        "streams/http/a/events?after=0&limit=5&after=0, after"
    })
    void a_parameter_that_has_one_value_is_there_once(String path, String name) {
        store.get(path).invalid(name);
        store.head(path).is(422);
    }

    @Test
    void nothing_between_two_ampersands_is_no_parameter() {
        store.get("log?&after=0&&limit=1&").is(200);
        store.get(stream + "?").is(200);
    }

    /** All answers are UTF-8, and say so or nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/cloudevents-batch+json", "application/x-ndjson", "*/*"})
    void a_charset_that_is_asked_for_is_not_claimed(String type) {
        String event = "{\"type\":\"t\",\"payload\":\"ü\"}";
        for (String[] headers : new String[][] {
            {"Accept", type + ";charset=iso-8859-1"},
            {"Accept", type + "; Charset=\"UTF-16\"", "Accept-Charset", "latin1"}
        }) {
            List<Reply> replies = new ArrayList<>(List.of(
                    store.get("log?after=" + store.end(), headers).is(200),
                    store.get(stream + "?limit=x", headers),
                    store.get("nothing", headers)));
            if (!type.contains("ndjson")) {
                replies.add(store.get(stream, headers).is(200));
            }
            if (!type.contains("-")) {
                replies.add(store.post(stream, event, headers).is(201));
            }
            assertThat(replies)
                    .allSatisfy(reply -> assertThat(reply.header("Content-Type").toLowerCase(Locale.ROOT))
                            .matches("[a-z+/-]+(; *charset=utf-8)?"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json;charset=UTF-16",
                "application/json;charset=latin1"
            })
    void a_media_type_that_is_not_read_is_a_415(String type) {
        store.postAs(type, stream, "{\"type\":\"t\",\"payload\":1}").problem(415, "unsupported-media-type");
    }

    @Test
    void no_media_type_is_a_415_and_a_malformed_one_a_400() {
        store.send("POST", stream, BodyPublishers.ofString("{}")).problem(415, "unsupported-media-type");
        store.postAs("garbage", stream, "{}").problem(400, "malformed");
        store.post(stream, "{}", "Content-Encoding", "gzip").problem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "nonsense",
                "3",
                "\"x\"",
                "null",
                "{\"type\":\"t\",\"payload\":1} x",
                "{\"type\":\"t\",\"payload\":1}{}",
                "[{\"type\":\"t\",\"payload\":1}",
                "{\"type\":\"t\",\"payload\":NaN}",
                "{\"type\":\"t\",\"payload\":01}",
                "\uFEFF{\"type\":\"t\",\"payload\":1}",
                "{\"type\":\"t\",\"payload\":\"\u0001\"}"
            })
    void what_is_not_json_is_a_400(String body) {
        store.post(stream, body).problem(400, "malformed");
        assertThat(store.head(stream).header("ETag")).isEqualTo("\"0\"");
    }

    @Test
    void bytes_that_are_not_utf_8_are_a_400() {
        byte[] body = {'{', '"', 't', (byte) 0xff, '"', ':', '1', '}'};
        store.send("POST", stream, BodyPublishers.ofByteArray(body), "Content-Type", "application/json")
                .problem(400, "malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"payload\":1} | type",
                "{\"type\":\"t\"} | payload",
                "{\"type\":1,\"payload\":1} | type",
                "{\"type\":\"t\",\"payload\":1,\"sequence\":1} | sequence",
                "{\"type\":\"t\",\"payload\":1,\"colour\":1} | colour",
                "{\"type\":\"t\",\"payload\":1,\"payload\":1} | payload",
                "{\"type\":\"t\",\"payload\":{\"a\":1,\"a\":2}} | payload",
                "{\"type\":\"t\",\"payload\":1e1000000000} | payload",
                "{\"type\":\"t\",\"payload\":\"\\ud800\"} | payload",
                "{\"type\":\"t\",\"payload\":1,\"meta\":[]} | meta",
                "{\"type\":\"t\",\"payload\":1,\"created\":5} | created",
                "{\"type\":\"t\",\"payload\":1,\"created\":\"2026-01-01T00:00:00\"} | created",
                "{\"type\":\"t\",\"payload\":1,\"id\":\"\"} | id",
                "{\"type\":\" t\",\"payload\":1} | type"
            })
    void what_is_outside_the_limits_is_a_422_that_names_the_field(String body, String field) {
        store.post(stream, body).invalid(field);
        assertThat(store.head(stream).header("ETag")).isEqualTo("\"0\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deep_nesting_is_refused_at_once(String level) {
        store.post(stream, "{\"type\":\"t\",\"payload\":" + level.repeat(1_000_000))
                .invalid("payload");
    }

    @Test
    void a_name_too_long_to_repeat_is_cut() {
        String name = "x".repeat(1_000_000);
        Reply reply = store.post(stream, "{\"" + name + "\":1}");
        reply.problem(422, "invalid-event");
        assertThat(reply.body()).hasSizeLessThan(3_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streams/a;b/c/events",
                "streams/a;x=1/c/events",
                "events;a",
                "events?domain=%ff",
                "events?domain=%C3",
                "events?domain=a&identifier=%E9",
                "events?domain=%zz",
                "events?domain=%"
            })
    void an_address_that_is_read_differently_elsewhere_is_a_400(String path) {
        String answer = RawRequest.get(store, "/eventstore/api/" + path);
        assertThat(answer).startsWith("HTTP/1.1 400");
        if (!(Servers.is("wildfly") && answer.contains("Content-Length: 0"))) {
            assertThat(answer).contains("application/problem+json", "/malformed");
        }
    }

    /** Payara and Liberty refuse these before the application hears of them; WildFly lets the first two in. */
    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%5Cb", "%ff", "%C0%AF", "a\\b"})
    void a_path_that_the_server_refuses_is_a_400_without_a_page(String name) {
        String answer = RawRequest.get(store, "/eventstore/api/streams/" + name + "/c/events");
        boolean reachesTheStore =
                Servers.is("wildfly") && List.of("a%00b", "a%5Cb").contains(name);
        assertThat(answer)
                .containsPattern(reachesTheStore ? "^HTTP/1.1 (200|422) " : "^HTTP/1.1 400 ")
                .doesNotContainIgnoringCase("<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/eventstore/api/streams/a/../../events",
                "/eventstore/api/../api/nothing",
                "/eventstore/../eventstore/nothing"
            })
    void dots_in_a_raw_path_lead_nowhere(String target) {
        assertThat(RawRequest.get(store, target)).startsWith("HTTP/1.1 404").contains("application/problem+json");
    }

    @Test
    void no_answer_tells_of_the_inside() {
        String answer = RawRequest.get(store, "/eventstore/api/streams/a/b/events", "Accept: nonsense\r\n")
                + RawRequest.get(store, "/eventstore/nothing")
                + RawRequest.send(store, "BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).doesNotContain("Exception", "\tat ", "org.", "Jersey");
    }

    @Test
    void a_huge_number_holds_up_nobody() {
        String number = "1e1000000000";
        store.post("events", "{\"events\":[],\"expectedSequence\":" + number + "}")
                .invalid("expectedSequence");
        store.post(stream, "{\"type\":\"t\",\"payload\":" + "1".repeat(1_000_000) + "}")
                .invalid("payload");
    }
}
