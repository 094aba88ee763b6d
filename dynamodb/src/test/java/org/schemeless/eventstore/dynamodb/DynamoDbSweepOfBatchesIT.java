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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.table.Decision;

/** What killed writers left in streams that are never written again is removed by the sweep. */
class DynamoDbSweepOfBatchesIT extends OnFreshTable {

    private static final int MANY_STREAMS = 120;

    private final StreamId stream = Sample.stream();
    private final String name = stream.identifier();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nothing_is_left_of_a_writer_whose_process_was_killed_before_its_commit(int nth) throws Exception {
        DyingWriter.killedAfter(store, "TransactWrite", nth, name, 126, 1);
        assertThat(store.items()).isPositive();

        store.assembly.sweeper().sweep();
        store.assembly.sweeper().sweep();

        assertThat(store.besideLog()).isEmpty();
    }

    @Test
    void nothing_is_left_of_its_objects_either() {
        List<NewEvent> events = new ArrayList<>(Sample.events(stream, 59));
        events.add(Sample.large(stream, 500_000));
        kill("TransactWrite", 3, events);
        assertThat(store.objects()).hasSize(1);

        store.assembly.sweeper().sweep();

        assertThat(store.besideLog()).isEmpty();
        assertThat(store.objects()).isEmpty();
    }

    /** That it is aborted stays written: nobody can tell whether its writer is dead or only slow. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 5})
    void of_a_batch_over_many_streams_its_decision_is_left(int nth) {
        kill("TransactWrite", nth, Sample.overStreams(name, MANY_STREAMS));

        store.assembly.sweeper().sweep();

        assertThat(store.besideLog())
                .singleElement()
                .satisfies(item -> assertThat(Decision.of(item)).isEqualTo(Decision.ABORTED));
    }

    @Test
    void a_batch_that_had_decided_to_commit_is_carried_out() {
        List<NewEvent> events = Sample.overStreams(name, MANY_STREAMS);
        kill("UpdateItem", 40, events);

        store.assembly.sweeper().sweep();

        assertThat(store.scan())
                .noneMatch(item -> item.containsKey(StreamHead.FENCE) || item.containsKey(StreamHead.GOAL));
        assertThat(events)
                .allSatisfy(event -> assertThat(store.sequence(event.stream())).isEqualTo(1));
    }

    /** The writer is refused at its third transaction, and is killed while it takes back the others. */
    @ParameterizedTest
    @CsvSource({"UpdateItem,1", "Query,1", "DeleteItem,1", "DeleteItem,40", "DeleteItem,101"})
    void nothing_is_left_of_a_writer_killed_while_it_cleared_up(String kind, int nth) {
        try (Store dying = store.other()) {
            dying.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite") && n == 4) {
                    throw Faults.refused();
                }
                if (dying.requests.count(kind) >= nth) {
                    throw new Faults.Killed();
                }
            });
            assertThat(catchThrowable(() -> dying.append(Sample.events(stream, 100), ExpectedSequence.noStream())))
                    .isInstanceOf(Faults.Killed.class);
        }
        assertThat(store.besideLog()).isNotEmpty();

        store.assembly.sweeper().sweep();

        assertThat(store.besideLog()).isEmpty();
    }

    @Test
    void what_is_committed_is_left_alone() {
        store.append(Sample.events(stream, 60), ExpectedSequence.noStream());
        kill("TransactWrite", 3, Sample.events(stream, 60));

        store.assembly.sweeper().sweep();

        assertThat(store.all(stream)).hasSize(60);
        assertThat(store.items()).isEqualTo(2 * 60 + 1);
        store.append(Sample.events(stream, 1), ExpectedSequence.exactly(60));
    }

    @Test
    void a_batch_that_is_younger_than_the_minimum_age_is_left_alone() {
        kill("TransactWrite", 3, Sample.events(stream, 60));
        int before = store.items();

        try (Store careful = store.with(own -> StoreSettings.withMinimumAge(own, Duration.ofHours(1)))) {
            careful.assembly.sweeper().sweep();
        }

        assertThat(store.items()).isEqualTo(before);
    }

    /** With no minimum age every sweep ends batches that are under way: they begin again. */
    @Test
    void beside_running_writers_it_takes_nothing_that_is_committed() {
        List<List<NewEvent>> batches =
                IntStream.range(0, 4).mapToObj(i -> Sample.events(stream, 60)).toList();
        try (Store writing = store.other();
                Store sweeping = store.other()) {
            writing.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite") && n % 5 == 3) {
                    sweeping.assembly.sweeper().sweep();
                }
            });
            batches.forEach(batch -> writing.append(batch, ExpectedSequence.any()));
            assertThat(writing.requests.count("TransactWrite")).isGreaterThan(4 * 3);
        }

        assertThat(store.all(stream))
                .extracting(event -> event.id())
                .containsExactlyElementsOf(
                        batches.stream().flatMap(List::stream).map(NewEvent::id).toList());
        assertThat(store.items()).isEqualTo(2 * 4 * 60 + 1);
    }
}
