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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Tag;

class LogLinesTest {

    private static final String LINE =
            "{\"id\":\"e1\",\"domain\":\"d\",\"identifier\":\"ü\",\"type\":\"t\",\"sequence\":3,"
                    + "\"position\":7,\"payload\":1.10,\"meta\":{\"a\":null},"
                    + "\"correlationId\":\"c\",\"causationId\":\"b\","
                    + "\"created\":\"2001-02-03T04:05:06.123456Z\"}";

    private static final int MAX = 300;

    private static LogLines lines(String text) {
        return lines(text, StandardCharsets.UTF_8);
    }

    private static LogLines lines(String text, Charset charset) {
        return new LogLines(new ByteArrayInputStream(text.getBytes(charset)), MAX);
    }

    @Test
    void what_the_log_says_is_what_is_read() throws IOException {
        StoredEvent event = lines(LINE).next().orElseThrow().event();
        assertThat(EventJson.of(event).toString()).isEqualTo(LINE);
    }

    @Test
    void tags_are_an_array_of_names_and_values() throws IOException {
        String line = "{\"id\":\"e1\",\"domain\":\"d\",\"type\":\"t\",\"sequence\":3,\"payload\":1,"
                + "\"created\":\"2001-02-03T04:05:06Z\","
                + "\"tags\":[{\"name\":\"course\",\"value\":\"c\\\"1\"},{\"name\":\"student\",\"value\":\"ü\"}]}";

        StoredEvent event = lines(line).next().orElseThrow().event();

        assertThat(event.tags()).containsExactly(Tag.of("course", "c\"1"), Tag.of("student", "ü"));
        assertThat(EventJson.of(event).toString()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; tags",
                "{}; tags",
                "[1]; tags",
                "[{\"name\":\"a\"}]; tags",
                "[{\"name\":\"a\",\"value\":\"b\",\"c\":1}]; tags",
                "[{\"name\":\"a\",\"value\":\"b\"},{\"name\":\"a\",\"value\":\"b\"}]; tags",
                "[{\"name\":\"a\",\"value\":1}]; tags.value",
                "[{\"name\":\"\",\"value\":\"b\"}]; tags.name"
            })
    void other_tags_are_refused(String tags, String field) {
        assertInvalid(LINE.replace("\"meta\":{\"a\":null}", "\"tags\":" + tags), field);
    }

    @Test
    void each_line_has_its_number_and_empty_ones_count() throws IOException {
        LogLines lines = lines("\n" + LINE + "\n\n" + LINE + "\r\n");
        assertThat(lines.next().map(LogLine::number)).hasValue(2L);
        assertThat(lines.next().map(LogLine::number)).hasValue(4L);
        assertThat(lines.next()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.0", "1e2", "\"3\"", "null", "true", "9007199254740992", "[3]"})
    void a_sequence_is_an_integer_from_1(String wrong) {
        assertInvalid(LINE.replace("\"sequence\":3", "\"sequence\":" + wrong), "sequence");
        assertInvalid(LINE.replace("\"position\":7", "\"position\":" + wrong), "position");
    }

    @ParameterizedTest
    @CsvSource({"id, e1", "created, 2001-02-03T04:05:06.123456Z", "type, t", "domain, d"})
    void what_a_store_gives_has_to_be_there(String member, String value) {
        assertInvalid(LINE.replace("\"" + member + "\":\"" + value + "\"", "\"" + member + "\":null"), member);
    }

    @Test
    void a_position_need_not_be_there() throws IOException {
        assertThat(lines(LINE.replace("\"position\":7,", ""))
                        .next()
                        .orElseThrow()
                        .event()
                        .position())
                .isNull();
    }

    @Test
    void a_line_is_one_value_in_utf_8_of_a_bounded_length() {
        assertRefused(lines(LINE.substring(0, 100) + "\n" + LINE.substring(100)), 400);
        assertRefused(lines(LINE.replace(",\"causationId\":\"b\"", "") + "{}"), 400);
        assertRefused(lines(LINE, StandardCharsets.ISO_8859_1), 400);
        assertRefused(lines(LINE.replace("1.10", "\"" + "x".repeat(MAX) + "\"")), 413);
    }

    private static void assertInvalid(String line, String field) {
        assertThatThrownBy(() -> lines(line).next())
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo(field));
    }

    private static void assertRefused(LogLines lines, int status) {
        assertThatThrownBy(lines::next)
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(status));
    }
}
