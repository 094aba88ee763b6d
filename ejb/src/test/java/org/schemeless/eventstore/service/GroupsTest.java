/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

class GroupsTest {

    private static final StreamId STREAM = StreamId.of("d", "a");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Turns turns = new Turns();
    private final Groups groups = new Groups(turns);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Integer> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> alone = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void those_who_wait_are_stored_as_one_batch_and_each_has_its_own_answer() throws Exception {
        Future<AppendResult> first = threads.submit(() -> storeHeld(batch(1)));
        awaitStored(1);
        List<Future<AppendResult>> others = waiting(() -> {}, 1, 2, 3, 4, 5);
        release.countDown();
        assertThat(sequences(first)).containsExactly(1L);
        assertThat(others).allSatisfy(other -> {
            List<Long> sequences = sequences(other);
            assertThat(sequences).isEqualTo(consecutive(sequences.get(0), sequences.size()));
        });
        assertThat(others.stream().flatMap(other -> sequences(other).stream()))
                .containsExactlyInAnyOrderElementsOf(consecutive(2, 15));
        assertThat(others.stream().map(other -> sequences(other).size())).containsExactly(1, 2, 3, 4, 5);
        assertThat(stored).containsExactly(1, 1 + 2 + 3 + 4 + 5);
    }

    @Test
    void a_group_has_25_events_and_a_larger_batch_goes_by_itself() throws Exception {
        threads.submit(() -> storeHeld(batch(1)));
        awaitStored(1);
        List<Future<AppendResult>> others = waiting(() -> {}, 20, 5, 1, 30, 24);
        release.countDown();
        others.forEach(GroupsTest::sequences);
        assertThat(stored).containsExactly(1, 25, 1, 30, 24);
    }

    @Test
    void when_a_group_fails_each_goes_by_itself() throws Exception {
        threads.submit(() -> storeHeld(batch(1)));
        awaitStored(1);
        List<Future<AppendResult>> others = waiting(
                () -> {
                    throw new IllegalStateException("the storage does not take it");
                },
                1,
                2,
                3);
        release.countDown();
        assertThat(others.stream().map(other -> sequences(other).size())).containsExactly(1, 2, 3);
        assertThat(alone).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void that_the_store_is_unavailable_is_told_to_all() throws Exception {
        threads.submit(() -> storeHeld(batch(1)));
        awaitStored(1);
        List<Future<AppendResult>> others = waiting(
                () -> {
                    throw new EventStoreUnavailableException("no connection", null);
                },
                1,
                2);
        release.countDown();
        assertThat(others)
                .allSatisfy(other -> assertThatThrownBy(other::get)
                        .cause()
                        .isInstanceOf(EventStoreUnavailableException.class)
                        .hasMessage("no connection"));
        assertThat(alone).isEmpty();
    }

    @Test
    void who_is_alone_is_told_what_went_wrong() {
        assertThatThrownBy(() -> groups.store(
                        batch(1),
                        LONG,
                        append -> {
                            throw new IllegalStateException("the storage does not take it");
                        },
                        () -> {
                            throw new AssertionError("there was no group");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the storage does not take it");
    }

    @Test
    void who_has_waited_long_enough_goes_ahead() throws Exception {
        Future<AppendResult> first = threads.submit(() -> storeHeld(batch(1)));
        awaitStored(1);
        groups.store(batch(2), Duration.ofMillis(1), append -> stored(append), () -> stored(batch(0)));
        assertThat(stored).containsExactly(1, 2);
        assertThat(first).isNotDone();
        release.countDown();
        assertThat(sequences(first)).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"an id was given", "something is expected", "two streams"})
    void takes_only_appends_that_nothing_tells_from_others(String not) {
        assertThat(Groups.takes(batch(2))).isTrue();
        List<NewEvent> events = batch(2).events();
        List<NewEvent> elsewhere = batch(1, StreamId.of("d", "b")).events();
        Append append = switch (not) {
            case "an id was given" -> batch(2).again();
            case "something is expected" -> new Append(events, ExpectedSequence.exactly(0), Set.of(), false);
            default -> new Append(List.of(events.get(0), elsewhere.get(0)), ExpectedSequence.any(), Set.of(), false);
        };
        assertThat(Groups.takes(append)).isFalse();
    }

    /** They wait in this order; who stores does this before. */
    private List<Future<AppendResult>> waiting(Runnable before, int... sizes) {
        return IntStream.of(sizes).mapToObj(size -> submit(batch(size), before)).toList();
    }

    /** Returns when it waits. */
    private Future<AppendResult> submit(Append append, Runnable before) {
        int waitingBefore = groups.waiting(STREAM);
        Future<AppendResult> answer = threads.submit(() -> groups.store(
                append,
                LONG,
                batch -> {
                    before.run();
                    return stored(batch);
                },
                () -> {
                    alone.add(append.events().size());
                    return stored(append);
                }));
        Awaitility.await().until(() -> groups.waiting(STREAM) > waitingBefore);
        return answer;
    }

    private AppendResult storeHeld(Append append) {
        return groups.store(
                append,
                LONG,
                batch -> {
                    AppendResult result = stored(batch);
                    await(release);
                    return result;
                },
                () -> stored(append));
    }

    private AppendResult stored(Append append) {
        synchronized (stored) {
            long last = stored.stream().mapToInt(Integer::intValue).sum();
            stored.add(append.events().size());
            return AppendResult.stored(append.numbered(Map.of(STREAM, last)));
        }
    }

    private void awaitStored(int batches) {
        Awaitility.await().until(() -> stored.size() == batches);
    }

    private static List<Long> sequences(Future<AppendResult> answer) {
        try {
            return answer.get(1, TimeUnit.MINUTES).events().stream()
                    .map(AppendedEvent::sequence)
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> consecutive(long first, int count) {
        return IntStream.range(0, count).mapToObj(i -> first + i).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Append batch(int size) {
        return batch(size, STREAM);
    }

    private static Append batch(int size, StreamId stream) {
        NewEvent event = NewEvent.in(stream, "t").payload("p").build();
        return Stamp.stamped(Collections.nCopies(size, event), ExpectedSequence.any(), false);
    }
}
