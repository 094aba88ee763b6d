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

import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewEventTest {

    private static final String EMOJI = "😀";

    private static NewEvent.Builder event() {
        return NewEvent.in("account", "42", "opened").payload(null);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("id", 64, (Function<String, NewEvent>)
                        s -> event().id(s).build()),
                Arguments.of("domain", 100, (Function<String, NewEvent>)
                        s -> NewEvent.in(s, "42", "t").payload(1).build()),
                Arguments.of("identifier", 255, (Function<String, NewEvent>)
                        s -> NewEvent.in("d", s, "t").payload(1).build()),
                Arguments.of("type", 200, (Function<String, NewEvent>)
                        s -> NewEvent.in("d", "i", s).payload(1).build()),
                Arguments.of("correlationId", 64, (Function<String, NewEvent>)
                        s -> event().correlationId(s).build()),
                Arguments.of("causationId", 64, (Function<String, NewEvent>)
                        s -> event().causationId(s).build()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void counts_the_characters_of_a_name_as_code_points(String field, int max, Function<String, NewEvent> made) {
        made.apply(EMOJI.repeat(max));
        assertThatThrownBy(() -> made.apply(EMOJI.repeat(max) + "x"))
                .isInstanceOfSatisfying(InvalidEventException.class, e -> {
                    assertThat(e.getField()).isEqualTo(field);
                    assertThat(e.getLimit()).contains(String.valueOf(max));
                    assertThat(e).hasMessageContaining((max + 1) + " characters");
                });
    }

    @ParameterizedTest
    @MethodSource("names")
    void refuses_white_space_at_the_ends_of_a_name(String field, int max, Function<String, NewEvent> made) {
        made.apply("a b\u00a0c");
        for (String blank : new String[] {" ", "\u00a0", "\u1680", "\u2003", "\u2028", "\u2029", "\u202f", "\u3000"}) {
            assertThatThrownBy(() -> made.apply("a" + blank)).hasMessageContaining("white space");
            assertThatThrownBy(() -> made.apply(blank + "a")).hasMessageContaining("white space");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void refuses_control_characters_and_halves_of_pairs(String field, int max, Function<String, NewEvent> made) {
        for (String control : new String[] {"\u0000", "\t", "\n", "\u001f", "\u007f", "\u0085", "\u009f"}) {
            assertThatThrownBy(() -> made.apply("a" + control + "b")).hasMessageContaining("control");
        }
        assertThatThrownBy(() -> made.apply("a\ud800b")).hasMessageContaining("surrogate");
        assertThatThrownBy(() -> made.apply("a\udc00")).hasMessageContaining("surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "domain", "type"})
    void requires_what_may_not_be_empty(String field) {
        assertThatThrownBy(() -> names().filter(arguments -> arguments.get()[0].equals(field))
                        .map(arguments -> {
                            @SuppressWarnings("unchecked")
                            Function<String, NewEvent> made =
                                    (Function<String, NewEvent>) arguments.get()[2];
                            return made.apply("");
                        })
                        .toList())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(field);
    }

    @Test
    void takes_empty_causal_ids_and_identifiers_for_absent() {
        NewEvent event = NewEvent.in("d", null, "t")
                .payload(1)
                .correlationId("")
                .causationId("")
                .build();
        assertThat(event.correlationId()).isNull();
        assertThat(event.causationId()).isNull();
        assertThat(event.stream()).isEqualTo(StreamId.of("d", "")).isEqualTo(StreamId.of("d"));
    }

    @Test
    void requires_a_payload_which_may_be_null() {
        assertThatThrownBy(() -> NewEvent.in("d", "i", "t").build()).hasMessageContaining("payload");
        assertThat(NewEvent.in("d", "i", "t").payload(null).build().payload()).hasToString("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[]", "null", "\"{}\""})
    void takes_only_an_object_for_meta(String json) {
        assertThatThrownBy(() -> event().metaJson(json).build())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("meta");
    }

    @Test
    void names_the_member_whose_json_is_wrong() {
        assertThatThrownBy(() -> event().payloadJson("{")).hasMessageStartingWith("payload");
        assertThatThrownBy(() -> event().metaJson("{\"a\":1,\"a\":1}")).hasMessageStartingWith("meta");
    }

    @Test
    void cuts_the_time_to_microseconds_also_before_1970() {
        assertThat(event().created(Instant.parse("2026-03-29T00:59:59.123456999Z"))
                        .build()
                        .created())
                .isEqualTo("2026-03-29T00:59:59.123456Z");
        assertThat(event().created(Instant.parse("1969-12-31T23:59:59.999999999Z"))
                        .build()
                        .created())
                .isEqualTo("1969-12-31T23:59:59.999999Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z"})
    void refuses_years_outside_1_to_9999(String time) {
        assertThatThrownBy(() -> event().created(Instant.parse(time)).build()).hasMessageContaining("years");
    }
}
