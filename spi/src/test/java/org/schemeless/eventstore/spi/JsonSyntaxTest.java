/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.UnreadableEventException;

class JsonSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-0",
                "1.50",
                "-12e+3",
                "9E2",
                "\"\"",
                "\"\\u00e9\\n\\/ü\"",
                "[]",
                "{}",
                " [1, 2 ,\t3]\n",
                "{\"\":{\"a\":[null,{}]},\"b\":\"}\"}"
            })
    void json_is_seen(String text) {
        assertThat(JsonSyntax.isValue(text)).isTrue();
        assertThat(JsonText.parse(text).toString()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "truer",
                "01",
                "1.",
                ".5",
                "-",
                "1e",
                "+1",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\"a\nb\"",
                "[",
                "[1,]",
                "[1 2]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1",
                "1 2",
                "{}}",
                "\\",
                "'a'"
            })
    void what_is_broken_is_seen(String text) {
        assertThat(JsonSyntax.isValue(text)).isFalse();
    }

    @Test
    void nesting_has_an_end() {
        assertThat(JsonSyntax.isValue("[".repeat(Limits.JSON_DEPTH) + "]".repeat(Limits.JSON_DEPTH)))
                .isTrue();
        assertThat(JsonSyntax.isValue("[".repeat(1_000_000) + "]".repeat(1_000_000)))
                .isFalse();
    }

    @Test
    void a_broken_event_is_named() {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> StoredJson.payload("e1", "{\"a\":"))
                .withMessageContaining("\"e1\"");
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> StoredJson.meta("e1", "[]"))
                .withMessageContaining("meta");
        assertThat(StoredJson.meta("e1", null)).isNull();
    }
}
