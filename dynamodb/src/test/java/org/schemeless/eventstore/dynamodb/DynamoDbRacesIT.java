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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Writers and readers at the same time, each a node of its own. */
class DynamoDbRacesIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void of_writers_with_the_same_expectation_exactly_one_wins(int events) throws Exception {
        int writers = 4;
        CyclicBarrier barrier = new CyclicBarrier(writers);

        List<Optional<ConcurrencyError>> outcomes = atOnce(writers, node -> {
            barrier.await();
            return conflictOf(() -> node.append(Sample.events(stream, events), ExpectedSequence.noStream()));
        });

        assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(outcomes)
                .flatExtracting(outcome -> outcome.stream().toList())
                .allSatisfy(error -> assertThat(error.getFound()).isEqualTo(events));
        assertThat(store.all(stream)).hasSize(events);
        assertThat(store.items()).isEqualTo(2 * events + 1);
    }

    @Test
    void unconditional_batches_of_many_writers_all_get_in_whole() throws Exception {
        int writers = 3;
        List<List<NewEvent>> batches = IntStream.range(0, writers)
                .mapToObj(i -> Sample.events(stream, 60))
                .toList();
        CyclicBarrier barrier = new CyclicBarrier(writers);
        List<Callable<Object>> work = new ArrayList<>();
        for (List<NewEvent> batch : batches) {
            work.add(() -> {
                try (Store node = node()) {
                    barrier.await();
                    return node.append(batch, ExpectedSequence.any());
                }
            });
        }

        for (Future<Object> done : threads.invokeAll(work)) {
            done.get();
        }

        List<String> stored = store.all(stream).stream().map(StoredEvent::id).toList();
        assertThat(stored).hasSize(180);
        batches.forEach(batch -> assertThat(stored)
                .containsSubsequence(batch.stream().map(NewEvent::id).toList()));
        assertThat(batches)
                .allSatisfy(batch -> assertThat(stored.indexOf(batch.get(59).id()))
                        .isEqualTo(stored.indexOf(batch.get(0).id()) + 59));
    }

    @Test
    void readers_see_a_batch_whole_or_not_at_all() throws Exception {
        store.append(Sample.events(stream, 10), ExpectedSequence.noStream());
        CountDownLatch written = new CountDownLatch(1);
        Set<Integer> seen = new ConcurrentSkipListSet<>();
        Future<?> reader = threads.submit(() -> {
            try (Store node = node()) {
                do {
                    seen.add(node.all(stream).size());
                } while (written.getCount() > 0);
            }
        });

        store.append(Sample.events(stream, 250), ExpectedSequence.exactly(10));
        written.countDown();
        reader.get();

        assertThat(Set.of(10, 260)).containsAll(seen);
    }

    @Test
    void batches_over_the_same_many_streams_do_not_mix() throws Exception {
        List<StreamId> streams = IntStream.range(0, 110)
                .mapToObj(i -> StreamId.of("many", stream.identifier() + "-" + i))
                .toList();
        CyclicBarrier barrier = new CyclicBarrier(2);

        List<Optional<ConcurrencyError>> outcomes = atOnce(2, node -> {
            List<NewEvent> batch = streams.stream().map(Sample::event).toList();
            barrier.await();
            return conflictOf(() -> node.append(batch, ExpectedSequence.noStream()));
        });

        assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(store.storage.sequences(Set.copyOf(streams)))
                .hasSize(110)
                .containsValue(1L)
                .doesNotContainValue(2L);
    }

    /** Nobody dies here: no writer is to be taken for dead, however slow the machine. */
    private Store node() {
        Duration longEnough = Duration.ofMinutes(1);
        return store.with(own -> StoreSettings.withBudget(StoreSettings.withPatience(own, longEnough), longEnough));
    }

    private interface OnNode<T> {
        T run(Store node) throws Exception;
    }

    private <T> List<T> atOnce(int count, OnNode<T> work) throws Exception {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(() -> {
                try (Store node = node()) {
                    return work.run(node);
                }
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> done : threads.invokeAll(all)) {
            results.add(done.get());
        }
        return results;
    }

    private static Optional<ConcurrencyError> conflictOf(Runnable append) {
        try {
            append.run();
            return Optional.empty();
        } catch (ConcurrencyError e) {
            return Optional.of(e);
        }
    }
}
