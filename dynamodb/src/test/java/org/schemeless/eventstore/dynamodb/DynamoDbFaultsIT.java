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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;

/** What is true after requests fail and answers get lost. */
class DynamoDbFaultsIT extends OnFreshTable {

    private static final int MANY_STREAMS = 120;

    private final StreamId stream = Sample.stream();

    static Stream<Arguments> faultsOnEachTransaction() {
        return Stream.of(Faults.values())
                .flatMap(fault -> IntStream.rangeClosed(1, 4).mapToObj(nth -> Arguments.of(fault, nth)));
    }

    @ParameterizedTest
    @MethodSource("faultsOnEachTransaction")
    void a_passing_fault_on_any_transaction_is_repeated(Faults fault, int nth) {
        List<NewEvent> events = Sample.events(stream, 100);
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n == nth) {
                throw fault.make();
            }
        });

        store.append(events, ExpectedSequence.noStream());

        assertIsStoredOnce(stream, events);
        assertThat(store.requests.count("TransactWrite")).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_lost_answer_to_any_transaction_is_recognised(int nth) {
        List<NewEvent> events = Sample.events(stream, 100);
        store.requests.after((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n == nth) {
                throw Faults.RESET.make();
            }
        });

        AppendResult result = store.append(events, ExpectedSequence.noStream());

        assertThat(result.replayed()).isFalse();
        assertIsStoredOnce(stream, events);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_commit_whose_every_answer_is_lost_is_recognised_by_its_events(int count) throws Exception {
        List<NewEvent> events = Sample.events(stream, count);
        int commit = (count + 24) / 25;
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.after((request, n) -> {
                if (Requests.is(request, "TransactWrite") && n >= commit) {
                    throw Faults.RESET.make();
                }
            });

            hasty.append(events, ExpectedSequence.noStream());
        }
        assertIsStoredOnce(stream, events);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_commit_that_is_refused_after_a_lost_answer_is_recognised_by_its_events(int count) {
        List<NewEvent> events = new ArrayList<>(Sample.events(stream, count - 1));
        events.add(Sample.large(stream, 500_000));
        int commit = (count + 24) / 25;
        store.requests.after((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n == commit) {
                throw Faults.RESET.make();
            }
        });
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n == commit + 1) {
                throw Faults.refused();
            }
        });

        store.append(events, ExpectedSequence.noStream());

        store.requests.clear();
        assertIsStoredOnce(stream, events);
    }

    @Test
    void a_decision_whose_every_answer_is_lost_is_recognised() throws Exception {
        List<NewEvent> events = Sample.overStreams(stream.identifier(), MANY_STREAMS);
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.after((request, n) -> {
                boolean decides = Requests.is(request, "TransactWrite") && n > 5;
                boolean asks = Requests.is(request, "PutItem") && hasty.requests.count("PutItem") < 4;
                if (decides || asks) {
                    throw Faults.RESET.make();
                }
            });

            hasty.append(events, ExpectedSequence.noStream());
        }
        assertThat(events)
                .allSatisfy(event -> assertThat(store.all(event.stream())).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void an_error_on_any_transaction_leaves_nothing(int nth) {
        List<NewEvent> events = new ArrayList<>(Sample.events(stream, 99));
        events.add(Sample.large(stream, 500_000));
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n == nth) {
                throw Faults.refused();
            }
        });

        assertThatThrownBy(() -> store.append(events, ExpectedSequence.noStream()))
                .hasMessageContaining("ValidationException");

        store.requests.clear();
        assertThat(store.all(stream)).isEmpty();
        assertThat(store.objects()).isEmpty();
        assertThat(store.scan())
                .noneMatch(item -> item.containsKey(EventItem.ID) || item.containsKey(StreamHead.FENCE));
        store.append(events, ExpectedSequence.noStream());
        assertIsStoredOnce(stream, events);
    }

    @Test
    void throttling_that_does_not_end_is_told_and_leaves_nothing() throws Exception {
        List<NewEvent> events = List.of(Sample.large(stream, 500_000));
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite")) {
                    throw Faults.CAPACITY.make();
                }
            });

            assertThatThrownBy(() -> hasty.append(events, ExpectedSequence.noStream()))
                    .isInstanceOf(EventStoreUnavailableException.class);
        }
        assertThat(store.all(stream)).isEmpty();
        assertThat(store.objects()).isEmpty();
    }
}
