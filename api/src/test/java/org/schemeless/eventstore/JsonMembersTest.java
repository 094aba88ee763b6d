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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

    private static final JsonText JSON = JsonText.parse("""
            {"a":1.00,"b":{"c":"x,\\"}]{[\\\\","d":[1e5,[],{"e":null}]},"":"empty",\
            "a/b":true,"m~n":false,"ü\\n":"ü","s":"\\\\"}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /a | 1.00
                    /b/c | "x,\\"}]{[\\\\"
                    /b/d | [1e5,[],{"e":null}]
                    /b/d/0 | 1e5
                    /b/d/1 | []
                    /b/d/2/e | null
                    / | "empty"
                    /a~1b | true
                    /m~0n | false
                    /s | "\\\\"
                    """)
    void a_value_is_found_as_its_text(String pointer, String value) {
        assertThat(JSON.at(pointer))
                .hasValueSatisfying(found -> assertThat(found).hasToString(value));
    }

    @Test
    void a_name_with_escapes_is_found_and_no_pointer_is_all_there_is() {
        assertThat(JSON.at("/ü\n")).contains(JsonText.of("ü"));
        assertThat(JSON.at("")).contains(JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/a/0", "/b/d/3", "/b/d/00", "/b/d/-", "/b/d/1/0", "/b/d/e", "/b/", "/c"})
    void what_is_not_there_is_not_found(String pointer) {
        assertThat(JSON.at(pointer)).isEmpty();
        assertThat(JSON.with(pointer, JsonText.of(1))).isEmpty();
        assertThat(JSON.without(pointer)).isEqualTo(JSON);
    }

    /** JSON-P's own pointers are the rival, with values compared as values. */
    @ParameterizedTest
    @ValueSource(strings = {"/a", "/b", "/b/c", "/", "/a~1b", "/m~0n", "/ü\n", "/s", "/b/d/2/e"})
    void members_are_replaced_and_taken_out_as_another_implementation_does(String pointer) {
        var json = Json.createReader(new StringReader(JSON.toString())).readObject();
        var there = Json.createPointer(pointer);

        assertThat(JSON.with(pointer, JsonText.of("new")).orElseThrow().value())
                .isEqualTo(there.replace(json, Json.createValue("new")));
        assertThat(JSON.without(pointer).value()).isEqualTo(there.remove(json));
    }

    @Test
    void an_element_becomes_null_so_that_the_others_keep_their_places() {
        assertThat(JsonText.parse("[1,2,3]").without("/1")).hasToString("[1,null,3]");
        assertThat(JsonText.parse("{\"a\":[{\"b\":1,\"c\":2}]}").without("/a/0/b"))
                .hasToString("{\"a\":[{\"c\":2}]}");
        assertThat(JsonText.parse("{\"a\":1}").without("/a")).hasToString("{}");
        assertThat(JsonText.parse("17").without("")).hasToString("null");
    }

    private static Stream<List<String>> wrong() {
        return Stream.of(
                List.of(),
                List.of("a"),
                List.of("/a~"),
                List.of("/a~2"),
                List.of("/a", "/a"),
                List.of("/a", "/a/b"),
                List.of("", "/a"),
                List.of("/" + "x".repeat(Limits.POINTER)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_pointer_that_is_none_or_within_another_is_refused(List<String> pointers) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> PersonalMembers.of(Subject.of("customer", "42"), pointers))
                .withMessageContaining("personal.members");
    }

    @Test
    void neighbours_with_the_same_beginning_are_no_nesting() {
        assertThat(PersonalMembers.of(Subject.of("customer", "42"), List.of("/ab", "/a", "/a-b"))
                        .pointers())
                .containsExactly("/a", "/a-b", "/ab");
    }

    @Test
    void an_event_has_what_its_pointers_name() {
        NewEvent.Builder event =
                NewEvent.in("customer", "42", "moved").payloadJson("{\"street\":\"x\",\"phones\":[1]}");
        Subject subject = Subject.of("customer", "42");

        assertThat(event.personal(subject, "/street", "/phones/0").build().personal())
                .containsExactly(PersonalMembers.of(subject, List.of("/phones/0", "/street")));
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> event.personal(subject, "/city").build())
                .withMessageContaining("/city");
    }
}
