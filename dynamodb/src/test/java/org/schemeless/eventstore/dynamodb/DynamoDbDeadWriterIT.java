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

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** What is true after a writer died before any of its requests. */
class DynamoDbDeadWriterIT extends OnFreshTable {

    private static final int MANY_STREAMS = 120;

    private final StreamId stream = Sample.stream();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_writer_killed_before_any_transaction_is_invisible_and_its_place_is_taken(int nth) {
        store.append(Sample.events(stream, 10), ExpectedSequence.noStream());
        kill("TransactWrite", nth, Sample.events(stream, 100));

        try (Store other = store.other()) {
            assertThat(other.all(stream)).hasSize(10);
            other.append(Sample.events(stream, 60), ExpectedSequence.exactly(10));

            assertThat(other.all(stream)).hasSize(70);
            assertNothingIsLeft(other, 70);
        }
    }

    @Test
    void a_batch_of_a_killed_writer_can_be_sent_again() {
        List<NewEvent> events = Sample.events(stream, 100);
        kill("TransactWrite", 4, events);

        try (Store other = store.other()) {
            other.appendClaimed(events, ExpectedSequence.noStream());
        }
        assertIsStoredOnce(stream, events);
        assertNothingIsLeft(store, 100);
    }

    @Test
    void an_id_of_a_killed_writer_can_be_used_in_another_stream() {
        List<NewEvent> events = Sample.events(stream, 100);
        kill("TransactWrite", 4, events);
        StreamId elsewhere = Sample.stream();
        NewEvent same =
                Sample.builder(elsewhere).id(events.get(30).id()).payload(1).build();

        try (Store other = store.other()) {
            other.appendClaimed(List.of(same), ExpectedSequence.noStream());

            assertThat(other.storage.findEvent(same.id()))
                    .map(StoredEvent::stream)
                    .contains(elsewhere);
            assertThat(other.sequence(stream)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void a_writer_of_many_streams_killed_before_its_decision_is_invisible(int nth) {
        List<NewEvent> events = Sample.overStreams(stream.identifier(), MANY_STREAMS);
        kill("TransactWrite", nth, events);

        assertStreamsCanBeWritten(events, 0);
    }

    @Test
    void a_writer_of_many_streams_killed_at_its_decision_is_invisible() {
        List<NewEvent> events = Sample.overStreams(stream.identifier(), MANY_STREAMS);
        kill("TransactWrite", 6, events);

        assertStreamsCanBeWritten(events, 0);
    }

    @Test
    void a_batch_over_many_streams_whose_writer_is_killed_after_the_decision_is_stored_whole() {
        List<NewEvent> events = Sample.overStreams(stream.identifier(), MANY_STREAMS);
        kill("UpdateItem", 40, events);

        assertThat(events)
                .allSatisfy(
                        event -> assertThat(store.storage.findEvent(event.id())).isPresent());
        assertStreamsCanBeWritten(events, 1);
    }

    private void assertStreamsCanBeWritten(List<NewEvent> events, int stored) {
        try (Store other = store.other()) {
            List<StreamId> some =
                    List.of(events.get(0).stream(), events.get(60).stream(), events.get(MANY_STREAMS - 1).stream());
            assertThat(some).allSatisfy(each -> assertThat(other.all(each)).hasSize(stored));
            some.forEach(each -> other.append(Sample.events(each, 1), ExpectedSequence.exactly(stored)));
            assertThat(some).allSatisfy(each -> assertThat(other.all(each)).hasSize(stored + 1));
            AppendResult again = other.appendClaimed(
                    events.subList(1, 2), stored == 1 ? ExpectedSequence.any() : ExpectedSequence.noStream());
            assertThat(again.replayed()).isEqualTo(stored == 1);
        }
    }

    /** An event is two items, and the stream has a head. */
    private static void assertNothingIsLeft(Store store, int events) {
        assertThat(store.items()).isEqualTo(2 * events + 1);
    }
}
