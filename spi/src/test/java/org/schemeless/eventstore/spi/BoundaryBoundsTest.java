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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

class BoundaryBoundsTest {

    private static final List<Integer> PLACES = IntStream.range(0, 1000).boxed().toList();

    private final List<Integer> slices = new ArrayList<>();

    private List<StoredEvent> read(BoundaryBounds bounds, int characters) {
        return bounds.read(PLACES, some -> {
            slices.add(some.size());
            return some.stream().map(place -> event(place, characters)).toList();
        });
    }

    private static StoredEvent event(int place, int characters) {
        return new StoredEvent(
                "e" + place,
                StreamId.of("a"),
                place + 1,
                null,
                "t",
                JsonText.stored("1".repeat(characters)),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    @Test
    void all_events_within_the_bounds_are_read_in_their_order() {
        assertThat(read(new BoundaryBounds(1000, 10_000), 10))
                .extracting(StoredEvent::id)
                .isEqualTo(PLACES.stream().map(place -> "e" + place).toList());
        assertThat(slices).hasSizeGreaterThan(15);
    }

    @Test
    void no_event_is_read_where_there_are_too_many() {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> read(new BoundaryBounds(999, 10_000), 1))
                .withMessageContaining("999 events");
        assertThat(slices).isEmpty();
    }

    @Test
    void large_events_end_the_reading_after_few() {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> read(new BoundaryBounds(1000, 40_000), 1000))
                .withMessageContaining("40000 characters");
        assertThat(slices).containsExactly(25, 15, 1);
    }

    @Test
    void without_bounds_all_is_read_at_once() {
        assertThat(read(BoundaryBounds.NONE, 1)).hasSize(1000);
        assertThat(slices).containsExactly(1000);
    }
}
