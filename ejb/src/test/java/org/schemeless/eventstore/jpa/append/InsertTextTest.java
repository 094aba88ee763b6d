/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;

class InsertTextTest {

    private static StoredEvent event(long sequence, Tag... tags) {
        return new StoredEvent(
                "id-" + sequence,
                StreamId.of("d"),
                sequence,
                null,
                "t",
                JsonText.parse("1"),
                null,
                null,
                null,
                Instant.EPOCH,
                List.of(tags));
    }

    @Test
    void events_without_tags_cost_no_parameter_and_no_column() {
        assertThat(InsertText.of(List.of(event(1), event(2))))
                .isEqualTo("INSERT INTO eventstore_event (event_id,domain,identifier,sequence,type,payload,"
                        + "meta,correlation_id,causation_id,created,run,run_offset,position) VALUES "
                        + "(?,?,?,?,?,?,NULL,NULL,NULL,?,2,0,0),(?,?,?,?,?,?,NULL,NULL,NULL,?,2,1,-1)");
    }

    @Test
    void tags_are_a_column_of_the_events_that_have_some() {
        assertThat(InsertText.of(List.of(event(1), event(2, Tag.of("a", "b")))))
                .contains("created,tags,run,")
                .endsWith("(?,?,?,?,?,?,NULL,NULL,NULL,?,NULL,2,0,0),(?,?,?,?,?,?,NULL,NULL,NULL,?,?,2,1,-1)");
    }

    @Test
    void a_statement_ends_where_its_tags_have_as_many_characters_as_it_may_have() {
        Tag[] largest = IntStream.range(0, Limits.TAGS)
                .mapToObj(i -> Tag.of("tag", "x".repeat(Limits.TAG_VALUE - 2) + (10 + i)))
                .toArray(Tag[]::new);
        List<StoredEvent> events = LongStream.rangeClosed(1, 1000)
                .mapToObj(sequence -> event(sequence, largest))
                .toList();

        assertThat(EventInsert.isOneStatement(events)).isFalse();
        assertThat(EventInsert.isOneStatement(events.subList(0, 700))).isTrue();
    }
}
