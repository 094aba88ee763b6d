/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.GroupKey;
import org.schemeless.eventstore.spi.LostRaceException;

class GroupCommitsTest {

    private static final StreamId STREAM = StreamId.of("d", "a");
    private static final GroupKey KEY = new GroupKey("key", 25);

    private GroupCommits groups = new GroupCommits(Duration.ofMinutes(5));
    private final Storage storage = new Storage();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdownNow();
    }

    /** One stream; counts the events of each commit. */
    private class Storage implements GroupCommits.Storing {

        private final List<Integer> commits = Collections.synchronizedList(new ArrayList<>());
        private final List<Integer> alone = Collections.synchronizedList(new ArrayList<>());
        private final List<Integer> again = Collections.synchronizedList(new ArrayList<>());
        private long last;

        @Override
        public List<AppendOutcome> together(AppendGroup group) {
            return commit(group);
        }

        private synchronized List<AppendOutcome> commit(AppendGroup group) {
            AppendGroup.Sequenced sequenced = group.sequenced(Map.of(STREAM, last));
            last += sequenced.events().size();
            commits.add(sequenced.events().size());
            return sequenced.outcomes();
        }

        @Override
        public AppendResult alone(Append append) {
            alone.add(append.events().size());
            return commit(AppendGroup.of(append)).get(0).result();
        }

        @Override
        public AppendResult again(Append append) {
            again.add(append.events().size());
            return commit(AppendGroup.of(append)).get(0).result();
        }
    }

    @Test
    void those_who_wait_are_stored_by_one_commit_and_each_has_its_own_answer() throws Exception {
        Future<AppendResult> first = held();
        List<Future<AppendResult>> others = waiting(storage, 1, 2, 3, 4, 5);
        release.countDown();
        assertThat(sequences(first)).containsExactly(1L);
        assertThat(others)
                .extracting(GroupCommitsTest::sequences)
                .containsExactly(
                        consecutive(2, 1), consecutive(3, 2), consecutive(5, 3), consecutive(8, 4), consecutive(12, 5));
        assertThat(storage.commits).containsExactly(1, 1 + 2 + 3 + 4 + 5);
    }

    @Test
    void the_conflict_of_one_is_told_to_nobody_else() throws Exception {
        held();
        List<Future<AppendResult>> others = List.of(
                submitted(storage, batch(2, ExpectedSequence.exactly(1))),
                submitted(storage, batch(1, ExpectedSequence.exactly(1))),
                submitted(storage, batch(1, ExpectedSequence.exactly(3))));
        release.countDown();
        assertThat(sequences(others.get(0))).containsExactly(2L, 3L);
        assertThatThrownBy(others.get(1)::get)
                .cause()
                .isInstanceOfSatisfying(
                        ConcurrencyError.class,
                        conflict -> assertThat(conflict.getFound()).isEqualTo(3));
        assertThat(sequences(others.get(2))).containsExactly(4L);
        assertThat(storage.commits).containsExactly(1, 3);
    }

    @Test
    void a_group_has_as_many_events_as_its_lane_holds_and_a_larger_batch_goes_by_itself() throws Exception {
        held();
        List<Future<AppendResult>> others = waiting(storage, 20, 5, 1, 30, 24);
        release.countDown();
        others.forEach(GroupCommitsTest::sequences);
        assertThat(storage.commits).containsExactly(1, 25, 1, 30, 24);
        assertThat(storage.alone).containsExactly(1, 1, 30, 24);
    }

    @Test
    void lanes_know_nothing_of_each_other() throws Exception {
        Future<AppendResult> first = held();
        assertThat(groups.store(batch(2), new GroupKey("other", 25), storage).events())
                .hasSize(2);
        assertThat(first).isNotDone();
    }

    /** Whether something was stored is not known then, but after a lost race, and when a storage says so. */
    @ParameterizedTest
    @ValueSource(strings = {"fails", "loses a race", "cannot be"})
    void when_a_group_is_not_stored_each_goes_by_itself(String what) throws Exception {
        Storage refusing = new Storage() {
            @Override
            public List<AppendOutcome> together(AppendGroup group) {
                return switch (what) {
                    case "fails" -> throw new IllegalStateException("the storage does not take it");
                    case "loses a race" -> throw new LostRaceException(new SQLException());
                    default -> group.needTransaction();
                };
            }
        };
        held();
        List<Future<AppendResult>> others = waiting(refusing, 1, 2, 3);
        release.countDown();
        assertThat(others.stream().map(other -> sequences(other).size())).containsExactly(1, 2, 3);
        assertThat(what.equals("fails") ? refusing.again : refusing.alone).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(what.equals("fails") ? refusing.alone : refusing.again).isEmpty();
    }

    @Test
    void who_is_alone_is_told_what_went_wrong_and_keeps_nobody_out() throws Exception {
        Storage failing = new Storage() {
            @Override
            public AppendResult alone(Append append) {
                throw new IllegalStateException("the storage does not take it");
            }
        };
        assertThatThrownBy(() -> groups.store(batch(1), KEY, failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the storage does not take it");
        assertThat(sequences(threads.submit(() -> groups.store(batch(1), KEY, storage))))
                .containsExactly(1L);
    }

    @Test
    void nobody_waits_long_for_who_is_held_up() throws Exception {
        groups = new GroupCommits(Duration.ofMillis(1));
        Future<AppendResult> first = held();
        List<Future<AppendResult>> others = waiting(storage, 2, 3);
        assertThat(others.stream().map(other -> sequences(other).size())).containsExactly(2, 3);
        assertThat(first).isNotDone();
        release.countDown();
        assertThat(sequences(first)).containsExactly(1L);
    }

    @Test
    void who_is_interrupted_goes_by_himself_and_stays_interrupted() throws Exception {
        Future<AppendResult> first = held();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread waits = new Thread(() -> {
            groups.store(batch(2), KEY, storage);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        waits.start();
        Awaitility.await().until(() -> groups.waiting(KEY) == 1);
        waits.interrupt();
        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(first).isNotDone();
        assertThat(storage.alone).containsExactly(1, 2);
    }

    /** The first one is stored, and is not done with it before it is released. */
    private Future<AppendResult> held() {
        Future<AppendResult> first = threads.submit(() -> groups.store(batch(1), KEY, new Storage() {
            @Override
            public AppendResult alone(Append append) {
                AppendResult result = storage.alone(append);
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return result;
            }
        }));
        Awaitility.await().until(() -> storage.commits.size() == 1);
        return first;
    }

    /** They wait in this order. */
    private List<Future<AppendResult>> waiting(GroupCommits.Storing storing, int... sizes) {
        return IntStream.of(sizes)
                .mapToObj(size -> submitted(storing, batch(size)))
                .toList();
    }

    private Future<AppendResult> submitted(GroupCommits.Storing storing, Append append) {
        int before = groups.waiting(KEY);
        Future<AppendResult> answer = threads.submit(() -> groups.store(append, KEY, storing));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> answer.isDone() || groups.waiting(KEY) > before);
        return answer;
    }

    private static List<Long> sequences(Future<AppendResult> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS).events().stream()
                    .map(AppendedEvent::sequence)
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> consecutive(long first, int count) {
        return IntStream.range(0, count).mapToObj(i -> first + i).toList();
    }

    private static Append batch(int size) {
        return batch(size, ExpectedSequence.any());
    }

    private static Append batch(int size, ExpectedSequence expected) {
        NewEvent event = NewEvent.in(STREAM, "t").payload("p").build();
        return IdsAndTimes.complete(Collections.nCopies(size, event), expected);
    }
}
