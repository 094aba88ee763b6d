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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ExpectedSequence;

class PreconditionTest {

    @Test
    void without_a_header_nothing_is_expected() {
        assertThat(Precondition.of(new Headers()).expected()).isEqualTo(ExpectedSequence.any());
    }

    @Test
    void a_tag_is_the_expected_sequence() {
        Precondition condition = match("\"3\"");
        assertThat(condition.expected()).isEqualTo(ExpectedSequence.exactly(3));
        assertThat(condition.isWeak()).isFalse();
        assertThat(match("\"3.0123456789abcdef\"")).isEqualTo(condition);
    }

    @Test
    void a_weak_tag_is_known_as_such() {
        assertThat(match("W/\"3\"").isWeak()).isTrue();
    }

    @Test
    void stars_tell_whether_the_stream_exists() {
        assertThat(match("*").expected()).isEqualTo(ExpectedSequence.streamExists());
        assertThat(noneMatch("*").expected()).isEqualTo(ExpectedSequence.noStream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "\"x\"",
                "\"\"",
                "\"3\", \"4\"",
                "\"-1\"",
                "\"9007199254740992\"",
                "\"3",
                "w/\"3\"",
                "\"03\"",
                "W/\"03\"",
                "\"\u0663\""
            })
    void what_is_no_tag_of_a_stream_is_malformed(String tag) {
        assertMalformed(new Headers().and(HttpHeaders.IF_MATCH, tag));
    }

    @Test
    void an_append_allows_only_a_star_in_if_none_match() {
        assertMalformed(new Headers().and(HttpHeaders.IF_NONE_MATCH, "\"3\""));
    }

    @Test
    void both_headers_exclude_each_other() {
        assertMalformed(new Headers().and(HttpHeaders.IF_MATCH, "\"3\"").and(HttpHeaders.IF_NONE_MATCH, "*"));
    }

    @Test
    void the_body_may_say_what_the_headers_do_not() {
        ExpectedSequence inBody = ExpectedSequence.exactly(7);
        assertThat(Precondition.of(new Headers()).and(inBody)).isEqualTo(inBody);
        assertThat(match("\"3\"").and(ExpectedSequence.any())).isEqualTo(ExpectedSequence.exactly(3));
        assertThatThrownBy(() -> match("\"3\"").and(inBody)).isInstanceOf(WebApplicationException.class);
    }

    private static Precondition match(String tag) {
        return Precondition.of(new Headers().and(HttpHeaders.IF_MATCH, tag));
    }

    private static Precondition noneMatch(String tag) {
        return Precondition.of(new Headers().and(HttpHeaders.IF_NONE_MATCH, tag));
    }

    private static void assertMalformed(Headers headers) {
        assertThatThrownBy(() -> Precondition.of(headers))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(400));
    }
}
