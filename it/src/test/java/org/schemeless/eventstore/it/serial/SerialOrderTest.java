/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.it.tool.serial.Operation;
import org.schemeless.eventstore.it.tool.serial.Operation.Outcome;
import org.schemeless.eventstore.it.tool.serial.SerialOrder;

/** A history that could not have been is not taken for one that could. */
class SerialOrderTest {

    private static final EventQuery X = EventQuery.tagged("course", "x");
    private static final EventQuery Y = EventQuery.tagged("course", "y");

    private final List<Operation> history = new ArrayList<>();
    private final Set<String> stored = new HashSet<>();

    private static NewEvent event(String id, String course) {
        return NewEvent.in("serial", id, "joined")
                .id(id)
                .payload(1)
                .tag("course", course)
                .build();
    }

    /** All at the same time. */
    private Operation add(String name, EventQuery query, Set<String> seen, Outcome outcome, NewEvent... written) {
        return add(name, query, seen, outcome, 0, outcome == Outcome.UNKNOWN ? Operation.NEVER : 100, written);
    }

    private Operation add(
            String name,
            EventQuery query,
            Set<String> seen,
            Outcome outcome,
            long began,
            long ended,
            NewEvent... written) {
        Operation operation = new Operation(name, query, seen, List.of(written), outcome, began, ended);
        history.add(operation);
        if (outcome == Outcome.STORED) {
            stored.addAll(Arrays.stream(written).map(NewEvent::id).collect(Collectors.toSet()));
        }
        return operation;
    }

    private void assertRefused(String... words) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> SerialOrder.of(history, stored))
                .withMessageContainingAll(words);
    }

    @Test
    void those_who_have_found_each_others_events_come_one_after_the_other() {
        Operation third = add("third", X.or(Y), Set.of("1", "2"), Outcome.STORED, event("3", "x"));
        Operation first = add("first", X, Set.of(), Outcome.STORED, event("1", "x"));
        Operation second = add("second", X, Set.of("1"), Outcome.STORED, event("2", "x"));
        Operation reader = add("reader", X, Set.of("1"), Outcome.NOT_STORED);
        Operation late = add("late", X, Set.of("1"), Outcome.NOT_STORED, event("4", "x"));

        assertThat(SerialOrder.of(history, stored))
                .containsSubsequence(first, second, third)
                .containsSubsequence(first, reader, second)
                .containsSubsequence(first, late, second)
                .hasSize(5);
    }

    @Test
    void two_who_have_both_found_nothing_and_both_are_stored_are_none() {
        add("one", X, Set.of(), Outcome.STORED, event("1", "x"));
        add("two", X, Set.of(), Outcome.STORED, event("2", "x"));

        assertRefused("no serial order", "one", "two");
    }

    @Test
    void two_of_whom_each_writes_what_the_other_has_asked_for_are_none() {
        add("one", X, Set.of(), Outcome.STORED, event("1", "y"));
        add("two", Y, Set.of(), Outcome.STORED, event("2", "x"));

        assertRefused("no serial order", "one", "two");
    }

    @Test
    void three_in_a_ring_are_none_and_those_beside_it_are_not_named() {
        EventQuery z = EventQuery.tagged("course", "z");
        add("one", X, Set.of(), Outcome.STORED, event("1", "y"));
        add("beside", X, Set.of(), Outcome.NOT_STORED);
        add("two", Y, Set.of("1"), Outcome.STORED, event("2", "z"));
        add("three", z, Set.of("2"), Outcome.STORED, event("3", "x"));
        assertThat(SerialOrder.of(history, stored)).hasSize(4);

        history.remove(3);
        add("three", z, Set.of(), Outcome.STORED, event("4", "x"), event("3", "z"));
        stored.add("4");
        history.set(0, new Operation("one", X, Set.of("4"), List.of(event("1", "y")), Outcome.STORED, 0, 100));
        history.set(2, new Operation("two", Y, Set.of("1"), List.of(event("2", "z")), Outcome.STORED, 0, 100));
        assertThat(SerialOrder.of(history, stored)).hasSize(4);

        history.set(
                3,
                new Operation(
                        "three", z, Set.of("2"), List.of(event("4", "x"), event("3", "z")), Outcome.STORED, 0, 100));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> SerialOrder.of(history, stored))
                .withMessageContainingAll("one", "two", "three")
                .withMessageNotContaining("beside");
    }

    @Test
    void what_was_answered_before_somebody_began_has_to_be_found() {
        add("early", null, Set.of(), Outcome.STORED, 0, 10, event("1", "x"));
        add("late", X, Set.of(), Outcome.NOT_STORED, 11, 20);
        assertRefused("no serial order", "early", "late");

        history.set(1, new Operation("beside", X, Set.of(), List.of(), Outcome.NOT_STORED, 10, 20));
        assertThat(SerialOrder.of(history, stored)).extracting(Operation::name).containsExactly("beside", "early");
    }

    /** One sees the first of two events and not the second; another one the other way round. */
    @Test
    void two_readers_who_disagree_on_the_order_are_none() {
        add("writes 1", null, Set.of(), Outcome.STORED, event("1", "x"));
        add("writes 2", null, Set.of(), Outcome.STORED, event("2", "x"));
        add("reads 1", X, Set.of("1"), Outcome.NOT_STORED);
        assertThat(SerialOrder.of(history, stored)).hasSize(3);

        add("reads 2", X, Set.of("2"), Outcome.NOT_STORED);
        assertRefused("no serial order");
    }

    @Test
    void what_is_found_was_stored_whole_and_asked_for() {
        add("reader", X, Set.of("1"), Outcome.NOT_STORED);
        assertRefused("reader", "1", "not stored");

        add("refused", null, Set.of(), Outcome.NOT_STORED, event("1", "x"));
        assertRefused("reader", "1", "not stored");

        history.remove(1);
        add("writer", null, Set.of(), Outcome.STORED, event("1", "x"), event("2", "x"));
        assertRefused("reader", "a part of writer");

        history.set(0, new Operation("reader", Y, Set.of("1"), List.of(), Outcome.NOT_STORED, 0, 100));
        assertRefused("reader", "not asked for");
    }

    @Test
    void what_is_stored_is_what_the_writers_were_told() {
        add("told", null, Set.of(), Outcome.STORED, event("1", "x"), event("2", "x"));
        stored.remove("2");
        assertRefused("a part of told");
        stored.remove("1");
        assertRefused("told", "nothing of it is");

        history.clear();
        add("refused", null, Set.of(), Outcome.NOT_STORED, event("1", "x"));
        stored.add("1");
        assertRefused("refused", "not stored, and it is");

        history.clear();
        assertRefused("1", "nobody has sent it");
    }

    @Test
    void what_has_had_no_answer_is_stored_or_not() {
        add("unknown", X, Set.of(), Outcome.UNKNOWN, event("1", "x"));
        Operation reader = add("reader", X, Set.of(), Outcome.NOT_STORED, 50, 60);
        assertThat(SerialOrder.of(history, stored)).hasSize(2);

        stored.add("1");
        assertThat(SerialOrder.of(history, stored)).startsWith(reader).hasSize(2);

        add("another", X, Set.of(), Outcome.STORED, event("2", "x"));
        assertRefused("no serial order", "unknown", "another");
    }
}
