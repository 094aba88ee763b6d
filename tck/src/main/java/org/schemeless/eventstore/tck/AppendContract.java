/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;
import static org.schemeless.eventstore.tck.Sample.payloads;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Section 2: what an append does and answers, whatever its size. */
interface AppendContract extends StoreFixture {

    @Test
    default void an_append_answers_id_stream_sequence_and_time_in_input_order() {
        StreamId a = newStream();
        StreamId b = newStream();
        Instant created = Instant.parse("2026-02-03T04:05:06.789012Z");
        String first = newName();
        String second = newName();
        String third = newName();

        AppendResult result = store().storeEvents(List.of(
                event(b).id(first).created(created).build(),
                event(a).id(second).created(created.plusSeconds(1)).build(),
                event(b).id(third).created(created.plusSeconds(2)).build()));

        assertThat(result.replayed()).isFalse();
        assertThat(result.events())
                .containsExactly(
                        new AppendedEvent(first, b, 1, created),
                        new AppendedEvent(second, a, 1, created.plusSeconds(1)),
                        new AppendedEvent(third, b, 2, created.plusSeconds(2)));
    }

    @Test
    default void an_event_comes_back_with_all_that_was_given() {
        StreamId stream = newStream();
        NewEvent given = NewEvent.in(stream, "deposited")
                .id(newName())
                .payloadJson("{\"amount\":100}")
                .metaJson("{\"user\":\"ada\"}")
                .correlationId(newName())
                .causationId(newName())
                .created(Instant.parse("2026-02-03T04:05:06.789012Z"))
                .build();

        store().storeEvents(List.of(given));

        assertThat(assertLength(this, stream, 1)).satisfiesExactly(stored -> {
            assertThat(stored.id()).isEqualTo(given.id());
            assertThat(stored.stream()).isEqualTo(stream);
            assertThat(stored.sequence()).isEqualTo(1);
            assertThat(stored.type()).isEqualTo("deposited");
            assertThat(stored.payload()).isEqualTo(given.payload());
            assertThat(stored.meta()).isEqualTo(given.meta());
            assertThat(stored.correlationId()).isEqualTo(given.correlationId());
            assertThat(stored.causationId()).isEqualTo(given.causationId());
            assertThat(stored.created()).isEqualTo(given.created());
        });
    }

    @Test
    default void what_was_not_given_stays_absent() {
        StreamId stream = newStream();

        store().storeEvents(
                        List.of(event(stream).correlationId("").causationId("").build()));

        StoredEvent stored = assertLength(this, stream, 1).get(0);
        assertThat(stored.meta()).isNull();
        assertThat(stored.correlationId()).isNull();
        assertThat(stored.causationId()).isNull();
    }

    @Test
    default void a_missing_id_is_generated_and_later_ones_sort_later() {
        StreamId stream = newStream();

        List<String> ids = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            store().storeEvents(events(stream, 5)).events().forEach(event -> ids.add(event.id()));
        }

        assertThat(ids).hasSize(15).doesNotHaveDuplicates().isSorted();
        assertThat(Sample.ids(assertLength(this, stream, 15))).isEqualTo(ids);
    }

    @Test
    default void events_of_one_stream_keep_the_order_of_the_batch_and_are_consecutive() {
        StreamId a = newStream();
        StreamId b = newStream();
        List<NewEvent> batch = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            batch.add(event(i % 3 == 0 ? b : a).payload(i).build());
        }

        store().storeEvents(events(a, 2));
        store().storeEvents(batch);

        assertThat(payloads(assertLength(this, a, 16)).subList(2, 16))
                .containsExactly("1", "2", "4", "5", "7", "8", "10", "11", "13", "14", "16", "17", "19", "20");
        assertThat(payloads(assertLength(this, b, 6))).containsExactly("3", "6", "9", "12", "15", "18");
    }

    @Test
    default void later_appends_go_on_without_a_gap() {
        StreamId stream = newStream();

        for (int count : new int[] {3, 1, 2}) {
            store().storeEvents(events(stream, count));
        }

        assertThat(payloads(assertLength(this, stream, 6))).containsExactly("1", "2", "3", "1", "1", "2");
    }

    @Test
    default void an_empty_batch_changes_nothing() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));

        assertThat(store().storeEvents(List.of()).events()).isEmpty();
        assertThat(store().storeEvents(List.of(), ExpectedSequence.exactly(99)).events())
                .isEmpty();

        assertLength(this, stream, 1);
    }

    @Test
    default void one_hundred_events_are_stored_in_one_call() {
        assertStoredWhole(100);
    }

    @Test
    default void one_thousand_events_are_stored_in_one_call() {
        assertStoredWhole(1_000);
    }

    @Test
    default void ten_thousand_events_are_stored_in_one_call() {
        assertStoredWhole(10_000);
    }

    private void assertStoredWhole(int count) {
        StreamId stream = newStream();
        List<NewEvent> batch = events(stream, count);

        AppendResult result = store().storeEvents(batch, ExpectedSequence.noStream());

        assertThat(result.events()).extracting(AppendedEvent::sequence).isEqualTo(Sample.sequencesTo(count));
        assertThat(payloads(assertLength(this, stream, count)))
                .isEqualTo(
                        batch.stream().map(event -> event.payload().toString()).toList());
    }

    @Test
    default void more_than_ten_thousand_events_are_refused() {
        StreamId stream = newStream();
        List<NewEvent> batch = events(stream, 10_001);

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store().storeEvents(batch))
                .satisfies(error -> {
                    assertThat(error.getField()).isEqualTo("events");
                    assertThat(error.getLimit()).contains("10000");
                });

        assertEmpty(this, stream);
    }

    @Test
    default void a_batch_over_many_streams_is_stored_whole() {
        String domain = newName();
        List<StreamId> streams = IntStream.range(0, 200)
                .mapToObj(i -> StreamId.of(domain, "s" + i))
                .toList();
        List<NewEvent> batch = new ArrayList<>();
        streams.forEach(stream -> batch.addAll(events(stream, 1)));
        streams.forEach(stream -> batch.addAll(events(stream, 1)));

        AppendResult result = store().storeEvents(batch, ExpectedSequence.noStream());

        assertThat(result.events())
                .extracting(AppendedEvent::stream)
                .isEqualTo(batch.stream().map(NewEvent::stream).toList());
        streams.forEach(stream -> assertLength(this, stream, 2));
    }

    @Test
    default void thirty_events_of_500_000_characters_are_stored_and_read_back() {
        StreamId stream = newStream();
        List<NewEvent> batch = IntStream.range(0, 30)
                .mapToObj(i -> event(stream)
                        .payload(Character.toString('A' + i).repeat(500_000))
                        .build())
                .toList();

        store().storeEvents(batch, ExpectedSequence.noStream());

        assertThat(assertLength(this, stream, 30))
                .extracting(StoredEvent::payload)
                .isEqualTo(batch.stream().map(NewEvent::payload).toList());
    }
}
