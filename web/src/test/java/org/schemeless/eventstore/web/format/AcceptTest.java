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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | application/json;q=1",
                "application/json;charset=iso-8859-1 | application/json;q=1",
                "APPLICATION/JSON; Charset=\"a,b;\\\"q=0\" ; Q=0.5 | application/json;q=0.5",
                ",text/plain;version=0.0.4;q=0.3 ,, */*;q=0.1, | text/plain;q=0.3, */*;q=0.1"
            })
    void parameters_do_not_count(String given, String text) {
        assertThat(Accept.of(given).text(false)).isEqualTo(text);
    }

    @Test
    void what_is_refused_is_left_out_of_what_a_wildcard_offers() {
        assertThat(Accept.of("application/json;q=0, */*").text(false))
                .startsWith("application/cloudevents+json;q=1, application/cloudevents-batch+json;q=1")
                .doesNotContain("application/json");
    }

    @Test
    void the_most_specific_range_counts() {
        assertThat(Accept.of("*/*;q=0, application/*;q=0.2, application/json").text(false))
                .startsWith("application/json;q=1, application/cloudevents+json;q=0.2")
                .doesNotContain("text/", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;q=0", "*/*;q=0.000", "application/json;q=0.0, text/html;q=0"})
    void nothing_left_is_not_anything(String given) {
        assertThat(Accept.of(given).text(false)).isEqualTo("none/none;q=1");
    }

    @Test
    void without_a_body_the_media_type_of_problems_is_any() {
        assertThat(Accept.of("application/problem+json").text(true)).contains("*/*");
        assertThat(Accept.of("application/problem+json").text(false)).doesNotContain("*/*");
        assertThat(Accept.of("application/xml").text(true)).doesNotContain("*/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "application/json;q", "application/json, \"", "a/b c/d"})
    void what_is_malformed_is_left_to_the_server(String given) {
        assertThat(Accept.of(given).text(false)).isEqualTo(given);
    }

    @Test
    void no_text_takes_long() {
        assertThat(Accept.of("a/b;c=\"".repeat(20_000)).text(false)).hasSize(140_000);
        assertThat(Accept.of(", ".repeat(50_000) + "x").text(false)).hasSize(100_001);
    }
}
