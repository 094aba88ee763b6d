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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

@HttpTest
@Tag("smoke")
class StreamsIT {

    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";

    private final Store store = Servers.open();
    private final String stream = Names.freshStream();

    @Test
    void an_append_answers_where_the_event_is() {
        Reply reply = store.post(stream, "{\"id\":\"" + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":1}");
        reply.is(201);
        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        JsonObject event = reply.events().get(0);
        assertThat(event.keySet()).containsExactlyInAnyOrder("id", "domain", "identifier", "sequence", "created");
        Reply found = store.get(reply.location()).is(200);
        assertThat(found.object().getString("id")).isEqualTo(event.getString("id"));
    }

    @Test
    void an_array_is_appended_in_its_order() {
        Reply reply = store.post(stream, "[" + EVENT + "," + EVENT + "," + EVENT + "]")
                .is(201);
        assertThat(reply.header("ETag")).isEqualTo("\"3\"");
        assertThat(reply.events()).extracting(event -> event.getInt("sequence")).containsExactly(1, 2, 3);
        assertThat(store.get(reply.location()).is(200).events()).hasSize(3);
    }

    @Test
    void an_event_comes_back_as_it_was_given() {
        String given = "\"type\":\"Ünï::t/#😀\",\"payload\":"
                + "{\"\":[null,false,0,\"\",1.10,1e5,123456789012345678901234567890.5],"
                + "\"b\":{},\"a\":\"\\u0000\\n\"},\"meta\":{\"z\":1.0,\"a\":-0},"
                + "\"correlationId\":\"c\",\"causationId\":\"k\"";
        store.post(stream, "{" + given + ",\"created\":\"2026-03-29T02:30:00.1234567+02:00\"}")
                .is(201);
        Reply reply = store.get(stream).is(200);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        String escaped = given.substring(given.indexOf("\"payload\":"), given.indexOf(",\"correlationId\""));
        assertThat(reply.body()).contains(escaped);
        JsonObject event = reply.events().get(0);
        assertThat(event.getString("created")).isEqualTo("2026-03-29T00:30:00.123456Z");
        assertThat(event.getString("type")).isEqualTo("Ünï::t/#😀");
    }

    @Test
    void what_is_absent_is_left_out() {
        store.post(
                        stream,
                        "{\"type\":\"t\",\"payload\":null,\"meta\":null,\"correlationId\":\"\",\"causationId\":null}")
                .is(201);
        assertThat(store.get(stream).events().get(0).keySet())
                .contains("id", "domain", "identifier", "type", "sequence", "payload", "created")
                .doesNotContain("meta", "correlationId", "causationId");
    }

    @Test
    void a_domain_has_a_stream_of_its_own() {
        String domain = Names.fresh("domain");
        Reply reply = store.post("streams/" + domain + "/events", EVENT).is(201);
        assertThat(reply.events().get(0).containsKey("identifier")).isFalse();
        assertThat(store.get("streams/" + domain + "/events").events()).hasSize(1);
        assertThat(store.get("events?domain=" + domain + "&identifier=").events())
                .hasSize(1);
        assertThat(store.get(Names.events(domain, "events")).events()).isEmpty();
    }

    @Test
    void a_stream_without_events_is_an_empty_page() {
        Reply reply = store.get(stream).is(200);
        assertThat(reply.body()).isEqualTo("{\"events\":[]}");
        assertThat(reply.header("ETag")).isEqualTo("\"0\"");
        assertThat(reply.next()).isEmpty();
    }

    @Test
    void pages_follow_each_other_by_their_links() {
        store.post(stream, "[" + EVENT + ",".concat(EVENT).repeat(6) + "]").is(201);
        List<Integer> sequences = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (String page = stream + "?limit=3"; !page.isEmpty(); ) {
            Reply reply = store.get(page).is(200);
            assertThat(reply.header("ETag")).isEqualTo("\"7\"");
            reply.events().forEach(event -> sequences.add(event.getInt("sequence")));
            sizes.add(reply.events().size());
            page = reply.next();
        }
        assertThat(sizes).containsExactly(3, 3, 1);
        assertThat(sequences).isEqualTo(IntStream.rangeClosed(1, 7).boxed().collect(Collectors.toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=1001, limit",
        "limit=x, limit",
        "after=-1, after",
        "after=1.0, after",
        "after=%2B1, after",
        "after=%E0%A5%A7, after",
        "limit=%D9%A3, limit",
        "limit=, limit"
    })
    void bounds_that_are_none_are_invalid(String query, String field) {
        store.get(stream + "?" + query).invalid(field);
    }

    @Test
    void a_page_that_is_known_is_not_sent_again() {
        store.post(stream, EVENT).is(201);
        Reply reply = store.get(stream, "If-None-Match", "\"1\"").is(304);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        assertThat(reply.header("Vary")).contains("Accept");
        store.get(stream, "If-None-Match", "\"0\"").is(200);
        store.get(stream, "If-None-Match", "\"01\"").is(200);
    }

    @Test
    void a_page_is_read_only_of_the_stream_that_is_expected() {
        store.post(stream, "[" + EVENT + "," + EVENT + "]").is(201);
        store.get(stream, "If-Match", "\"2\"").is(200);
        store.get(stream, "If-Match", "\"1\", \"2\"").is(200);
        store.get(stream, "If-Match", "*").is(200);
        JsonObject problem = store.get(stream, "If-Match", "\"1\"").problem(412, "concurrency-error");
        assertThat(problem.getInt("expected")).isEqualTo(1);
        assertThat(problem.getInt("found")).isEqualTo(2);
        store.get(stream, "If-Match", "W/\"2\"").problem(412, "concurrency-error");
        store.get(stream, "If-Match", "2").problem(400, "malformed");
        JsonObject foreign = store.get(stream, "If-Match", "\"abc\"").problem(412, "concurrency-error");
        assertThat(foreign.getString("expected")).isEqualTo("\"abc\"");
        assertThat(foreign.getInt("found")).isEqualTo(2);
        store.get(stream, "If-None-Match", "\"abc\"").is(200);
        store.get(Names.freshStream(), "If-Match", "*").problem(412, "concurrency-error");
    }

    @Test
    void head_tells_the_sequence() {
        store.post(stream, "[" + EVENT + "," + EVENT + "]").is(201);
        Reply reply = store.head(stream).is(200);
        assertThat(reply.header("ETag")).isEqualTo("\"2\"");
        assertThat(reply.body()).isEmpty();
        String query = stream.replaceFirst("streams/http/(.*)/events", "events?domain=http&identifier=$1");
        assertThat(store.head(query).is(200).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void if_match_lets_one_of_two_through() {
        store.post(stream, EVENT, "If-Match", "\"0\"").is(201);
        JsonObject problem = store.post(stream, EVENT, "If-Match", "\"0\"").problem(412, "concurrency-error");
        assertThat(problem.getJsonObject("stream").getString("domain")).isEqualTo("http");
        assertThat(problem.getInt("expected")).isZero();
        assertThat(problem.getInt("found")).isEqualTo(1);
        store.post(stream, EVENT, "If-Match", "\"1\"").is(201);
    }

    @Test
    void stars_ask_whether_the_stream_exists() {
        JsonObject missing = store.post(stream, EVENT, "If-Match", "*").problem(412, "concurrency-error");
        assertThat(missing.getString("expected")).isEqualTo("stream-exists");
        store.post(stream, EVENT, "If-None-Match", "*").is(201);
        JsonObject there = store.post(stream, EVENT, "If-None-Match", "*").problem(412, "concurrency-error");
        assertThat(there.getInt("expected")).isZero();
        store.post(stream, EVENT, "If-Match", "*").is(201);
    }

    @Test
    void a_weak_tag_never_matches() {
        store.post(stream, EVENT, "If-Match", "W/\"0\"").problem(412, "concurrency-error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"x\"", "\"1\", \"2\"", "\"00\""})
    void a_malformed_if_match_is_a_400(String tag) {
        store.post(stream, EVENT, "If-Match", tag).problem(400, "malformed");
    }

    @Test
    void the_same_request_is_answered_as_the_first_time() {
        String batch = "[{\"id\":\"" + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":1},{\"id\":\""
                + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":2}]";
        Reply first = store.post(stream, batch, "If-None-Match", "*").is(201);
        store.post(stream, EVENT).is(201);
        Reply second = store.post(stream, batch, "If-None-Match", "*").is(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void an_id_that_is_taken_is_a_409() {
        String id = Names.fresh("e");
        store.post(stream, "{\"id\":\"" + id + "\",\"type\":\"t\",\"payload\":1}")
                .is(201);
        JsonObject problem = store.post(stream, "{\"id\":\"" + id + "\",\"type\":\"t\",\"payload\":2}")
                .problem(409, "duplicate-event");
        assertThat(problem.getString("id")).isEqualTo(id);
    }

    @Test
    void an_empty_batch_does_nothing() {
        Reply reply = store.post(stream, "[]").is(200);
        assertThat(reply.body()).isEqualTo("{\"events\":[]}");
        assertThat(reply.header("ETag")).isEqualTo("\"0\"");
    }

    /** A client that does not leave out what is empty. */
    @Test
    void an_empty_identifier_in_the_body_is_none() {
        Reply reply = store.post(stream, "{\"identifier\":\"\",\"type\":\"t\",\"payload\":1}")
                .is(201);
        assertThat(reply.events().get(0).getString("identifier")).isNotEmpty();
    }

    @Test
    void a_body_that_names_another_stream_is_invalid() {
        store.post(stream, "{\"domain\":\"other\",\"type\":\"t\",\"payload\":1}")
                .invalid("domain");
    }
}
