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

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EventQueryTest {

    private static final Tag COURSE = Tag.of("course", "c1");
    private static final Tag STUDENT = Tag.of("student", "s7");

    private static StoredEvent event(String type, Tag... tags) {
        return new StoredEvent(
                "1",
                StreamId.of("d"),
                1,
                null,
                type,
                JsonText.parse("1"),
                null,
                null,
                null,
                Instant.EPOCH,
                List.of(tags));
    }

    private static void assertInvalid(ThrowingCallable call, String field, String message) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.getField()).isEqualTo(field));
    }

    @Test
    void an_item_takes_events_with_all_of_its_tags_and_one_of_its_types() {
        EventQuery query =
                EventQuery.tagged("course", "c1").and("student", "s7").types("joined", "left");

        assertThat(query.matches(event("joined", COURSE, STUDENT))).isTrue();
        assertThat(query.matches(event("left", STUDENT, COURSE, Tag.of("x", "y"))))
                .isTrue();
        assertThat(query.matches(event("opened", COURSE, STUDENT))).isFalse();
        assertThat(query.matches(event("joined", COURSE))).isFalse();
        assertThat(query.matches(event("joined"))).isFalse();
    }

    @Test
    void without_types_it_takes_any() {
        assertThat(EventQuery.tagged("course", "c1").matches(event("whatever", COURSE)))
                .isTrue();
    }

    @Test
    void a_query_takes_what_one_of_its_items_takes() {
        EventQuery query = EventQuery.tagged("course", "c1").types("opened").or(EventQuery.tagged("student", "s7"));

        assertThat(query.matches(event("opened", COURSE))).isTrue();
        assertThat(query.matches(event("any", STUDENT))).isTrue();
        assertThat(query.matches(event("any", COURSE))).isFalse();
        assertThat(query.tags()).containsExactly(COURSE, STUDENT);
        assertThat(query).hasToString("course \"c1\" of type opened, or student \"s7\"");
    }

    @Test
    void types_are_those_of_all_items_so_far_and_an_item_is_there_once() {
        EventQuery query = EventQuery.tagged("course", "c1")
                .or(EventQuery.tagged("student", "s7"))
                .types("b", "a")
                .types("a");

        assertThat(query.items())
                .extracting(EventQuery.Item::types)
                .containsExactly(List.of("a", "b"), List.of("a", "b"));
        assertThat(query.or(EventQuery.tagged("course", "c1").types("a", "b"))).isEqualTo(query);
    }

    @Test
    void what_is_outside_the_limits_is_refused() {
        EventQuery one = EventQuery.tagged("course", "c1");
        String[] many = IntStream.rangeClosed(0, Limits.QUERY_TYPES)
                .mapToObj(i -> "t" + i)
                .toArray(String[]::new);

        assertInvalid(() -> EventQuery.tagged("", "c1"), "tags.name", "1 to 100 characters");
        assertInvalid(() -> EventQuery.tagged("course", " c1"), "tags.value", "white space");
        assertInvalid(() -> one.and("course", "c1"), "tags", "course \"c1\" twice");
        assertInvalid(() -> one.types(""), "query.types", "1 to 200 characters");
        assertInvalid(() -> one.types(many), "query", "101 types");
        assertInvalid(() -> new EventQuery(List.of()), "query", "0 items");
        assertInvalid(() -> new EventQuery(Collections.nCopies(101, one.items().get(0))), "query", "101 items");
        assertInvalid(() -> new EventQuery.Item(List.of(), List.of()), "query", "without a tag");
    }

    @Test
    void a_mark_belongs_to_its_query_and_there_is_one_boundary() {
        Boundary seen =
                new Boundary(EventQuery.tagged("course", "c1"), new Boundary.Mark("store", List.of(1L)), List.of());
        Boundary wrong = new Boundary(seen.query(), new Boundary.Mark("store", List.of(1L, 2L)), List.of());

        assertInvalid(() -> ExpectedSequence.nothingNew(wrong), "nothingNew", "not of this query");
        assertInvalid(
                () -> ExpectedSequence.nothingNew(seen).and(ExpectedSequence.nothingNew(seen)),
                "nothingNew",
                "two boundaries");
    }

    @Test
    void what_is_missing_is_said_where_it_is_named() {
        Boundary seen =
                new Boundary(EventQuery.tagged("course", "c1"), new Boundary.Mark("store", List.of(1L)), List.of());

        assertInvalid(() -> new EventQuery(null), "query", "is missing");
        assertInvalid(() -> new Boundary(null, seen.mark(), List.of()), "query", "is missing");
        assertInvalid(() -> new Boundary(seen.query(), null, List.of()), "mark", "is missing");
        assertInvalid(() -> new Boundary.Mark(null, List.of(1L)), "mark.store", "is missing");
        assertInvalid(() -> new Boundary.Mark("store", null), "mark.places", "is missing");
        assertInvalid(() -> ExpectedSequence.nothingNew(null), "nothingNew", "is missing");
        assertInvalid(() -> ExpectedSequence.nothingNew(seen).and(null), "nothingNew", "expects null of the streams");
        assertInvalid(
                () -> new ExpectedSequence.NothingNew(null, seen.mark(), ExpectedSequence.any()),
                "query",
                "is missing");
        assertInvalid(
                () -> new ExpectedSequence.NothingNew(seen.query(), null, ExpectedSequence.any()),
                "mark",
                "is missing");
    }
}
