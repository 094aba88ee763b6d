/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "é", "€", "😀", "a€é😀z", "\u0000\u007f\u0080\u07ff\u0800\uffff"})
    void text_counts_its_bytes_in_utf8(String text) {
        assertThat(ItemSize.of(Map.of("name", AttributeValue.fromS(text))))
                .isEqualTo(4 + text.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "7, 2", "42, 2", "123, 3", "1234, 3", "-1234, 4", "1000000, 2", "1763987654321098, 9"})
    void a_number_counts_a_byte_for_two_significant_digits_and_one_more(String number, int bytes) {
        assertThat(ItemSize.of(Map.of("n", AttributeValue.fromN(number)))).isEqualTo(1 + bytes);
    }

    @Test
    void a_list_counts_three_bytes_and_one_for_each_element() {
        AttributeValue list = AttributeValue.fromL(List.of(AttributeValue.fromS("ab"), AttributeValue.fromS("c")));

        assertThat(ItemSize.of(Map.of("x", list))).isEqualTo(1 + 3 + (2 + 1) + (1 + 1));
    }

    @Test
    void a_map_counts_three_bytes_and_one_for_each_member() {
        AttributeValue map = AttributeValue.fromM(Map.of(
                "ab", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[32])), "c", AttributeValue.fromBool(true)));

        assertThat(ItemSize.of(Map.of("x", map))).isEqualTo(1 + 3 + (2 + 32 + 1) + (1 + 1 + 1));
    }
}
