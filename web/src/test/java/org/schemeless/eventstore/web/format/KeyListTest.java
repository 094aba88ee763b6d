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
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.web.Headers;

class KeyListTest {

    private static final String JSON = "application/json";
    private static final WrappedKey KEY = new WrappedKey(
            new KeyId("k1"),
            Subject.of("customer", "4\"2"),
            "env:MASTER",
            "AAEC",
            Instant.parse("2026-01-01T00:00:00.5Z"));
    private static final WrappedKey OTHER = new WrappedKey(
            new KeyId("k2"), Subject.of("customer", "43"), "env:MASTER", "AAED", Instant.parse("2026-01-01T00:00:00Z"));

    private static List<WrappedKey> read(String type, String body) {
        return new RequestBody(
                        new Headers().and("Content-Type", type),
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .keys();
    }

    private static String written(JsonWriter<KeyList> writer) throws IOException {
        StringWriter out = new StringWriter();
        writer.write(new KeyList(List.of(KEY, OTHER)), out);
        return out.toString();
    }

    @Test
    void what_is_given_can_be_read_in_both_forms() throws IOException {
        assertThat(read(JSON, written(new KeyListWriter()))).containsExactly(KEY, OTHER);
        assertThat(read(MediaTypes.NDJSON, written(new KeyLinesWriter()))).containsExactly(KEY, OTHER);
        assertThat(read(MediaTypes.NDJSON, "\n" + written(new KeyLinesWriter()) + "\n"))
                .containsExactly(KEY, OTHER);
        assertThat(read(MediaTypes.NDJSON, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"k1\" | \"id\":1 | keys[0].id",
                "\"id\":\"k1\" | \"id\":\"\" | keys[0].id",
                "\"type\":\"customer\" | \"type\":\"\" | keys[0].subject.type",
                "\"wrapped\":\"AAEC\" | \"wrapped\":\"-\" | keys[0].wrapped",
                "\"wrapped\":\"AAEC\" | \"x\":1 | keys[0].x",
                "\"masterKey\":\"env:MASTER\", | '' | keys[0].masterKey",
                "2026-01-01T00:00:00.500Z | yesterday | keys[0].created"
            })
    void what_is_wrong_is_named_with_its_place(String right, String wrong, String field) throws IOException {
        String json = written(new KeyListWriter());
        assertThat(json).contains(right);
        assertThatThrownBy(() -> read(JSON, json.replaceFirst(java.util.regex.Pattern.quote(right), wrong)))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | keys",
                "[] | keys",
                "{\"keys\":1} | keys",
                "{\"keys\":[],\"more\":1} | more",
                "{\"keys\":[1]} | keys[0]"
            })
    void another_body_is_refused(String body, String field) {
        assertThatThrownBy(() -> read(JSON, body))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo(field));
    }

    @Test
    void more_than_a_page_of_keys_are_too_many_and_lines_are_json() throws IOException {
        String line = KeyList.json(KEY) + "\n";
        assertThat(read(MediaTypes.NDJSON, line.repeat(Limits.PAGE))).hasSize(Limits.PAGE);
        assertThatThrownBy(() -> read(MediaTypes.NDJSON, line.repeat(Limits.PAGE + 1)))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo("keys"));
        assertThatThrownBy(() -> read(MediaTypes.NDJSON, line + "{")).isInstanceOf(WebApplicationException.class);
    }
}
