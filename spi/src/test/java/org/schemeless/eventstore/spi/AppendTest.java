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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;

class AppendTest {

    private static final StreamId A = StreamId.of("d", "a");
    private static final StreamId B = StreamId.of("d", "b");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private static NewEvent event(String id, StreamId stream) {
        return NewEvent.in(stream, "t").id(id).payload(id).created(NOW).build();
    }

    private static Append append(ExpectedSequence expected, NewEvent... events) {
        return new Append(List.of(events), expected, Set.of());
    }

    private static Append append(NewEvent... events) {
        return append(ExpectedSequence.any(), events);
    }

    @Test
    void numbers_each_stream_on_its_own_in_the_order_of_the_batch() {
        List<StoredEvent> sequenced =
                append(event("1", B), event("2", A), event("3", B)).sequenced(Map.of(A, 0L, B, 7L));
        assertThat(sequenced).extracting(StoredEvent::id).containsExactly("1", "2", "3");
        assertThat(sequenced).extracting(StoredEvent::sequence).containsExactly(8L, 1L, 9L);
    }

    @Test
    void refuses_an_id_twice_and_says_where() {
        assertThatThrownBy(() -> append(event("1", A), event("2", A), event("1", B)))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getIndex()).hasValue(2));
    }

    @Test
    void completes_what_is_absent_of_ids_and_times_and_keeps_what_is_given() {
        NewEvent bare = NewEvent.in(A, "t").payload(1).build();
        Iterator<String> ids = List.of("new 1", "new 2", "new 3").iterator();
        Append complete = Append.of(List.of(bare, event("given", B), bare), ExpectedSequence.any(), ids::next);

        assertThat(complete.events()).extracting(NewEvent::id).containsExactly("new 1", "given", "new 3");
        assertThat(complete.claimedIds()).containsExactly("given");
        Instant now = complete.events().get(0).created();
        assertThat(complete.events()).extracting(NewEvent::created).containsExactly(now, NOW, now);
        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS)).isNotEqualTo(NOW);
    }

    @Test
    void says_what_of_a_batch_is_missing() {
        List<NewEvent> hole = Arrays.asList(event("1", A), null);
        assertThatThrownBy(() -> Append.of(hole, ExpectedSequence.any(), () -> "new"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getIndex()).hasValue(1));
        assertThatThrownBy(() -> Append.of(null, ExpectedSequence.any(), () -> "new"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo("events"));
        assertThatThrownBy(() -> Append.of(List.of(), null, () -> "new"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo("expectedSequence"));
    }

    @Test
    void takes_10000_events_and_no_more() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            events.add(event("e" + i, A));
        }
        assertThat(append(events.toArray(NewEvent[]::new)).ids()).hasSize(10_000);
        events.add(event("one more", A));
        assertThatThrownBy(() -> append(events.toArray(NewEvent[]::new)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("10001");
    }

    @Test
    void checks_each_stream_and_those_only_named() {
        append(ExpectedSequence.exactly(3), event("1", A), event("2", B)).check(Map.of(A, 3L, B, 3L));
        assertThatThrownBy(() -> append(ExpectedSequence.exactly(3), event("1", A), event("2", B))
                        .check(Map.of(A, 3L, B, 2L)))
                .isInstanceOfSatisfying(ConcurrencyError.class, e -> {
                    assertThat(e.getStream()).isEqualTo(B);
                    assertThat(e.getExpected()).isEqualTo(ExpectedSequence.exactly(3));
                    assertThat(e.getFound()).isEqualTo(2);
                    assertThat(e).hasMessage("stream (domain \"d\", identifier \"b\"): expected sequence 3, found 2");
                });
        Append named = append(ExpectedSequence.perStream(Map.of(B, ExpectedSequence.streamExists())), event("1", A));
        assertThat(named.checkedStreams()).containsExactly(A, B);
        assertThat(named.streams()).containsExactly(A);
        assertThatThrownBy(() -> named.check(Map.of(A, 9L, B, 0L))).isInstanceOf(ConcurrencyError.class);
        named.check(Map.of(A, 9L, B, 1L));
    }

    @Test
    void holds_what_gets_no_event_and_is_expected_at_a_number() {
        StreamId c = StreamId.of("d", "c");
        StreamId d = StreamId.of("d", "d");
        Append named = append(
                ExpectedSequence.perStream(Map.of(
                        A, ExpectedSequence.exactly(1),
                        B, ExpectedSequence.exactly(2),
                        c, ExpectedSequence.streamExists(),
                        d, ExpectedSequence.noStream())),
                event("1", A));
        assertThat(named.checkedOnly()).isEqualTo(Map.of(B, 2L, d, 0L));
        assertThat(named.guardedStreams()).containsExactly(A, B, d);
        assertThat(append(ExpectedSequence.exactly(3), event("1", A)).checkedOnly())
                .isEmpty();
    }

    @Test
    void recognises_a_batch_that_is_stored_whole() {
        Append append = append(event("1", A), event("2", B), event("3", A));
        List<StoredEvent> stored = append.sequenced(Map.of(A, 4L, B, 0L));
        Collections.reverse(stored);
        assertThat(append.replayOf(stored)).hasValueSatisfying(answer -> {
            assertThat(answer.replayed()).isTrue();
            assertThat(answer.events()).extracting(AppendedEvent::id).containsExactly("1", "2", "3");
            assertThat(answer.events()).extracting(AppendedEvent::sequence).containsExactly(5L, 1L, 6L);
        });
        assertThat(append.replayOf(List.of())).isEmpty();
    }

    @Test
    void does_not_take_another_batch_for_the_same() {
        List<StoredEvent> stored =
                append(event("1", A), event("between", A), event("2", A)).sequenced(Map.of());
        assertTaken("1", append(event("1", A), event("new", A)), stored.subList(0, 1));
        assertTaken("1", append(event("1", B)), stored.subList(0, 1));
        assertTaken("2", append(event("1", A), event("2", A)), List.of(stored.get(0), stored.get(2)));
        assertTaken("1", append(event("2", A), event("1", A)), List.of(stored.get(0), stored.get(2)));
        NewEvent base = event("1", A);
        assertTaken("1", append(with(base, "other", base.payload(), null, null, null)), stored.subList(0, 1));
        assertTaken("1", append(with(base, "t", JsonText.parse("2"), null, null, null)), stored.subList(0, 1));
        assertTaken(
                "1", append(with(base, "t", base.payload(), JsonText.parse("{}"), null, null)), stored.subList(0, 1));
        assertTaken("1", append(with(base, "t", base.payload(), null, "c", null)), stored.subList(0, 1));
        assertTaken("1", append(with(base, "t", base.payload(), null, null, "c")), stored.subList(0, 1));
    }

    @Test
    void names_the_first_event_of_the_batch_that_is_stored_whatever_the_order_of_those_that_are() {
        List<NewEvent> batch = new ArrayList<>();
        for (int i = 99; i >= 10; i--) {
            batch.add(event("new-" + i, A));
            batch.add(event("old-" + i, i % 2 == 0 ? A : B));
        }
        List<StoredEvent> stored = append(batch.toArray(NewEvent[]::new)).sequenced(Map.of(A, 0L, B, 0L)).stream()
                .filter(event -> event.id().startsWith("old"))
                .collect(Collectors.toCollection(ArrayList::new));
        Append append = append(batch.toArray(NewEvent[]::new));

        assertTaken("old-99", append, stored);
        Collections.reverse(stored);
        assertTaken("old-99", append, stored);
        Collections.shuffle(stored, new Random(14));
        assertTaken("old-99", append, stored);
    }

    private static NewEvent with(
            NewEvent event, String type, JsonText payload, JsonText meta, String correlationId, String causationId) {
        return new NewEvent(
                event.id(), event.stream(), type, payload, meta, correlationId, causationId, event.created());
    }

    private static void assertTaken(String id, Append append, List<StoredEvent> stored) {
        assertThatThrownBy(() -> append.replayOf(stored))
                .isInstanceOfSatisfying(
                        DuplicateEventException.class,
                        e -> assertThat(e.getId()).isEqualTo(id));
    }

    @Test
    void waits_for_the_tags_of_its_events_and_of_its_boundary() {
        EventQuery query = EventQuery.tagged("a", "2").and("c", "1");
        Boundary seen = new Boundary(query, new Boundary.Mark("store", List.of(0L)), List.of());
        NewEvent tagged = NewEvent.in(A, "t")
                .payload(1)
                .id("1")
                .created(NOW)
                .tag("b", "1")
                .tag("a", "1")
                .build();
        Append both = append(ExpectedSequence.nothingNew(seen), tagged, event("2", B));

        assertThat(both.usesTags()).isTrue();
        assertThat(both.tags()).containsExactly(Tag.of("a", "1"), Tag.of("b", "1"));
        assertThat(both.guardedTags())
                .containsExactly(Tag.of("a", "1"), Tag.of("a", "2"), Tag.of("b", "1"), Tag.of("c", "1"));
        assertThat(append(ExpectedSequence.nothingNew(seen), event("2", B)).usesTags())
                .isTrue();
        assertThat(append(tagged).usesTags()).isTrue();
        assertThat(append(event("2", B)).usesTags()).isFalse();
        assertThat(both.sequenced(Map.of())).extracting(StoredEvent::tags).containsExactly(tagged.tags(), List.of());
    }

    @Test
    void names_the_event_with_which_the_tags_become_too_many() {
        NewEvent[] events = IntStream.range(0, 60)
                .mapToObj(i -> {
                    NewEvent.Builder event =
                            NewEvent.in(A, "t").id("" + i).payload(i).created(NOW);
                    IntStream.range(0, Limits.TAGS).forEach(j -> event.tag("tag", i + "-" + j));
                    return event.build();
                })
                .toArray(NewEvent[]::new);

        assertThat(append(Arrays.copyOf(events, 50)).tags()).hasSize(Limits.BATCH_TAGS);
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> append(events))
                .withMessage("events[50].tags are, with those of the events before it, 1020 different ones;"
                        + " allowed: 1000 different ones in a batch")
                .satisfies(refused -> assertThat(refused.getIndex()).hasValue(50));
    }
}
