/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

class InMemoryEventStoreTest {

    private static final StreamId A = StreamId.of("d", "a");
    private static final StreamId B = StreamId.of("d", "b");

    private final InMemoryEventStore store = new InMemoryEventStore();

    private static NewEvent event(StreamId stream, String id) {
        return NewEvent.in(stream, "t").id(id).payload(1).correlationId("c").build();
    }

    private static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::id).toList();
    }

    @Test
    void a_batch_is_stored_whole_or_not_at_all_and_sequences_are_each_streams_own() {
        store.storeEvents(List.of(event(A, "1"), event(B, "2"), event(A, "3")), ExpectedSequence.noStream());

        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> store.storeEvents(List.of(event(A, "4"), event(B, "5")), ExpectedSequence.exactly(2)))
                .satisfies(e -> {
                    assertThat(e.getStream()).isEqualTo(B);
                    assertThat(e.getFound()).isEqualTo(1);
                });
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> store.storeEvents(
                        List.of(event(A, "4")), ExpectedSequence.perStream(Map.of(B, ExpectedSequence.exactly(0)))));
        assertThat(ids(store.getAllEvents("d", "a"))).containsExactly("1", "3");
        assertThat(store.getStreamSequence("d", "b")).isEqualTo(1);
        assertThat(store.readAll(0, 10)).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_batch_is_recognised_by_its_ids() {
        List<NewEvent> batch = List.of(event(A, "1"), event(A, "2"));
        AppendResult first = store.storeEvents(batch, ExpectedSequence.noStream());

        AppendResult again = store.storeEvents(batch, ExpectedSequence.noStream());

        assertThat(again).isEqualTo(new AppendResult(first.events(), true));
        assertDuplicate("1", event(A, "1"), event(A, "9"));
        assertDuplicate("1", event(A, "9"), event(A, "1"));
        assertDuplicate("1", event(A, "2"), event(A, "1"));
        assertDuplicate("2", event(B, "2"));
        assertDuplicate(
                "2", NewEvent.in(A, "t").id("2").payload(2).correlationId("c").build());
        assertThat(store.getLastPosition()).isEqualTo(2);
    }

    private void assertDuplicate(String id, NewEvent... batch) {
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store.storeEvents(List.of(batch)))
                .satisfies(e -> assertThat(e.getId()).isEqualTo(id));
    }

    @Test
    void limits_are_checked_before_anything_is_written() {
        assertInvalid(() -> store.storeEvents(List.of(event(A, "1"), event(A, "1"))));
        assertInvalid(() -> store.storeEvents(java.util.Collections.nCopies(
                10_001, NewEvent.in(A, "t").payload(1).build())));
        assertInvalid(() -> store.readStream(A, -1, 10));
        assertInvalid(() -> store.readStream(A, 0, 1_001));
        assertInvalid(() -> store.readAll(1, 1));
        assertThat(store.getLastPosition()).isZero();
        assertThat(store.storeEvents(List.of()).events()).isEmpty();
    }

    private static void assertInvalid(Runnable call) {
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(call::run);
    }

    @Test
    void pages_and_look_ups() {
        store.storeEvents(List.of(event(A, "1"), event(B, "2"), event(A, "3"), event(A, "4")));

        EventPage page = store.readStream(A, 1, 1);
        assertThat(ids(page.events())).containsExactly("3");
        assertThat(page.hasMore()).isTrue();
        LookupPage linked = store.findLinked(CausalLink.CORRELATION, "c", 0, 3);
        assertThat(ids(linked.events())).containsExactly("1", "2", "3");
        assertThat(ids(store.findLinked(CausalLink.CORRELATION, "c", linked.next(), 3)
                        .events()))
                .containsExactly("4");
        assertThat(store.findByCausationId("c")).isEmpty();
        assertThat(store.findByCorrelationId("c")).hasSize(4);
        LogPage log = store.readLog(0, 10, new LogFilter(Set.of("other"), Set.of()));
        assertThat(log).isEqualTo(new LogPage(List.of(), 4, false));
        assertThat(store.readLog(1, 1, LogFilter.all()).hasMore()).isTrue();
        assertThat(store.findEvent("5")).isEmpty();
        assertThat(store.getEvent("4").sequence()).isEqualTo(3);
    }

    @Test
    void what_others_have_stored_meanwhile_fails_the_commit_of_a_transaction() {
        store.begin();
        store.storeEvents(List.of(event(A, "1")));
        store.outsideOfTransactions(() -> store.storeEvents(List.of(event(B, "1"))));
        assertThatExceptionOfType(DuplicateEventException.class).isThrownBy(store::commit);

        store.begin();
        store.storeEvents(List.of(event(A, "2")), ExpectedSequence.perStream(Map.of(B, ExpectedSequence.exactly(1))));
        store.outsideOfTransactions(() -> store.storeEvents(List.of(event(B, "3"))));
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(store::commit)
                .satisfies(e -> assertThat(e.getStream()).isEqualTo(B));

        assertThat(ids(store.readAll(0, 10))).containsExactly("1", "3");
        assertThat(store.getAllEvents("d", "a")).isEmpty();
    }
}
