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
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.ExpectedSequence.perStream;
import static org.schemeless.eventstore.ExpectedSequence.streamExists;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.identifiedEvents;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Section 2: a batch that is sent again is recognised by its event ids, and an id belongs to one event for ever. */
interface IdentityContract extends StoreFixture {

    private NewEvent.Builder full(StreamId stream, String id) {
        return NewEvent.in(stream, "deposited")
                .id(id)
                .payloadJson("{\"amount\":1.0,\"to\":[1,2]}")
                .metaJson("{\"user\":\"ada\",\"n\":10}")
                .correlationId("correlation")
                .causationId("causation");
    }

    private void assertTaken(String id, List<NewEvent> batch, ExpectedSequence expected) {
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store().storeEvents(batch, expected))
                .satisfies(error -> assertThat(error.getId()).isEqualTo(id));
    }

    private void assertTaken(String id, NewEvent event) {
        assertTaken(id, List.of(event), ExpectedSequence.any());
    }

    @Test
    default void a_batch_that_is_sent_again_is_stored_once_and_answered_as_the_first_time() {
        StreamId a = newStream();
        StreamId b = newStream();
        store().storeEvents(events(a, 3));
        List<NewEvent> batch = List.of(
                event(a).id(newName()).build(),
                event(b).id(newName()).build(),
                event(a).id(newName()).build());

        AppendResult first = store().storeEvents(batch);
        AppendResult second = store().storeEvents(batch);

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
        assertThat(second.events()).isEqualTo(first.events()).hasSize(3);
        assertLength(this, a, 5);
        assertLength(this, b, 1);
    }

    @Test
    default void a_batch_of_ten_thousand_events_is_recognised() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 10_000);

        AppendResult first = store().storeEvents(batch, noStream());
        AppendResult second = store().storeEvents(batch, noStream());

        assertThat(second.events()).isEqualTo(first.events()).hasSize(10_000);
        assertThat(store().getStreamSequence(stream.domain(), stream.identifier()))
                .isEqualTo(10_000);
    }

    @Test
    default void a_batch_is_recognised_whatever_is_expected() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 2);
        AppendResult first = store().storeEvents(batch, noStream());

        for (ExpectedSequence expected : List.of(
                noStream(), exactly(2), exactly(77), streamExists(), perStream(Map.of(newStream(), exactly(5))))) {
            AppendResult again = store().storeEvents(batch, expected);
            assertThat(again.events()).isEqualTo(first.events()).hasSize(2);
            assertThat(again.replayed()).isTrue();
        }

        assertLength(this, stream, 2);
    }

    @Test
    default void a_batch_is_recognised_after_others_have_gone_on() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 2);
        AppendResult first = store().storeEvents(batch, noStream());
        store().storeEvents(events(stream, 50));

        assertThat(store().storeEvents(batch, noStream()).events())
                .isEqualTo(first.events())
                .hasSize(2);

        assertLength(this, stream, 52);
    }

    @Test
    default void the_time_is_not_compared_and_the_answer_has_that_of_the_first() {
        StreamId stream = newStream();
        String id = newName();
        Instant created = Instant.parse("2020-01-01T00:00:00Z");
        store().storeEvents(List.of(event(stream).id(id).created(created).build()));

        AppendResult other = store().storeEvents(List.of(
                event(stream).id(id).created(created.plusSeconds(9)).build()));
        AppendResult absent = store().storeEvents(List.of(event(stream).id(id).build()));

        assertThat(other.events()).hasSize(1).isEqualTo(absent.events());
        assertThat(other.events().get(0).created()).isEqualTo(created);
        assertThat(assertLength(this, stream, 1).get(0).created()).isEqualTo(created);
    }

    @Test
    default void what_a_context_has_filled_in_is_stored_and_not_compared() {
        StreamId stream = newStream();
        String id = newName();
        NewEvent plain = event(stream).id(id).metaJson("{\"n\":10}").build();
        NewEvent filled = plain.filled("c1", "a1", JsonText.parse("{\"n\":10,\"user\":\"ada\"}"));

        AppendResult first = store().storeEvents(List.of(filled));

        StoredEvent stored = assertLength(this, stream, 1).get(0);
        assertThat(stored.correlationId()).isEqualTo("c1");
        assertThat(stored.causationId()).isEqualTo("a1");
        assertThat(stored.meta()).isEqualTo(JsonText.parse("{\"n\":10,\"user\":\"ada\"}"));
        for (NewEvent again : List.of(
                filled,
                plain.filled("c2", null, JsonText.parse("{\"n\":10.0,\"trace\":1}")),
                plain.filled(null, null, plain.meta()))) {
            assertThat(store().storeEvents(List.of(again))).isEqualTo(new AppendResult(first.events(), true));
        }
        assertTaken(id, plain);
        assertLength(this, stream, 1);
    }

    @Test
    default void what_an_event_has_by_itself_is_compared_in_whatever_context() {
        StreamId stream = newStream();
        String id = newName();
        NewEvent own = full(stream, id).build();
        store().storeEvents(List.of(own.filled(null, null, own.meta())));

        for (NewEvent other : List.of(
                full(stream, id).correlationId("another").build(),
                full(stream, id).causationId("another").build(),
                full(stream, id).metaJson("{\"user\":\"ada\",\"n\":11}").build(),
                full(stream, id).metaJson("{\"user\":\"ada\",\"n\":10,\"m\":1}").build(),
                full(stream, id).payload(1).build())) {
            assertTaken(id, other.filled("c", "a", other.meta()));
        }
        assertLength(this, stream, 1);
    }

    @Test
    default void payload_and_meta_are_compared_as_json_values() {
        StreamId stream = newStream();
        String id = newName();
        AppendResult first = store().storeEvents(List.of(full(stream, id).build()));

        AppendResult again = store().storeEvents(List.of(full(stream, id)
                .payloadJson("{ \"to\" : [1e0, 2.0], \"amount\" : 1.00 }")
                .metaJson("{\"n\":1E+1,\"user\":\"\\u0061da\"}")
                .build()));

        assertThat(again.replayed()).isTrue();
        assertThat(again.events()).isEqualTo(first.events()).hasSize(1);
        assertThat(assertLength(this, stream, 1).get(0).payload()).hasToString("{\"amount\":1.0,\"to\":[1,2]}");
    }

    @Test
    default void an_id_is_taken_for_an_event_that_differs_in_anything_but_its_time() {
        StreamId stream = newStream();
        StreamId other = StreamId.of(stream.domain(), "other");
        String id = newName();
        store().storeEvents(List.of(full(stream, id).build()));

        assertTaken(id, full(other, id).build());
        assertTaken(id, full(StreamId.of(stream.domain()), id).build());
        assertTaken(
                id,
                NewEvent.in(stream, "Deposited")
                        .id(id)
                        .payloadJson("{\"amount\":1.0,\"to\":[1,2]}")
                        .metaJson("{\"user\":\"ada\",\"n\":10}")
                        .correlationId("correlation")
                        .causationId("causation")
                        .build());
        assertTaken(
                id,
                full(stream, id).payloadJson("{\"amount\":1.0,\"to\":[2,1]}").build());
        assertTaken(
                id,
                full(stream, id).payloadJson("{\"amount\":1.1,\"to\":[1,2]}").build());
        assertTaken(
                id,
                full(stream, id)
                        .payloadJson("{\"amount\":\"1.0\",\"to\":[1,2]}")
                        .build());
        assertTaken(id, full(stream, id).payloadJson("{\"amount\":1.0}").build());
        assertTaken(id, full(stream, id).payload(null).build());
        assertTaken(id, full(stream, id).metaJson("{\"user\":\"Ada\",\"n\":10}").build());
        assertTaken(id, full(stream, id).metaJson("{}").build());
        assertTaken(id, full(stream, id).metaJson(null).build());
        assertTaken(id, full(stream, id).correlationId("Correlation").build());
        assertTaken(id, full(stream, id).correlationId(null).build());
        assertTaken(id, full(stream, id).causationId("causatiön").build());
        assertTaken(id, full(stream, id).causationId(null).build());

        assertLength(this, stream, 1);
        assertEmpty(this, other);
        assertEmpty(this, StreamId.of(stream.domain()));
    }

    @Test
    default void large_numbers_that_are_equal_only_as_doubles_make_a_difference() {
        StreamId stream = newStream();
        String id = newName();
        store().storeEvents(List.of(
                event(stream).id(id).payloadJson("9007199254740993").build()));

        assertTaken(id, event(stream).id(id).payloadJson("9007199254740992").build());

        assertLength(this, stream, 1);
    }

    @Test
    default void a_batch_of_which_only_some_events_are_stored_is_refused_whole() {
        StreamId stream = newStream();
        List<NewEvent> stored = identifiedEvents(stream, 2);
        StreamId other = newStream();
        store().storeEvents(stored);
        String id = stored.get(1).id();

        assertTaken(id, List.of(stored.get(1), event(other).id(newName()).build()), ExpectedSequence.any());
        assertTaken(id, List.of(event(other).id(newName()).build(), stored.get(1)), ExpectedSequence.any());
        assertTaken(id, List.of(stored.get(1), event(other).build()), ExpectedSequence.any());
        List<NewEvent> large = new ArrayList<>(events(other, 200));
        large.add(stored.get(1));
        assertTaken(id, large, ExpectedSequence.any());

        assertLength(this, stream, 2);
        assertEmpty(this, other);
    }

    /**
     * Of the ids that are taken, in the order of the batch, which is neither that of the ids nor that in which they
     * were stored.
     */
    @Test
    default void the_first_id_of_the_batch_that_is_taken_is_named() {
        List<NewEvent> stored = takenIds(newStream(), newStream());
        String first = stored.get(0).id();
        StreamId fresh = newStream();
        List<NewEvent> batch = mixed(fresh, stored, 30);

        assertTaken(first, batch, ExpectedSequence.any());
        assertTaken(first, batch, noStream());
        assertTaken(first, batch, exactly(77));
        assertTaken(first, mixed(fresh, changed(stored), 30), ExpectedSequence.any());
        assertThatExceptionOfType(NotCommitted.class)
                .isThrownBy(() -> inTransaction(() -> assertTaken(first, batch, noStream())));

        assertEmpty(this, fresh);
        assertLength(this, stored.get(0).stream(), 30);
    }

    @Test
    default void the_first_id_of_a_large_batch_that_is_taken_is_named() {
        List<NewEvent> stored = takenIds(newStream(), newStream());
        StreamId fresh = newStream();

        assertTaken(stored.get(0).id(), mixed(fresh, stored, 300), ExpectedSequence.any());
        assertTaken(stored.get(0).id(), mixed(fresh, changed(stored), 300), ExpectedSequence.any());

        assertEmpty(this, fresh);
    }

    /** Events that all are stored, but not these: the first that differs is in the way. */
    @Test
    default void of_stored_events_the_first_that_differs_is_named() {
        List<NewEvent> stored = takenIds(newStream());
        List<NewEvent> batch = new ArrayList<>(stored);
        Collections.reverse(batch);
        List<NewEvent> other = changed(batch);
        for (int i = 20; i < batch.size(); i++) {
            batch.set(i, other.get(i));
        }

        assertTaken(batch.get(20).id(), batch, ExpectedSequence.any());
    }

    /** Stored one by one, in the order of their ids; here in the opposite order, streams in turn. */
    private List<NewEvent> takenIds(StreamId... streams) {
        List<NewEvent> stored = new ArrayList<>();
        String name = newName().substring(0, 8);
        for (int i = 100; i < 130; i++) {
            for (StreamId stream : streams) {
                stored.add(
                        event(stream).id(name + "-" + i + "-" + stored.size()).build());
            }
        }
        store().storeEvents(stored);
        Collections.reverse(stored);
        return stored;
    }

    private static List<NewEvent> changed(List<NewEvent> events) {
        return events.stream()
                .map(event ->
                        event(event.stream()).id(event.id()).payload("other").build())
                .toList();
    }

    /** New events, with ids and without, before, between and after these. */
    private static List<NewEvent> mixed(StreamId fresh, List<NewEvent> stored, int before) {
        List<NewEvent> batch = new ArrayList<>(identifiedEvents(fresh, before));
        batch.addAll(events(fresh, before));
        for (NewEvent event : stored) {
            batch.add(event);
            batch.add(event(fresh).id(newName()).build());
        }
        batch.addAll(identifiedEvents(fresh, before));
        return batch;
    }

    @Test
    default void the_beginning_of_a_stored_batch_is_recognised_too() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 3);
        AppendResult first = store().storeEvents(batch);

        assertThat(store().storeEvents(batch.subList(0, 2)).events())
                .isEqualTo(first.events().subList(0, 2))
                .hasSize(2);

        assertLength(this, stream, 3);
    }

    @Test
    default void stored_events_in_another_order_are_refused() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 2);
        store().storeEvents(batch);

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store().storeEvents(List.of(batch.get(1), batch.get(0))))
                .satisfies(error -> assertThat(error.getId())
                        .isIn(batch.get(0).id(), batch.get(1).id()));

        assertLength(this, stream, 2);
    }

    @Test
    default void stored_events_that_are_not_consecutive_are_refused() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 3);
        store().storeEvents(batch);

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store().storeEvents(List.of(batch.get(0), batch.get(2))))
                .satisfies(error -> assertThat(error.getId())
                        .isIn(batch.get(0).id(), batch.get(2).id()));

        assertLength(this, stream, 3);
    }

    @Test
    default void identity_is_looked_at_before_what_is_expected() {
        StreamId stream = newStream();
        List<NewEvent> stored = identifiedEvents(stream, 1);
        store().storeEvents(stored);
        String id = stored.get(0).id();

        assertTaken(id, List.of(event(stream).id(id).payload("other").build()), exactly(77));
        assertTaken(id, List.of(stored.get(0), event(stream).id(newName()).build()), exactly(77));

        assertLength(this, stream, 1);
    }

    @Test
    default void the_same_id_twice_in_a_batch_is_invalid_at_its_second_place() {
        StreamId stream = newStream();
        List<NewEvent> batch = new ArrayList<>(identifiedEvents(stream, 5));
        batch.set(3, event(newStream()).id(batch.get(1).id()).build());

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store().storeEvents(batch))
                .satisfies(error -> {
                    assertThat(error.getField()).isEqualTo("id");
                    assertThat(error.getIndex()).hasValue(3);
                });

        assertEmpty(this, stream);
    }

    @Test
    default void form_is_looked_at_before_identity() {
        StreamId stream = newStream();
        NewEvent stored = event(stream).id(newName()).build();
        store().storeEvents(List.of(stored));

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store().storeEvents(List.of(stored, stored), exactly(1)))
                .satisfies(error -> assertThat(error.getIndex()).hasValue(1));

        assertLength(this, stream, 1);
    }

    @Test
    default void after_a_duplicate_the_store_is_usable_at_once() {
        StreamId stream = newStream();
        NewEvent stored = event(stream).id(newName()).build();
        store().storeEvents(List.of(stored));

        for (int i = 1; i <= 100; i++) {
            assertTaken(
                    stored.id(),
                    List.of(event(stream).id(stored.id()).payload("other").build()),
                    exactly(i));
            store().storeEvents(events(stream, 1), exactly(i));
        }

        assertLength(this, stream, 101);
    }
}
