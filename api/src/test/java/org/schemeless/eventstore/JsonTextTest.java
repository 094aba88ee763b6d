/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-0",
                "-0.0",
                "1.10",
                "1E5",
                "1e-7",
                "12345678901234567890.00",
                "0.1e+400",
                "\"\"",
                "\"a\\\"b\\\\c\"",
                "\"\\u0000\\u001f\"",
                "\"\\b\\f\\n\\r\\t\"",
                "\"\u007f\u2028\"",
                "\"😀\"",
                "[]",
                "{}",
                "[1,[2,[3]],{}]",
                "{\"\":null,\"b\":1,\"a\":{\"\":\"\"}}"
            })
    void keeps_the_text_of_a_value(String json) {
        assertThat(JsonText.parse(json)).hasToString(json);
    }

    @Test
    void leaves_out_the_white_space_between_tokens_and_needless_escapes() {
        assertThat(JsonText.parse(" { \"a\" : [ 1 , \"\\u00e9\\/\" ] }\r\n")).hasToString("{\"a\":[1,\"é/\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "01",
                "1.",
                ".5",
                "+1",
                "NaN",
                "nul",
                "'a'",
                "\"a",
                "\"\t\"",
                "{} x",
                "1 2",
                "[1]]",
                "{a:1}",
                "// c\n1",
                "\"\\x\"",
                "\uFEFF1"
            })
    void refuses_what_is_not_one_json_value(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void refuses_a_member_that_is_there_twice() {
        assertThatThrownBy(() -> JsonText.parse("{\"a\":1,\"b\":{\"a\":2},\"a\":3}"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("\"a\" twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud800x\"", "{\"\\ud800\":1}"})
    void refuses_half_a_surrogate_pair(String json) {
        assertThatThrownBy(() -> JsonText.parse(json))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void allows_500_levels_and_no_more() {
        String deepest = "[".repeat(500) + "]".repeat(500);
        assertThat(JsonText.parse(deepest)).hasToString(deepest);
        assertThatThrownBy(() -> JsonText.parse("[" + deepest + "]")).hasMessageContaining("500 levels");
        assertThatThrownBy(() -> JsonText.parse("[".repeat(1_000_000))).hasMessageContaining("500 levels");
    }

    @Test
    void allows_16_mib_of_utf8_and_no_more() {
        int characters = (Limits.JSON_BYTES - 2) / 2;
        String largest = "\"" + "é".repeat(characters) + "\"";
        assertThat(JsonText.parse(largest).toString()).hasSize(characters + 2);
        assertThatThrownBy(() -> JsonText.parse("\"x" + largest.substring(1)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("16777216 bytes");
    }

    @Test
    void reads_as_many_characters_as_there_may_be_bytes() {
        String longest = "\"" + "x".repeat(Limits.JSON_BYTES - 2) + "\"";
        assertThat(JsonText.parse(longest).toString()).hasSize(Limits.JSON_BYTES);
        assertThat(JsonText.parse(longest).value()).hasToString(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e-1000000000", "1e99999999999999999999", "1E10000"})
    void refuses_exponents_no_decimal_type_has(String json) {
        assertThatThrownBy(() -> JsonText.parse(json)).hasMessageContaining("exponents to 9999");
    }

    @Test
    void refuses_a_number_of_more_than_1000_characters() {
        String longest = "1".repeat(1000);
        assertThat(JsonText.parse(longest)).hasToString(longest);
        assertThatThrownBy(() -> JsonText.parse(longest + "1")).hasMessageContaining("1000 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0|1.00",
                "100|1e2",
                "0|-0",
                "{\"a\":1,\"b\":[2]}|{\"b\":[2.0],\"a\":1}",
                "\"\\u0041\"|\"A\"",
                "1e9999|10e9998"
            })
    void is_the_same_value_whatever_the_order_of_members_and_the_form_of_numbers(String one, String other) {
        assertThat(JsonText.parse(one).isSameValueAs(JsonText.parse(other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|\"1\"",
                "[1,2]|[2,1]",
                "{\"a\":null}|{}",
                "null|0",
                "{}|[]",
                "\"a\"|\"A\"",
                "[1]|[1,1]",
                "12345678901234567890|12345678901234567891",
                "{\"a\":1}|{\"b\":1}"
            })
    void is_another_value_if_anything_else_differs(String one, String other) {
        assertThat(JsonText.parse(one).isSameValueAs(JsonText.parse(other))).isFalse();
    }

    public record Deposited(BigDecimal amount, LocalDate valueDate, List<String> notes) {}

    @Test
    void is_made_of_a_record_and_read_as_one() {
        Deposited deposited = new Deposited(new BigDecimal("100.10"), LocalDate.of(2026, 3, 29), List.of("a", "b"));
        JsonText json = JsonText.of(deposited);
        assertThat(json.isSameValueAs(
                        JsonText.parse("{\"amount\":100.10,\"valueDate\":\"2026-03-29\",\"notes\":[\"a\",\"b\"]}")))
                .as(json.toString())
                .isTrue();
        assertThat(json.as(Deposited.class)).isEqualTo(deposited);
    }

    @Test
    void is_made_of_maps_strings_trees_and_nothing() {
        assertThat(JsonText.of(Map.of("a", 1))).hasToString("{\"a\":1}");
        assertThat(JsonText.of("a\"b")).hasToString("\"a\\\"b\"");
        assertThat(JsonText.of(Json.createReader(new StringReader("{\"b\":1.10,\"a\":2}"))
                        .read()))
                .hasToString("{\"b\":1.10,\"a\":2}");
        assertThat(JsonText.of(null)).hasToString("null");
        assertThat(JsonText.string("\u0001\n😀")).hasToString("\"\\u0001\\n😀\"");
    }
}
