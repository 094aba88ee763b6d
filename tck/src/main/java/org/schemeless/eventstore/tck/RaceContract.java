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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.ExpectedSequence.perStream;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.identifiedEvents;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Section 2: many writers at the same moment. */
interface RaceContract extends StoreFixture {

    private List<Outcome<AppendResult>> race(int writers, IntFunction<AppendResult> append) {
        return Race.of(writers, threads(), append);
    }

    private void assertOneWins(int writers, int batch) {
        StreamId stream = newStream();
        for (long start = 0; start < 10L * batch; start += batch) {
            ExpectedSequence expected = exactly(start);

            List<Outcome<AppendResult>> outcomes =
                    race(writers, i -> store().storeEvents(events(stream, batch), expected));

            long found = start + batch;
            assertThat(Race.values(outcomes)).hasSize(1);
            assertThat(Race.errors(outcomes))
                    .hasSize(writers - 1)
                    .allSatisfy(error -> assertConflict(error, stream, expected, found));
            assertLength(this, stream, found);
        }
    }

    @Test
    default void of_two_writers_with_the_same_expectation_exactly_one_wins() {
        assertOneWins(2, 1);
    }

    @Test
    default void of_sixteen_writers_with_the_same_expectation_exactly_one_wins() {
        assertOneWins(16, 1);
    }

    @Test
    default void of_eight_writers_of_large_batches_exactly_one_wins() {
        assertOneWins(8, 120);
    }

    @Test
    default void unconditional_writers_on_one_stream_all_get_in_with_their_batches_whole() {
        StreamId stream = newStream();

        List<Outcome<List<AppendResult>>> outcomes = Race.of(16, threads(), writer -> {
            List<AppendResult> results = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                List<NewEvent> batch = IntStream.range(0, 3)
                        .mapToObj(n -> event(stream).payload(writer).build())
                        .toList();
                results.add(store().storeEvents(batch));
            }
            return results;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        List<StoredEvent> events = assertLength(this, stream, 480);
        for (int i = 0; i < 480; i += 3) {
            assertThat(Sample.payloads(events.subList(i, i + 3)).stream().distinct())
                    .hasSize(1);
        }
        Race.values(outcomes).stream().flatMap(List::stream).forEach(result -> {
            long first = result.events().get(0).sequence();
            assertThat(result.replayed()).isFalse();
            assertThat(result.events())
                    .extracting(AppendedEvent::sequence)
                    .containsExactly(first, first + 1, first + 2);
            assertThat(result.events())
                    .allSatisfy(event -> assertThat(
                                    events.get((int) event.sequence() - 1).id())
                            .isEqualTo(event.id()));
        });
    }

    @Test
    default void what_others_have_acknowledged_is_never_taken_for_unmoved_because_it_was_only_named() {
        StreamId named = newStream();
        AtomicLong acknowledged = new AtomicLong();
        int rounds = 20;

        List<Outcome<AppendResult>> outcomes = race(4, caller -> {
            for (int i = 0; i < rounds; i++) {
                if (caller == 0) {
                    acknowledged.set(store().storeEvents(events(named, 1))
                            .events()
                            .get(0)
                            .sequence());
                } else {
                    appendUnlessMoved(named, acknowledged);
                }
            }
            return store().storeEvents(events(newStream(), 1));
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertLength(this, named, rounds);
    }

    /** Appends elsewhere if a stream is where it was read. */
    private void appendUnlessMoved(StreamId named, AtomicLong acknowledged) {
        AtomicLong read = new AtomicLong();
        AtomicLong before = new AtomicLong();
        Throwable error = catchThrowable(() -> inTransaction(() -> {
            read.set(store().getStreamSequence(named.domain(), named.identifier()));
            Thread.yield();
            before.set(acknowledged.get());
            store().storeEvents(events(newStream(), 1), perStream(Map.of(named, exactly(read.get()))));
        }));
        if (error == null) {
            assertThat(read.get()).isGreaterThanOrEqualTo(before.get());
        } else if (error instanceof ConcurrencyError conflict) {
            assertThat(conflict.getFound()).isGreaterThan(read.get());
        } else {
            // a dead lock, which a caller's transaction cannot repeat, or a storage that is asked when the transaction
            // commits
            assertThat(error).isInstanceOfAny(EventStoreUnavailableException.class, NotCommitted.class);
        }
    }

    @Test
    default void of_writers_that_each_rely_on_the_others_stream_exactly_one_gets_in() {
        for (int round = 0; round < 20; round++) {
            List<StreamId> pair = newPair();

            List<Outcome<AppendResult>> outcomes = race(8, writer -> storeRelyingOnTheOther(pair, writer % 2));

            assertThat(Race.values(outcomes)).hasSize(1);
            assertThat(Race.errors(outcomes))
                    .allSatisfy(error -> assertThat(error)
                            .isInstanceOfSatisfying(
                                    ConcurrencyError.class,
                                    conflict -> assertThat(conflict.getFound()).isEqualTo(1)));
            assertThat(lengths(pair)).isEqualTo(1);
        }
    }

    /** Each tries to append before the other commits; a storage that holds the streams at once lets only one do so. */
    @Test
    default void of_transactions_that_each_rely_on_the_others_stream_at_most_one_commits() {
        int committed = 0;
        for (int round = 0; round < 10; round++) {
            List<StreamId> pair = newPair();
            CountDownLatch appended = new CountDownLatch(2);

            List<Outcome<Boolean>> outcomes = Race.of(2, threads(), writer -> {
                inTransaction(() -> {
                    storeRelyingOnTheOther(pair, writer);
                    appended.countDown();
                    awaitAWhile(appended);
                });
                return true;
            });

            assertThat(Race.values(outcomes)).hasSizeLessThanOrEqualTo(1);
            assertThat(Race.errors(outcomes))
                    .allSatisfy(error -> assertThat(error)
                            .isInstanceOfAny(
                                    ConcurrencyError.class, EventStoreUnavailableException.class, NotCommitted.class));
            assertThat(lengths(pair)).isEqualTo(Race.values(outcomes).size());
            committed += Race.values(outcomes).size();
        }
        assertThat(committed).isPositive();
    }

    @Test
    default void a_stream_that_was_relied_on_goes_on_as_before() {
        List<StreamId> pair = newPair();
        storeRelyingOnTheOther(pair, 0);

        inTransaction(() -> {
            store().storeEvents(
                            events(pair.get(0), 1),
                            perStream(Map.of(pair.get(0), exactly(1), pair.get(1), noStream())));
            assertLength(this, pair.get(1), 0);
            store().storeEvents(
                            events(pair.get(0), 1),
                            perStream(Map.of(pair.get(0), exactly(2), pair.get(1), noStream())));
            store().storeEvents(events(pair.get(1), 2), noStream());
            store().storeEvents(events(pair.get(0), 1), perStream(Map.of(pair.get(1), exactly(2))));
        });

        assertLength(this, pair.get(0), 4);
        assertLength(this, pair.get(1), 2);
        store().storeEvents(events(pair.get(1), 1), exactly(2));
    }

    private static List<StreamId> newPair() {
        String domain = newName();
        return List.of(StreamId.of(domain, "a"), StreamId.of(domain, "b"));
    }

    /** Both streams of the pair have to be new; this one gets an event, the other none. */
    private AppendResult storeRelyingOnTheOther(List<StreamId> pair, int mine) {
        return store().storeEvents(
                        events(pair.get(mine), 1), perStream(Map.of(pair.get(0), noStream(), pair.get(1), noStream())));
    }

    private long lengths(List<StreamId> pair) {
        return pair.stream()
                .mapToLong(stream -> store().getStreamSequence(stream.domain(), stream.identifier()))
                .sum();
    }

    private static void awaitAWhile(CountDownLatch both) {
        try {
            both.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    default void writers_on_different_streams_do_not_disturb_each_other() {
        String domain = newName();

        List<Outcome<AppendResult>> outcomes = race(16, writer -> {
            StreamId mine = StreamId.of(domain, "s" + writer);
            for (int i = 0; i < 20; i++) {
                store().storeEvents(events(mine, 1), exactly(i));
            }
            return store().storeEvents(events(mine, 5), exactly(20));
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        for (int writer = 0; writer < 16; writer++) {
            assertLength(this, StreamId.of(domain, "s" + writer), 25);
        }
    }

    /** Small appends of one moment may be stored together, whatever each of them expects. */
    @Test
    default void writers_that_expect_and_writers_that_do_not_each_get_their_own_answer() {
        String domain = newName();
        List<StreamId> streams = IntStream.range(0, 4)
                .mapToObj(i -> StreamId.of(domain, "s" + i))
                .toList();

        List<Outcome<List<AppendedEvent>>> outcomes = Race.of(16, threads(), writer -> {
            List<AppendedEvent> mine = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                StreamId stream = streams.get((writer + i) % streams.size());
                List<NewEvent> batch = new ArrayList<>(events(stream, 1 + i % 2));
                if (i % 5 == 0) {
                    batch.add(event(streams.get(writer % streams.size())).build());
                }
                AppendResult result = writer % 2 == 0 ? store().storeEvents(batch) : storeExpecting(batch);
                assertThat(result.events()).hasSameSizeAs(batch);
                mine.addAll(result.events());
            }
            return mine;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        List<AppendedEvent> answered =
                Race.values(outcomes).stream().flatMap(List::stream).toList();
        Map<String, AppendedEvent> byId =
                answered.stream().collect(Collectors.toMap(AppendedEvent::id, Function.identity()));
        for (StreamId stream : streams) {
            long length = answered.stream()
                    .filter(event -> event.stream().equals(stream))
                    .count();
            assertThat(assertLength(this, stream, length))
                    .allSatisfy(event -> assertThat(byId.get(event.id()))
                            .isEqualTo(new AppendedEvent(event.id(), stream, event.sequence(), event.created())));
        }
    }

    /**
     * Again and again, until each stream of the batch is where it was seen last. What a conflict says moves on only.
     */
    private AppendResult storeExpecting(List<NewEvent> batch) {
        Map<StreamId, ExpectedSequence.ForStream> expected = new HashMap<>();
        batch.forEach(event -> expected.put(event.stream(), noStream()));
        Map<StreamId, Long> seen = new HashMap<>();
        while (true) {
            try {
                return store().storeEvents(batch, ExpectedSequence.perStream(expected));
            } catch (ConcurrencyError conflict) {
                assertThat(conflict.getFound()).isGreaterThan(seen.getOrDefault(conflict.getStream(), 0L));
                seen.put(conflict.getStream(), conflict.getFound());
                expected.put(conflict.getStream(), exactly(conflict.getFound()));
            }
        }
    }

    @Test
    default void unconditional_batches_over_the_same_streams_in_any_order_all_get_in() {
        String domain = newName();
        List<StreamId> streams = IntStream.range(0, 6)
                .mapToObj(i -> StreamId.of(domain, "s" + i))
                .toList();

        List<Outcome<AppendResult>> outcomes = race(8, writer -> {
            List<NewEvent> batch = new ArrayList<>();
            streams.forEach(stream -> batch.add(event(stream).payload(writer).build()));
            Collections.rotate(batch, writer);
            if (writer % 2 == 0) {
                Collections.reverse(batch);
            }
            AppendResult last = null;
            for (int i = 0; i < 5; i++) {
                last = store().storeEvents(batch);
            }
            return last;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        streams.forEach(stream -> assertLength(this, stream, 40));
    }

    @Test
    default void of_many_batches_over_two_streams_exactly_one_is_stored_and_whole() {
        for (int round = 0; round < 5; round++) {
            StreamId a = newStream();
            StreamId b = newStream();

            List<Outcome<AppendResult>> outcomes = race(8, writer -> {
                List<NewEvent> batch = new ArrayList<>();
                batch.add(event(writer % 2 == 0 ? a : b).payload(writer).build());
                batch.add(event(writer % 2 == 0 ? b : a).payload(writer).build());
                return store().storeEvents(batch, noStream());
            });

            assertThat(Race.values(outcomes)).hasSize(1);
            assertThat(Race.errors(outcomes)).hasSize(7).allSatisfy(error -> {
                StreamId stream = ((ConcurrencyError) error).getStream();
                assertThat(stream).isIn(a, b);
                assertConflict(error, stream, exactly(0), 1);
            });
            assertThat(assertLength(this, a, 1).get(0).payload())
                    .isEqualTo(assertLength(this, b, 1).get(0).payload());
        }
    }

    @Test
    default void a_batch_that_is_sent_by_eight_threads_at_once_is_stored_once_and_all_are_answered_alike() {
        for (ExpectedSequence expected : List.of(any(), noStream(), any(), noStream(), any(), noStream())) {
            StreamId stream = newStream();
            List<NewEvent> batch = identifiedEvents(stream, 5);

            List<Outcome<AppendResult>> outcomes = race(8, i -> store().storeEvents(batch, expected));

            assertThat(Race.errors(outcomes)).isEmpty();
            assertThat(Race.values(outcomes).stream().map(AppendResult::events).distinct())
                    .hasSize(1);
            assertThat(Sample.ids(assertLength(this, stream, 5)))
                    .isEqualTo(batch.stream().map(NewEvent::id).toList());
        }
    }

    @Test
    default void a_batch_over_two_streams_sent_by_eight_threads_at_once_is_stored_once() {
        for (int round = 0; round < 5; round++) {
            StreamId a = newStream();
            StreamId b = newStream();
            List<NewEvent> batch = new ArrayList<>(identifiedEvents(a, 3));
            batch.addAll(identifiedEvents(b, 3));
            batch.sort(Comparator.comparing(NewEvent::id));

            List<Outcome<AppendResult>> outcomes = race(8, i -> store().storeEvents(batch));

            assertThat(Race.errors(outcomes)).isEmpty();
            assertLength(this, a, 3);
            assertLength(this, b, 3);
        }
    }

    @Test
    default void of_different_events_with_one_id_exactly_one_is_stored() {
        for (int round = 0; round < 5; round++) {
            String id = newName();
            String domain = newName();

            List<Outcome<AppendResult>> outcomes = race(
                    8,
                    writer -> store().storeEvents(List.of(
                            event(StreamId.of(domain, "s" + writer)).build(),
                            event(StreamId.of(domain, "s" + writer)).id(id).build())));

            assertThat(Race.values(outcomes)).hasSize(1);
            assertThat(Race.errors(outcomes)).hasSize(7).allSatisfy(error -> {
                assertThat(error).isExactlyInstanceOf(DuplicateEventException.class);
                assertThat(((DuplicateEventException) error).getId()).isEqualTo(id);
            });
            long stored = IntStream.range(0, 8)
                    .mapToLong(writer -> store().getStreamSequence(domain, "s" + writer))
                    .sum();
            assertThat(stored).isEqualTo(2);
        }
    }

    @Test
    default void a_reader_never_sees_a_part_of_a_batch() {
        StreamId stream = newStream();
        AtomicInteger writing = new AtomicInteger(2);

        List<Outcome<List<Integer>>> outcomes = Race.of(4, threads(), number -> {
            List<Integer> lengths = new ArrayList<>();
            if (number < 2) {
                try {
                    for (int i = 0; i < 8; i++) {
                        store().storeEvents(events(stream, 60));
                    }
                } finally {
                    writing.decrementAndGet();
                }
            } else {
                while (writing.get() > 0) {
                    lengths.add(store().readStream(stream, 0, 1_000).events().size());
                }
            }
            return lengths;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(Race.values(outcomes))
                .allSatisfy(lengths -> assertThat(lengths)
                        .isSorted()
                        .allSatisfy(length -> assertThat(length % 60).isZero()));
        assertLength(this, stream, 960);
    }

    /** Each reader has asked the same before, many times, and has got what was true then. */
    @Test
    default void readers_who_ask_again_and_again_see_what_was_acknowledged_before_they_asked() {
        StreamId stream = newStream();
        AtomicLong acknowledged = new AtomicLong();
        AtomicBoolean writing = new AtomicBoolean(true);

        List<Outcome<Long>> outcomes = Race.of(4, threads(), number -> {
            long missed = 0;
            if (number == 0) {
                try {
                    for (int i = 0; i < 300; i++) {
                        store().storeEvents(events(stream, 1));
                        acknowledged.incrementAndGet();
                    }
                } finally {
                    writing.set(false);
                }
            }
            while (writing.get()) {
                long before = acknowledged.get();
                if (store().getStreamSequence(stream.domain(), stream.identifier()) < before) {
                    missed++;
                }
            }
            return missed;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(Race.values(outcomes)).containsOnly(0L);
        assertLength(this, stream, 300);
    }

    @Test
    default void what_is_acknowledged_is_seen_by_every_reader_that_starts_later() {
        StreamId stream = newStream();
        for (int i = 1; i <= 20; i++) {
            long length = i;
            AppendResult appended = store().storeEvents(events(stream, 1));

            List<Outcome<Long>> outcomes = Race.of(4, threads(), reader -> {
                assertThat(findEvent(appended.events().get(0).id())).isPresent();
                assertLength(this, stream, length);
                return store().getStreamSequence(stream.domain(), stream.identifier());
            });

            assertThat(Race.errors(outcomes)).isEmpty();
        }
    }
}
