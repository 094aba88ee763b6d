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
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

@HttpTest
class BatchesIT {

    private final Store store = Servers.open();
    private final String a = Names.fresh("a");
    private final String b = Names.fresh("b");

    @Test
    void a_batch_goes_to_several_streams() {
        Reply reply =
                store.post("events", batch("", event(a), event(b), event(a))).is(201);
        assertThat(reply.events()).extracting(event -> event.getInt("sequence")).containsExactly(1, 1, 2);
        assertThat(reply.events())
                .extracting(event -> event.getString("identifier"))
                .containsExactly(a, b, a);
        assertThat(store.get(reply.location()).events()).hasSize(2);
        assertThat(store.get(Names.events("batch", b)).events()).hasSize(1);
    }

    @Test
    void one_expected_sequence_is_asked_of_each_stream() {
        store.post("events", batch("", event(a), event(b))).is(201);
        store.post("events", batch(",\"expectedSequence\":1", event(a), event(b)))
                .is(201);
        store.post("events", batch("", event(b))).is(201);
        JsonObject problem = store.post("events", batch(",\"expectedSequence\":2", event(a), event(b)))
                .problem(409, "concurrency-error");
        assertThat(problem.getJsonObject("stream").getString("identifier")).isEqualTo(b);
        assertThat(problem.getInt("expected")).isEqualTo(2);
        assertThat(problem.getInt("found")).isEqualTo(3);
        assertThat(sequence(a)).isEqualTo("\"2\"");
    }

    @Test
    void expected_sequences_name_streams_one_by_one() {
        store.post("events", batch("", event(a))).is(201);
        store.post("events", batch(expecting(a, 1, b, 0), event(a), event(b))).is(201);
        JsonObject problem =
                store.post("events", batch(expecting(a, 2, b, 7), event(a))).problem(409, "concurrency-error");
        assertThat(problem.getJsonObject("stream").getString("identifier")).isEqualTo(b);
        assertThat(problem.getInt("expected")).isEqualTo(7);
        assertThat(sequence(a)).isEqualTo("\"2\"");
    }

    @Test
    void the_header_asks_it_of_each_stream_as_well() {
        store.post("events", batch("", event(a), event(b)), "If-None-Match", "*")
                .is(201);
        store.post("events", batch("", event(b)), "If-Match", "\"0\"").problem(412, "concurrency-error");
        store.post("events", batch(",\"expectedSequence\":1", event(b)), "If-Match", "\"1\"")
                .problem(400, "malformed");
    }

    @Test
    void what_is_wrong_names_its_place_and_nothing_is_written() {
        JsonObject problem = store.post(
                        "events", batch("", event(a), "{\"domain\":\"batch\",\"type\":\"\",\"payload\":1}"))
                .invalid("type");
        assertThat(problem.getInt("index")).isEqualTo(1);
        assertThat(sequence(a)).isEqualTo("\"0\"");
    }

    @Test
    void the_same_batch_is_answered_as_the_first_time() {
        String batch = batch(",\"expectedSequence\":0", event(a), event(b));
        Reply first = store.post("events", batch).is(201);
        Reply second = store.post("events", batch).is(200);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void an_empty_batch_does_nothing() {
        assertThat(store.post("events", "{\"events\":[]}").is(200).body()).isEqualTo("{\"events\":[]}");
    }

    private String sequence(String identifier) {
        return store.head(Names.events("batch", identifier)).header("ETag");
    }

    private static String batch(String expectation, String... events) {
        return "{\"events\":[" + String.join(",", events) + "]" + expectation + "}";
    }

    private static String event(String identifier) {
        return "{\"id\":\"" + Names.fresh("e") + "\",\"domain\":\"batch\",\"identifier\":\"" + identifier
                + "\",\"type\":\"t\",\"payload\":1}";
    }

    private static String expecting(String one, int sequence, String other, int otherSequence) {
        return ",\"expectedSequences\":[" + expectation(one, sequence) + "," + expectation(other, otherSequence) + "]";
    }

    private static String expectation(String identifier, int sequence) {
        return "{\"domain\":\"batch\",\"identifier\":\"" + identifier + "\",\"sequence\":" + sequence + "}";
    }
}
