/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.web.Headers;

class RequestBodyTest {

    private static final StreamId STREAM = StreamId.of("account", "42");
    private static final String EVENT = "{\"domain\":\"a\",\"type\":\"t\",\"payload\":1}";

    @Test
    void an_object_is_one_event_of_the_stream_in_the_path() {
        Batch batch = body("{\"type\":\"t\",\"payload\":{\"n\":1.10,\"m\":1e5},\"id\":null,\"meta\":null}")
                .forStream(STREAM);
        assertThat(batch.expected()).isEqualTo(ExpectedSequence.any());
        NewEvent event = batch.events().get(0);
        assertThat(event.stream()).isEqualTo(STREAM);
        assertThat(event.payload()).hasToString("{\"n\":1.10,\"m\":1e5}");
        assertThat(event.meta()).isNull();
    }

    @Test
    void an_array_is_several() {
        assertThat(body("[{\"type\":\"t\",\"payload\":1}, {\"type\":\"u\",\"payload\":null}]")
                        .forStream(STREAM)
                        .events())
                .extracting(NewEvent::type)
                .containsExactly("t", "u");
    }

    @Test
    void the_body_may_name_the_stream_of_the_path_and_no_other() {
        String same = "{\"domain\":\"account\",\"identifier\":\"42\",\"type\":\"t\",\"payload\":1}";
        assertThat(body(same).forStream(STREAM).events()).hasSize(1);
        assertThat(body(same.replace("42", "")).forStream(STREAM).events().get(0).stream())
                .isEqualTo(STREAM);
        assertInvalid(() -> body(same.replace("account", "")).forStream(STREAM), "domain");
        assertInvalid(() -> body(same.replace("42", "43")).forStream(STREAM), "identifier");
        assertInvalid(() -> body(same.replace("account", "b")).forStream(STREAM), "domain");
    }

    @Test
    void what_is_wrong_is_told_with_its_place() {
        assertThatThrownBy(() -> body("[{\"type\":\"t\",\"payload\":1},{\"type\":7,\"payload\":1}]")
                        .forStream(STREAM))
                .isInstanceOfSatisfying(InvalidEventException.class, e -> {
                    assertThat(e.getField()).isEqualTo("type");
                    assertThat(e.getIndex()).hasValue(1);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequence", "position", "colour", "Payload"})
    void unknown_members_are_invalid(String member) {
        assertInvalid(
                () -> body("{\"type\":\"t\",\"payload\":1,\"" + member + "\":1}")
                        .forStream(STREAM),
                member);
    }

    @Test
    void a_batch_names_its_streams_and_what_is_expected_of_each() {
        Batch batch = body("{\"expectedSequences\":[{\"domain\":\"a\",\"identifier\":\"b\",\"sequence\":3},"
                        + "{\"domain\":\"c\",\"sequence\":0}],\"events\":[" + EVENT + "]}")
                .forAnyStream();
        assertThat(batch.events()).extracting(NewEvent::stream).containsExactly(StreamId.of("a"));
        assertThat(batch.expected())
                .isEqualTo(ExpectedSequence.perStream(Map.of(
                        StreamId.of("a", "b"), ExpectedSequence.exactly(3),
                        StreamId.of("c"), ExpectedSequence.exactly(0))));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 3", "9007199254740991, 9007199254740991"})
    void an_integer_is_expected_of_each_stream(String json, long sequence) {
        assertThat(expecting(json).forAnyStream().expected()).isEqualTo(ExpectedSequence.exactly(sequence));
    }

    @Test
    void null_is_no_expectation() {
        assertThat(expecting("null").forAnyStream().expected()).isEqualTo(ExpectedSequence.any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.0", "\"3\"", "true", "-1", "-0", "3e0", "1e1000000000", "9007199254740992", "[3]", "{}"})
    void anything_else_is_no_expectation(String json) {
        assertInvalid(() -> expecting(json).forAnyStream(), "expectedSequence");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"events\":[],\"expectedSequence\":1,\"expectedSequences\":[]} | expectedSequences",
                "{\"events\":[],\"expectedSequences\":{}} | expectedSequences",
                "{\"events\":[],\"expectedSequences\":[3]} | expectedSequences[0]",
                "{\"events\":[],\"expectedSequences\":[{\"domain\":\"a\"}]} | expectedSequences[0].sequence",
                "{\"events\":[],\"expectedSequences\":[{\"sequence\":1}]} | expectedSequences[0].domain",
                "{\"events\":[],\"expectedSequences\":[{\"domain\":\"a\",\"sequence\":1,\"x\":1}]}"
                        + " | expectedSequences[0].x",
                "{\"events\":[],\"expectedSequences\":[{\"domain\":\"a\",\"sequence\":1},"
                        + "{\"domain\":\"a\",\"identifier\":\"\",\"sequence\":1}]} | expectedSequences[1].domain",
                "{\"events\":[],\"events\":[]} | events",
                "{\"events\":3} | events",
                "{} | events",
                "{\"events\":[],\"more\":1} | more"
            })
    void a_batch_has_its_members_and_no_others(String json, String field) {
        assertInvalid(() -> body(json).forAnyStream(), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[]",
                "3",
                "null",
                "\"x\"",
                "{\"events\":[]} x",
                "{\"events\":[]}{}",
                "{'events':[]}",
                "{\"events\":[],}",
                "\uFEFF{\"events\":[]}",
                "{\"events\":[NaN]}",
                "{\"events\":[{\"type\":\"\\x\"}]}",
                "{\"events\":[{\"domain\":\"a\",\"type\":\"t\",\"payload\":01}]}"
            })
    void what_is_not_json_or_no_batch_is_malformed(String json) {
        assertStatus(400, () -> body(json).forAnyStream());
    }

    @Test
    void bytes_that_are_not_utf_8_are_malformed() {
        byte[] latin = "{\"events\":[],\"ü\":1}".getBytes(StandardCharsets.ISO_8859_1);
        assertStatus(400, () -> body("application/json", latin).forAnyStream());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=UTF-16", "application/json; charset=iso-8859-1"})
    void another_charset_is_not_read(String type) {
        assertStatus(
                415,
                () -> body(type, "{\"events\":[]}".getBytes(StandardCharsets.UTF_8))
                        .forAnyStream());
    }

    @Test
    void utf_8_may_be_said() {
        byte[] json = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(body("application/json;charset=utf-8", json).forAnyStream().events())
                .isEmpty();
    }

    @Test
    void ten_thousand_events_are_a_batch_and_one_more_is_not() {
        String event = "{\"type\":\"t\",\"payload\":1}";
        String most = String.join(",", Collections.nCopies(10_000, event));
        assertThat(body("[" + most + "]").forStream(STREAM).events()).hasSize(10_000);
        assertInvalid(() -> body("[" + most + "," + event + "]").forStream(STREAM), "events");
    }

    @Test
    void nesting_ends_before_the_stack_does() {
        String deep = "[".repeat(100_000);
        assertInvalid(() -> body("{\"type\":\"t\",\"payload\":" + deep).forStream(STREAM), "payload");
    }

    @ParameterizedTest
    @CsvSource({"payload, x", "meta, x", "payload, 1", "type, x", "type, 1", "id, x"})
    void a_token_without_end_is_refused_as_soon_as_it_passes_every_limit(String member, char filling) {
        String start = "{\"" + member + "\":" + (filling == 'x' ? "\"" : "1");
        assertInvalid(() -> endless(start, filling).forStream(STREAM), member);
    }

    @Test
    void an_expected_sequence_without_end_is_refused() {
        assertInvalid(() -> endless("{\"expectedSequence\":1", '1').forAnyStream(), "expectedSequence");
        assertInvalid(
                () -> endless("{\"expectedSequences\":[{\"domain\":\"", 'x').forAnyStream(),
                "expectedSequences[0].domain");
    }

    @Test
    void the_longest_string_is_read_whatever_it_is_written_with() {
        for (String character : new String[] {"x", "\\u0041", "\\n"}) {
            int count = character.equals("\\n") ? Limits.JSON_BYTES / 2 - 1 : Limits.JSON_BYTES - 2;
            String json = "{\"type\":\"t\",\"payload\":\"" + character.repeat(count) + "\"}";
            assertThat(body(json).forStream(STREAM).events()).hasSize(1);
        }
    }

    @Test
    void a_body_of_an_administrator_has_the_limits_of_all_json() {
        String deep = "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> body(deep).arguments("name"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("" + Limits.JSON_DEPTH);
        assertThatThrownBy(() -> body("{\"name\":\"a\",\"name\":\"b\"}").arguments("name"))
                .isInstanceOf(InvalidEventException.class);
        assertThat(body(" {\"name\":\"a\"} ").arguments("name").text("name")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "null", "{", "{} {}", "{\"name\":}"})
    void a_body_of_an_administrator_is_an_object(String json) {
        assertStatus(400, () -> body(json).arguments("name"));
    }

    /** Text that ends in one character without end. */
    private static RequestBody endless(String start, char filling) {
        InputStream text = new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8));
        InputStream rest = new InputStream() {
            @Override
            public int read() {
                return filling;
            }
        };
        return new RequestBody(
                new Headers().and("Content-Type", "application/json"), new SequenceInputStream(text, rest));
    }

    private static RequestBody expecting(String json) {
        return body("{\"events\":[" + EVENT + "],\"expectedSequence\":" + json + "}");
    }

    private static RequestBody body(String json) {
        return body("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestBody body(String type, byte[] content) {
        return new RequestBody(new Headers().and("Content-Type", type), new ByteArrayInputStream(content));
    }

    private static void assertInvalid(ThrowingCallable reading, String field) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo(field));
    }

    private static void assertStatus(int status, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(status));
    }
}
