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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.table.Keys;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** How the heads of a large batch are fenced, and how the fences of others are waited for. */
class DynamoDbFencesIT extends OnFreshTable {

    /** Chunks with fences of a batch of 75 events in as many streams; the commit takes the last 12 events. */
    private static final int FENCING = 3;

    private final StreamId stream = Sample.stream();
    private final List<NewEvent> events = Sample.overStreams(stream.identifier(), 75);

    @Test
    void after_the_first_all_chunks_that_fence_heads_are_under_way_at_the_same_time() {
        CyclicBarrier all = new CyclicBarrier(FENCING - 1);
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n > 1 && n <= FENCING) {
                await(all);
            }
        });

        store.append(events, ExpectedSequence.noStream());

        assertThat(store.requests.count("TransactWrite")).isEqualTo(FENCING + 1);
    }

    @Test
    void after_a_failure_they_follow_each_other() {
        Runnable once = once(() -> appendElsewhere(events.get(0).stream()));
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite")) {
                once.run();
                if (n > 1) {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                }
            }
        });
        store.requests.after((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n > 1) {
                underWay.decrementAndGet();
            }
        });

        store.append(events, ExpectedSequence.any());

        assertThat(store.requests.count("TransactWrite")).isEqualTo(1 + FENCING + 1);
        assertThat(most).hasValue(1);
    }

    /** Waited for one after the other they would take longer than the budget. */
    @Test
    void several_dead_batches_are_waited_for_together() {
        List<StreamId> streams =
                IntStream.range(0, 8).mapToObj(i -> Sample.stream()).toList();
        streams.forEach(each -> kill("TransactWrite", 2, Sample.events(each, 60)));

        try (Store patient = store.with(own -> StoreSettings.withBudget(
                StoreSettings.withPatience(own, Duration.ofSeconds(8)), Duration.ofSeconds(40)))) {
            patient.append(streams.stream().map(Sample::event).toList(), ExpectedSequence.noStream());
        }

        assertThat(streams).allSatisfy(each -> assertThat(store.all(each)).hasSize(1));
        assertThat(store.items()).isEqualTo(3 * streams.size());
    }

    @Test
    void no_event_is_written_before_or_without_the_fence_of_its_stream() {
        List<NewEvent> uneven = IntStream.range(0, 12)
                .mapToObj(i -> Sample.events(StreamId.of("uneven", stream.identifier() + i), 1 + 3 * i))
                .flatMap(List::stream)
                .toList();
        store.append(uneven, ExpectedSequence.noStream());

        Set<String> fenced = new HashSet<>();
        for (TransactWriteItemsRequest request : store.requests.transactions()) {
            Set<String> fences = fencedBy(request);
            Set<String> written = streamsOfEvents(request);
            assertThat(fenced).containsAll(fences.isEmpty() ? written : Set.of());
            assertThat(fences).containsAll(fences.isEmpty() ? Set.of() : written);
            fenced.addAll(fences);
        }
        streamsOf(uneven)
                .forEach((each, ids) ->
                        assertThat(store.all(each)).extracting(StoredEvent::id).containsExactlyElementsOf(ids));
    }

    private static Set<String> fencedBy(TransactWriteItemsRequest request) {
        return request.transactItems().stream()
                .filter(item -> item.update() != null)
                .map(item -> item.update().key().get(Keys.PARTITION).s())
                .collect(Collectors.toSet());
    }

    private static Set<String> streamsOfEvents(TransactWriteItemsRequest request) {
        return request.transactItems().stream()
                .filter(item -> item.put() != null && item.put().item().containsKey(EventItem.ORDER))
                .map(item -> item.put().item().get(Keys.PARTITION).s())
                .collect(Collectors.toSet());
    }

    private static Map<StreamId, List<String>> streamsOf(List<NewEvent> events) {
        return events.stream()
                .collect(
                        Collectors.groupingBy(NewEvent::stream, Collectors.mapping(NewEvent::id, Collectors.toList())));
    }

    private void appendElsewhere(StreamId to) {
        try (Store faster = store.other()) {
            faster.append(Sample.events(to, 1), ExpectedSequence.noStream());
        }
    }

    private static Runnable once(Runnable work) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            synchronized (done) {
                if (done.compareAndSet(false, true)) {
                    work.run();
                }
            }
        };
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
