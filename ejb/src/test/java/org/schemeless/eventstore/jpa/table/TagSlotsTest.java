/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Tag;

class TagSlotsTest {

    /** The numbers stand in tables: another hash would not find what is stored. */
    @Test
    void a_tag_has_the_same_slot_for_ever() {
        assertThat(TagSlots.of(Tag.of("course", "c1"))).isEqualTo(60_910);
        assertThat(TagSlots.of(Tag.of("\u20ac", "\ud83d\ude00"))).isEqualTo(48_483);
    }

    @Test
    void name_and_value_are_kept_apart() {
        assertThat(TagSlots.of(Tag.of("ab", "c"))).isNotEqualTo(TagSlots.of(Tag.of("a", "bc")));
    }

    @Test
    void slots_are_ascending_each_once_and_within_the_table() {
        List<Tag> tags = IntStream.range(0, 10_000)
                .mapToObj(i -> Tag.of("tag", "" + (10_000 - i)))
                .toList();

        List<Integer> slots = TagSlots.of(tags);

        assertThat(slots).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(9_000);
        assertThat(slots).allMatch(slot -> slot >= 0 && slot < 65_536);
    }
}
