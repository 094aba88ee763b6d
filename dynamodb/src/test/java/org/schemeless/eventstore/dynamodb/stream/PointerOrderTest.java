/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;

/** Clocks of several nodes disagree; streams and tags do not. */
class PointerOrderTest {

    private static Pointer pointer(String stream, long sequence, long time) {
        return new Pointer(new EventPlace(StreamId.of(stream), sequence), "t", List.of(), time);
    }

    @Test
    void time_orders_what_nothing_else_does() {
        Pointer a = pointer("a", 1, 3);
        Pointer b = pointer("b", 1, 1);
        Pointer c = pointer("c", 1, 2);

        assertThat(PointerOrder.of(List.of(List.of(a), List.of(b), List.of(c)))).containsExactly(b, c, a);
    }

    @Test
    void the_order_of_a_tag_comes_before_time() {
        Pointer late = pointer("a", 1, 9);
        Pointer early = pointer("b", 1, 1);
        Pointer between = pointer("c", 1, 5);

        assertThat(PointerOrder.of(List.of(List.of(late, early), List.of(between))))
                .containsExactly(between, late, early);
    }

    @Test
    void the_order_of_a_stream_comes_before_time_also_over_two_tags() {
        Pointer first = pointer("a", 1, 9);
        Pointer second = pointer("a", 4, 1);

        assertThat(PointerOrder.of(List.of(List.of(second), List.of(first)))).containsExactly(first, second);
    }

    @Test
    void an_event_that_several_tags_have_is_there_once() {
        Pointer one = pointer("a", 1, 2);
        Pointer both = pointer("b", 1, 1);

        assertThat(PointerOrder.of(List.of(List.of(one, both), List.of(both)))).containsExactly(one, both);
    }

    @Test
    void what_is_stored_later_does_not_change_how_those_before_stand() {
        Pointer a = pointer("a", 1, 5);
        Pointer b = pointer("b", 1, 4);
        Pointer c = pointer("c", 1, 7);
        Pointer late = pointer("d", 1, 0);
        List<Pointer> before = PointerOrder.of(List.of(List.of(a, b), List.of(c)));

        List<Pointer> after = PointerOrder.of(List.of(List.of(a, b, late), List.of(c)));

        assertThat(after).filteredOn(pointer -> !pointer.equals(late)).isEqualTo(before);
        assertThat(after).containsSubsequence(b, late);
    }
}
