/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.StreamId;

class ReadConditionTest {

    private static final StreamId STREAM = StreamId.of("d", "i");

    @Test
    void without_a_header_there_is_none() {
        ReadCondition condition = ReadCondition.of(new Headers());
        assertThat(condition.isGiven()).isFalse();
        assertThat(condition.isUnchanged("0")).isFalse();
        assertThatCode(() -> condition.requireMatch(STREAM, 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "W/\"3\"", "\"1\", \"3\"", "*", "\"x,\",\"3\""})
    void a_read_is_unchanged_if_one_of_its_tags_is_the_present_one(String tags) {
        assertThat(noneMatch(tags).isGiven()).isTrue();
        assertThat(noneMatch(tags).isUnchanged("3")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"33\"",
                "3",
                "\"2\"",
                "\"03\"",
                "\" 3\"",
                "\"\u0663\"",
                "\"1\", \"2,3\"",
                "\"abc\"",
                "W/\"abc\""
            })
    void a_read_is_changed_if_none_is(String tags) {
        assertThat(noneMatch(tags).isUnchanged("3")).isFalse();
    }

    @Test
    void a_page_with_personal_members_is_unchanged_if_the_whole_tag_is() {
        String tag = "3.0123456789abcdef";
        assertThat(noneMatch("\"" + tag + "\"").isUnchanged(tag)).isTrue();
        assertThat(noneMatch("\"" + tag + "\"").isUnchanged("3")).isFalse();
        assertThat(noneMatch("\"" + tag + "\"").isUnchanged("3.fedcba9876543210"))
                .isFalse();
        assertThat(noneMatch("\"3\"").isUnchanged(tag)).isFalse();
        assertThatCode(() -> match("\"" + tag + "\"").requireMatch(STREAM, 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "\"1\", \"3\"", "\"1\",\"3\"", "*", ", \"x\" ,\"3\","})
    void one_strong_tag_has_to_match(String tags) {
        assertThatCode(() -> match(tags).requireMatch(STREAM, 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"2\" | 2", "\"33\", \"4\" | 33", "W/\"3\" | 3", "\"x\", \"5\" | 5"})
    void otherwise_the_first_sequence_is_told(String tags, String expected) {
        assertThatThrownBy(() -> match(tags).requireMatch(STREAM, 3))
                .isInstanceOfSatisfying(ConcurrencyError.class, e -> {
                    assertThat(e.getFound()).isEqualTo(3);
                    assertThat(e.getMessage()).contains("expected sequence " + expected + ", found 3");
                });
    }

    @Test
    void a_star_asks_for_an_event() {
        assertThatThrownBy(() -> match("*").requireMatch(STREAM, 0)).isInstanceOf(ConcurrencyError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "\"03\"", "W/\"03\"", "\"-1\"", "\"\"", "\"x\", \"y\"", "\"*\""})
    void a_tag_of_no_sequence_matches_nothing(String tags) {
        assertThatThrownBy(() -> match(tags).requireMatch(STREAM, 3))
                .isInstanceOfSatisfying(WebApplicationException.class, e -> {
                    assertThat(e.getResponse().getStatus()).isEqualTo(412);
                    assertThat((String) e.getResponse().getEntity())
                            .contains("problems/concurrency-error")
                            .contains("\"found\":3")
                            .contains("\"expected\":\"" + tags.replace("\"", "\\\"") + "\"");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"3", "\"3\" x", "w/\"3\"", "", ","})
    void what_is_no_list_of_tags_is_malformed(String tags) {
        assertThatThrownBy(() -> match(tags))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(400));
    }

    private static ReadCondition match(String tags) {
        return ReadCondition.of(new Headers().and(HttpHeaders.IF_MATCH, tags));
    }

    private static ReadCondition noneMatch(String tags) {
        return ReadCondition.of(new Headers().and(HttpHeaders.IF_NONE_MATCH, tags));
    }
}
