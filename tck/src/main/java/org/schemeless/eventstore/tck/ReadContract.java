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
import static org.schemeless.eventstore.tck.Sample.ids;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;
import static org.schemeless.eventstore.tck.Sample.payloads;
import static org.schemeless.eventstore.tck.Sample.sequences;
import static org.schemeless.eventstore.tck.Sample.unplaced;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventNotFoundException;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStream;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Section 3: streams, pages and look-ups. */
interface ReadContract extends StoreFixture {

    private StreamId streamOf(int length) {
        StreamId stream = newStream();
        store().storeEvents(events(stream, length));
        return stream;
    }

    private void assertPage(StreamId stream, long after, int limit, List<Long> sequences, boolean more, long last) {
        EventPage page = store().readStream(stream, after, limit);
        assertThat(sequences(page.events())).isEqualTo(sequences);
        assertThat(page.sequence()).isEqualTo(last);
        assertThat(page.hasMore()).isEqualTo(more);
    }

    @Test
    default void a_stream_without_events_is_empty_and_at_zero() {
        StreamId neighbour = streamOf(1);
        StreamId missing = StreamId.of(neighbour.domain(), "another");

        assertEmpty(this, missing);
        assertEmpty(this, StreamId.of(neighbour.domain()));
        assertPage(missing, 0, 10, List.of(), false, 0);
        assertPage(missing, 5, 10, List.of(), false, 0);
        assertLength(this, neighbour, 1);
    }

    @Test
    default void the_whole_stream_is_read_in_order_however_long_it_is() {
        StreamId stream = streamOf(2_500);

        assertThat(payloads(assertLength(this, stream, 2_500)))
                .isEqualTo(IntStream.rangeClosed(1, 2_500)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    default void a_stream_is_read_with_the_sequence_that_an_append_after_it_expects() {
        StreamId stream = streamOf(2_000);
        EventStream read = store().read(stream);
        assertThat(read.stream()).isEqualTo(stream);
        assertThat(unplaced(read.events())).isEqualTo(unplaced(assertLength(this, stream, 2_000)));
        assertThat(read.sequence()).isEqualTo(2_000).isEqualTo(store().getStreamSequence(stream));

        store().storeEvents(events(stream, 3), ExpectedSequence.exactly(read.sequence()));
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> store().storeEvents(events(stream, 1), ExpectedSequence.exactly(read.sequence())));

        assertThat(sequences(store().read(stream).events())).isEqualTo(Sample.sequencesTo(2_003));
        assertThat(store().read(stream).sequence()).isEqualTo(2_003);
    }

    @Test
    default void a_stream_without_events_is_read_as_nothing_at_zero() {
        StreamId neighbour = streamOf(1);
        StreamId missing = StreamId.of(neighbour.domain(), "another");

        assertThat(store().read(missing)).isEqualTo(new EventStream(missing, List.of()));
        assertThat(store().read(missing).sequence()).isZero();
        assertThat(store().getStreamSequence(missing)).isZero();
        assertThat(store().read(neighbour).sequence()).isEqualTo(1);
    }

    @Test
    default void a_page_starts_after_any_sequence() {
        StreamId stream = streamOf(10);

        assertPage(stream, 0, 3, List.of(1L, 2L, 3L), true, 10);
        assertPage(stream, 3, 3, List.of(4L, 5L, 6L), true, 10);
        assertPage(stream, 7, 3, List.of(8L, 9L, 10L), false, 10);
        assertPage(stream, 9, 3, List.of(10L), false, 10);
        assertPage(stream, 0, 10, Sample.sequencesTo(10), false, 10);
        assertPage(stream, 0, 1, List.of(1L), true, 10);
        assertPage(stream, 0, 1_000, Sample.sequencesTo(10), false, 10);
    }

    @Test
    default void a_page_beyond_the_end_is_empty_and_tells_the_end() {
        StreamId stream = streamOf(10);

        assertPage(stream, 10, 3, List.of(), false, 10);
        assertPage(stream, 11, 3, List.of(), false, 10);
        assertPage(stream, Long.MAX_VALUE, 1_000, List.of(), false, 10);
    }

    @Test
    default void a_page_has_up_to_one_thousand_events() {
        StreamId stream = streamOf(1_001);

        assertPage(stream, 0, 1_000, Sample.sequencesTo(1_000), true, 1_001);
        assertPage(stream, 1_000, 1_000, List.of(1_001L), false, 1_001);
    }

    @Test
    default void a_page_outside_the_limits_is_refused() {
        StreamId stream = streamOf(2);

        for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> store().readStream(stream, 0, limit))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("limit"));
        }
        for (long after : new long[] {Long.MIN_VALUE, -1}) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> store().readStream(stream, after, 10))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("after"));
        }
        assertPage(stream, 0, 10, List.of(1L, 2L), false, 2);
    }

    @Test
    default void pages_that_follow_each_other_show_every_event_once() {
        StreamId stream = streamOf(95);

        List<StoredEvent> seen = new ArrayList<>();
        EventPage page;
        do {
            page = store().readStream(stream, seen.size(), 10);
            seen.addAll(page.events());
        } while (page.hasMore());

        assertThat(sequences(seen)).isEqualTo(Sample.sequencesTo(95));
        assertThat(unplaced(seen)).isEqualTo(unplaced(assertLength(this, stream, 95)));
    }

    @Test
    default void an_event_is_found_by_its_id() {
        StreamId stream = newStream();
        List<AppendedEvent> appended = store().storeEvents(events(stream, 3)).events();

        StoredEvent second = unplaced(assertLength(this, stream, 3).get(1));

        assertThat(unplaced(store().getEvent(appended.get(1).id()))).isEqualTo(second);
        assertThat(findEvent(appended.get(1).id()).map(Sample::unplaced)).contains(second);
    }

    @Test
    default void an_unknown_id_is_not_found() {
        String id = newName();
        store().storeEvents(List.of(event(newStream()).id(id + "a").build()));

        for (String unknown : List.of(id, id + "A", id + "ä", id + "a ", id + "%")) {
            assertThat(findEvent(unknown)).isEmpty();
            assertThatExceptionOfType(EventNotFoundException.class)
                    .isThrownBy(() -> store().getEvent(unknown))
                    .satisfies(error -> assertThat(error.getId()).isEqualTo(unknown));
        }
        assertThat(findEvent(id + "a")).isPresent();
    }

    @Test
    default void events_are_found_by_the_event_that_caused_them() {
        StreamId a = newStream();
        StreamId b = newStream();
        String cause = newName();
        String other = newName();
        List<NewEvent> caused = List.of(
                event(a).id(newName()).causationId(cause).metaJson("{}").build(),
                event(b).id(newName()).causationId(cause).payload("b").build());
        store().storeEvents(caused);
        store().storeEvents(
                        List.of(event(a).causationId(other).correlationId(cause).build()));

        List<StoredEvent> found = store().findByCausationId(cause);

        assertThat(ids(found))
                .containsExactlyInAnyOrder(caused.get(0).id(), caused.get(1).id());
        assertThat(unplaced(found))
                .containsExactlyInAnyOrder(
                        unplaced(store().getEvent(caused.get(0).id())),
                        unplaced(store().getEvent(caused.get(1).id())));
        assertThat(store().findByCausationId(newName())).isEmpty();
    }

    @Test
    default void events_are_found_by_their_correlation() {
        StreamId a = newStream();
        StreamId b = newStream();
        String correlation = newName();
        List<NewEvent> correlated = List.of(
                event(a).id(newName()).correlationId(correlation).metaJson("{}").build(),
                event(b).id(newName()).correlationId(correlation).payload("b").build());
        store().storeEvents(correlated);
        store().storeEvents(List.of(
                event(a).correlationId(newName()).causationId(correlation).build()));

        List<StoredEvent> found = store().findByCorrelationId(correlation);

        assertThat(ids(found))
                .containsExactlyInAnyOrder(
                        correlated.get(0).id(), correlated.get(1).id());
        assertThat(unplaced(found))
                .containsExactlyInAnyOrder(
                        unplaced(store().getEvent(correlated.get(0).id())),
                        unplaced(store().getEvent(correlated.get(1).id())));
        assertThat(store().findByCorrelationId(newName())).isEmpty();
    }

    @Test
    default void look_ups_are_complete_however_much_they_find() {
        StreamId stream = newStream();
        String correlation = newName();
        String cause = newName();
        List<NewEvent> batch = events(stream, 1_200).stream()
                .map(event -> event(stream)
                        .payload(event.payload())
                        .correlationId(correlation)
                        .causationId(cause)
                        .build())
                .toList();

        store().storeEvents(batch);

        List<StoredEvent> all = unplaced(assertLength(this, stream, 1_200));
        assertThat(unplaced(store().findByCorrelationId(correlation))).isEqualTo(all);
        assertThat(unplaced(store().findByCausationId(cause))).isEqualTo(all);
    }

    @Test
    default void look_ups_keep_the_order_in_which_events_were_stored() {
        StreamId a = newStream();
        StreamId b = newStream();
        String correlation = newName();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            NewEvent event = event(i % 2 == 0 ? b : a)
                    .id(newName())
                    .correlationId(correlation)
                    .causationId(correlation)
                    .build();
            store().storeEvents(List.of(event));
            ids.add(event.id());
        }

        assertThat(ids(store().findByCorrelationId(correlation))).isEqualTo(ids);
        assertThat(ids(store().findByCausationId(correlation))).isEqualTo(ids);
    }

    @Test
    default void look_ups_by_pages_show_every_event_once_in_the_same_order() {
        StreamId a = newStream();
        StreamId b = newStream();
        String id = newName();
        for (int i = 0; i < 25; i++) {
            store().storeEvents(List.of(
                    event(i % 2 == 0 ? b : a).correlationId(id).causationId(id).build()));
        }
        store().storeEvents(List.of(event(a).correlationId(newName()).build()));

        assertPages(CausalLink.CORRELATION, id, store().findByCorrelationId(id));
        assertPages(CausalLink.CAUSATION, id, store().findByCausationId(id));
        assertThat(store().findLinked(CausalLink.CAUSATION, newName(), 0, 10).events())
                .isEmpty();
    }

    private void assertPages(CausalLink link, String id, List<StoredEvent> all) {
        assertThat(all).hasSize(25);
        for (int limit : new int[] {1, 10, 24, 25, 1_000}) {
            List<StoredEvent> seen = new ArrayList<>();
            long after = 0;
            LookupPage page;
            do {
                page = store().findLinked(link, id, after, limit);
                assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
                seen.addAll(page.events());
                after = page.next() == null ? 0 : page.next();
            } while (page.next() != null);
            assertThat(ids(seen)).isEqualTo(ids(all));
        }
    }

    @Test
    default void a_page_of_a_look_up_outside_the_limits_is_refused() {
        String id = newName();
        store().storeEvents(List.of(event(newStream()).causationId(id).build()));

        for (int limit : new int[] {-1, 0, 1_001}) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> store().findLinked(CausalLink.CAUSATION, id, 0, limit))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("limit"));
        }
        assertThat(store().findLinked(CausalLink.CAUSATION, id, 0, 1_000).events())
                .hasSize(1);
    }

    /** DynamoDB takes keys of up to 2,048 bytes, and MySQL overlooks blanks at the end. */
    @Test
    default void an_id_that_no_event_can_have_is_unknown() {
        for (String id : List.of("x".repeat(65), "x".repeat(3000), "\u20ac".repeat(1000), " x", "x ", "a\nb", "")) {
            assertThat(findEvent(id)).isEmpty();
            assertThatExceptionOfType(EventNotFoundException.class).isThrownBy(() -> store().getEvent(id));
            assertThat(store().findByCausationId(id)).isEmpty();
            assertThat(store().findByCorrelationId(id)).isEmpty();
            assertThat(store().findLinked(CausalLink.CORRELATION, id, 0, 10).events())
                    .isEmpty();
        }
    }
}
