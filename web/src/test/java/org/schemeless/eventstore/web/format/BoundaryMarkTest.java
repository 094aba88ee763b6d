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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.InvalidEventException;

class BoundaryMarkTest {

    private static final EventQuery QUERY = EventQuery.tagged("course", "c1")
            .and("student", "s7")
            .and("year", "3")
            .types("joined", "left");

    private static String text(EventQuery query, String store, Long... places) {
        return BoundaryMark.text(new Boundary(query, new Boundary.Mark(store, List.of(places)), List.of()));
    }

    @Test
    void a_mark_comes_back_with_its_query_whatever_the_order_of_what_has_none() {
        EventQuery same = EventQuery.tagged("course", "c1")
                .and("year", "3")
                .and("student", "s7")
                .types("left", "joined");
        String text = text(QUERY, "a b@c", 12L);

        assertThat(text).matches("12-[0-9a-f]{8}@a%20b%40c");
        assertThat(BoundaryMark.parse(text, same, "mark")).isEqualTo(new Boundary.Mark("a b@c", List.of(12L)));
    }

    static Stream<EventQuery> others() {
        return Stream.of(
                EventQuery.tagged("course", "c1").and("student", "s7").and("year", "3"),
                EventQuery.tagged("student", "s7")
                        .and("course", "c1")
                        .and("year", "3")
                        .types("joined", "left"),
                EventQuery.tagged("course", "c2")
                        .and("student", "s7")
                        .and("year", "3")
                        .types("joined", "left"),
                EventQuery.tagged("course", "c1").and("student", "s7").types("joined", "left"),
                QUERY.types("moved"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void a_mark_of_another_query_is_refused(EventQuery other) {
        String text = text(QUERY, "store", 12L);
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> BoundaryMark.parse(text, other, "nothingNew.mark"))
                .withMessageContaining("another query")
                .satisfies(error -> assertThat(error.getField()).isEqualTo("nothingNew.mark"));
    }

    @Test
    void items_in_another_order_are_another_query() {
        EventQuery one = EventQuery.tagged("a", "1");
        EventQuery two = EventQuery.tagged("b", "2");
        String text = text(one.or(two), "store", 1L, 2L);
        assertThat(BoundaryMark.parse(text, one.or(two), "mark").places()).containsExactly(1L, 2L);
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> BoundaryMark.parse(text, two.or(one), "mark"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HASH",
                "0@a",
                "0-@a",
                "0-HASH@",
                "-HASH@a",
                "0-HASH",
                "01-HASH@a",
                "-1-HASH@a",
                "0.-HASH@a",
                "9999999999999999999-HASH@a",
                "0-HASH@%4",
                "0-HASH0@a",
                "0-xyzxyzxy@a"
            })
    void what_is_no_mark_is_refused(String wrong) {
        String hash = text(QUERY, "s", 0L).replaceAll(".*-(.*)@.*", "$1");
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> BoundaryMark.parse(wrong.replace("HASH", hash), QUERY, "mark"))
                .withMessageContaining("is no mark");
    }
}
