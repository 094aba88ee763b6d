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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.start.Settings;

/** Many writers, sequencers on several nodes, and followers that begin before, in the middle and after. */
class DynamoDbFollowersIT extends OnFreshTable {

    private static final int WRITERS = 16;
    private static final int NODES = 4;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final String name = Sample.stream().identifier();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Store> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        nodes.forEach(Store::close);
    }

    /** Writers are held up by each other, and by the machine: none gives up. */
    private Store patientNode(boolean isFormer) {
        Settings patient = StoreSettings.withPatience(StoreSettings.withBudget(store.settings, LONG), SHORT);
        return isFormer ? Store.former(patient) : new Store(patient);
    }

    private Store node(int number) {
        return nodes.get(number % nodes.size());
    }

    /** @param former how many of the nodes are of the release before, as while nodes are replaced one by one */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void each_event_is_seen_once_at_dense_positions_in_the_order_of_its_stream(int former) throws Exception {
        IntStream.range(0, NODES).forEach(i -> nodes.add(patientNode(i < former)));
        List<StreamId> streams = IntStream.range(0, WRITERS)
                .mapToObj(i -> StreamId.of("shared", name + "-" + i))
                .toList();
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger writing = new AtomicInteger(WRITERS);
        List<Callable<List<StoredEvent>>> work = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            work.add(() -> {
                try {
                    write(node(writer), writer, streams, written);
                } finally {
                    writing.decrementAndGet();
                }
                return List.of();
            });
        }
        work.add(() -> followed(node(0), 0, writing));
        work.add(() -> followed(node(1), 0, writing));
        work.add(() -> followed(node(2), 200, writing));

        List<List<StoredEvent>> seen = new ArrayList<>();
        for (Future<List<StoredEvent>> done : threads.invokeAll(work)) {
            seen.add(done.get());
        }

        List<StoredEvent> log = store.log();
        assertIsOneOrder(log, written);
        assertThat(seen.get(WRITERS)).isEqualTo(log);
        assertThat(seen.get(WRITERS + 1)).isEqualTo(log);
        assertThat(seen.get(WRITERS + 2)).isEqualTo(log.subList(200, log.size()));
        assertThat(store.logItems("p")).isEmpty();
        for (StreamId stream : streams) {
            assertThat(store.all(stream))
                    .isEqualTo(log.stream()
                            .filter(event -> event.stream().equals(stream))
                            .toList());
        }
    }

    /**
     * Single events, batches over several shared streams, staged ones, and for some more streams than a transaction
     * takes.
     */
    private void write(Store node, int writer, List<StreamId> streams, List<String> written) {
        for (int round = 0; round < 4; round++) {
            int from = writer + round;
            StreamId one = streams.get(from % streams.size());
            append(node, List.of(Sample.event(one)), written);
            append(
                    node,
                    IntStream.of(0, 5, 9)
                            .map(n -> (from + n) % streams.size())
                            .mapToObj(streams::get)
                            .flatMap(stream -> Sample.events(stream, 2).stream())
                            .toList(),
                    written);
            node.storage.assignPositions();
        }
        append(node, Sample.events(StreamId.of("own", name + "-" + writer), 40), written);
        if (writer % 8 == 0) {
            List<NewEvent> many = IntStream.range(0, 105)
                    .mapToObj(i -> Sample.event(StreamId.of("many", name + "-" + writer + "-" + i)))
                    .toList();
            append(node, many, written);
        }
        append(node, List.of(Sample.event(StreamId.of("own", name + "-" + writer))), written);
        node.storage.assignPositions();
    }

    private static void append(Store node, List<NewEvent> events, List<String> written) {
        node.append(events, ExpectedSequence.any());
        events.forEach(event -> written.add(event.id()));
    }

    /** Follows until the writers are done and nothing is left. */
    private static List<StoredEvent> followed(Store node, long start, AtomicInteger writing) {
        List<StoredEvent> seen = new ArrayList<>();
        boolean over;
        do {
            over = writing.get() == 0;
            List<StoredEvent> page;
            do {
                page = node.storage.readLog(start + seen.size(), 50);
                if (page.size() < 50) {
                    node.assignPositions();
                    page = node.storage.readLog(start + seen.size(), 50);
                }
                seen.addAll(page);
            } while (!page.isEmpty());
        } while (!over);
        return seen;
    }

    private static void assertIsOneOrder(List<StoredEvent> log, List<String> written) {
        assertThat(log).extracting(StoredEvent::id).containsExactlyInAnyOrderElementsOf(written);
        assertThat(log)
                .extracting(StoredEvent::position)
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
        Map<StreamId, Long> last = new HashMap<>();
        for (StoredEvent event : log) {
            assertThat(event.sequence()).isEqualTo(last.merge(event.stream(), 1L, Long::sum));
        }
    }

    /** Nobody numbered or read meanwhile. */
    @Test
    void a_follower_that_was_away_for_two_thousand_events_gets_them_all() {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            append(store, Sample.events(StreamId.of("away", name + "-" + i % 7), 50), written);
        }

        List<StoredEvent> log = store.log();

        assertIsOneOrder(log, written);
        assertThat(log).extracting(StoredEvent::id).isEqualTo(written);
    }
}
