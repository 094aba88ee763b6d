/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendScope;

/** What is not there yet is refused before anything is asked of DynamoDB, and never stored without its tags. */
class NoTagsTest {

    private static final EventQuery QUERY = EventQuery.tagged("course", "c1");

    private final DynamoDbEventStorage storage = new DynamoDbEventStorage(null);

    private static Append append(ExpectedSequence expected, NewEvent.Builder event) {
        NewEvent built = event.id("1").payload(1).created(Instant.EPOCH).build();
        return new Append(List.of(built), expected, Set.of());
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(call)
                .withMessageContainingAll("DynamoDB", "tags", "yet");
    }

    @Test
    void tags_and_boundaries_are_refused() {
        Boundary seen = new Boundary(QUERY, new Boundary.Mark("store", List.of(0L)), List.of());
        List<Append> appends = List.of(
                append(ExpectedSequence.any(), NewEvent.in("d", "i", "t").tag("course", "c1")),
                append(ExpectedSequence.nothingNew(seen), NewEvent.in("d", "i", "t")));

        appends.forEach(append -> {
            for (AppendScope scope : AppendScope.values()) {
                assertRefused(() -> storage.append(AppendGroup.of(append), scope));
            }
            assertThat(storage.groupKey(append)).isEmpty();
        });
        assertRefused(() -> storage.readBoundary(QUERY));
    }

    @Test
    void the_first_event_with_tags_is_named() {
        Append append = new Append(
                Stream.of("1", "2", "3")
                        .map(id -> {
                            NewEvent.Builder event = NewEvent.in("d", "i", "t")
                                    .id(id)
                                    .payload(1)
                                    .created(Instant.EPOCH);
                            return (id.equals("1") ? event : event.tag("course", "c1")).build();
                        })
                        .toList(),
                ExpectedSequence.any(),
                Set.of());

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> storage.append(AppendGroup.of(append), AppendScope.OWN_TRANSACTION))
                .satisfies(refused -> assertThat(refused.getIndex()).hasValue(1));
    }
}
