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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.ExpectedSequence.perStream;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.ids;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;
import static org.schemeless.eventstore.tck.Sample.sequences;
import static org.schemeless.eventstore.tck.Sample.sequencesTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * Section 6: one order for the whole store. The log is shared with all other tests, so it is looked at from its end.
 */
public interface LogContract extends LogFixture {

    private static List<Long> positions(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::position).toList();
    }

    private static List<StoredEvent> of(StreamId stream, List<StoredEvent> log) {
        return log.stream().filter(event -> event.stream().equals(stream)).toList();
    }

    private static void assertDense(long start, List<StoredEvent> log) {
        assertThat(positions(log))
                .isEqualTo(LongStream.rangeClosed(start + 1, start + log.size())
                        .boxed()
                        .toList());
    }

    @Test
    default void who_reads_the_log_sees_what_was_acknowledged_before_in_the_order_of_its_stream() {
        long start = end();
        StreamId stream = newStream();
        for (int i = 0; i < 5; i++) {
            store().storeEvents(events(stream, 30));
        }

        List<StoredEvent> log = after(start);

        assertDense(start, log);
        assertThat(sequences(of(stream, log))).isEqualTo(sequencesTo(150));
        assertThat(of(stream, log)).isEqualTo(store().getAllEvents(stream.domain(), stream.identifier()));
    }

    @Test
    default void a_position_once_given_never_changes() {
        long start = end();
        StreamId stream = newStream();
        store().storeEvents(events(stream, 10));
        List<StoredEvent> before = after(start);
        assertThat(of(stream, before)).hasSize(10);
        store().storeEvents(events(stream, 10));

        assertThat(after(start).subList(0, before.size())).isEqualTo(before);
    }

    @Test
    default void an_open_transaction_holds_nobody_up_and_is_not_missed_when_it_commits() {
        long start = end();
        StreamId slow = newStream();
        StreamId quick = newStream();

        inTransaction(() -> {
            store().storeEvents(events(slow, 3));
            outsideOfTransactions(() -> {
                store().storeEvents(events(quick, 2));
                List<StoredEvent> meanwhile = after(start);
                assertDense(start, meanwhile);
                assertThat(of(quick, meanwhile)).hasSize(2);
                assertThat(of(slow, meanwhile)).isEmpty();
            });
        });

        List<StoredEvent> log = after(start);
        assertDense(start, log);
        assertThat(sequences(of(slow, log))).containsExactly(1L, 2L, 3L);
        assertThat(of(slow, log).get(0).position())
                .isGreaterThan(Objects.requireNonNull(of(quick, log).get(1).position()));
    }

    @Test
    default void a_stream_that_was_only_relied_on_leaves_nothing_in_the_log() {
        long start = end();
        StreamId named = newStream();
        StreamId touched = newStream();

        inTransaction(() -> {
            store().storeEvents(events(touched, 2), perStream(Map.of(named, noStream())));
            outsideOfTransactions(() -> {
                List<StoredEvent> meanwhile = after(start);
                assertDense(start, meanwhile);
                assertThat(of(named, meanwhile)).isEmpty();
            });
        });
        store().storeEvents(events(touched, 1), perStream(Map.of(named, noStream())));

        List<StoredEvent> log = after(start);
        assertDense(start, log);
        assertThat(of(named, log)).isEmpty();
        assertThat(sequences(of(touched, log))).containsExactly(1L, 2L, 3L);
    }

    @Test
    default void a_rollback_leaves_no_gap() {
        long start = end();
        StreamId stream = newStream();
        inTransactionRolledBack(() -> store().storeEvents(events(stream, 3)));
        store().storeEvents(events(stream, 1));

        List<StoredEvent> log = after(start);

        assertDense(start, log);
        assertThat(sequences(of(stream, log))).containsExactly(1L);
    }

    @Test
    default void followers_see_each_event_once_and_every_stream_in_order_whatever_writers_do() {
        long start = end();
        List<StreamId> streams =
                IntStream.range(0, 6).mapToObj(i -> newStream()).toList();
        AtomicInteger writing = new AtomicInteger(8);

        List<Race.Outcome<List<String>>> outcomes = Race.of(11, threads(), number -> {
            if (number < 8) {
                try {
                    return write(streams, number);
                } finally {
                    writing.decrementAndGet();
                }
            }
            return follow(start, writing);
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        List<StoredEvent> log = after(start);
        assertDense(start, log);
        for (StreamId stream : streams) {
            assertThat(sequences(of(stream, log)))
                    .isEqualTo(sequencesTo(of(stream, log).size()));
        }
        List<String> written = outcomes.subList(0, 8).stream()
                .flatMap(outcome -> outcome.value().stream())
                .toList();
        assertThat(written).hasSize(8 * (16 * 2 + 2 * 4));
        assertThat(ids(log)).doesNotHaveDuplicates().containsAll(written);
        for (Race.Outcome<List<String>> follower : outcomes.subList(8, 11)) {
            assertThat(ids(log).subList(0, follower.value().size())).isEqualTo(follower.value());
        }
    }

    /** Some appends are rolled back, and some of the transactions stay open while others commit. */
    private List<String> write(List<StreamId> streams, int writer) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            StreamId stream = streams.get((writer + i) % streams.size());
            if (i % 10 == 3) {
                inTransactionRolledBack(() -> store().storeEvents(events(newStream(), 2)));
            } else if (i % 10 == 7) {
                inTransaction(() -> {
                    written.addAll(append(newStream()));
                    outsideOfTransactions(() -> written.addAll(append(stream)));
                });
            } else {
                written.addAll(append(stream));
            }
        }
        return written;
    }

    private List<String> append(StreamId stream) {
        return store().storeEvents(events(stream, 2)).events().stream()
                .map(AppendedEvent::id)
                .toList();
    }

    private List<String> follow(long start, AtomicInteger writing) {
        List<String> seen = new ArrayList<>();
        while (writing.get() > 0) {
            seen.addAll(ids(store().readAll(start + seen.size(), 50)));
        }
        return seen;
    }

    @Test
    default void pages_of_the_log_keep_their_bounds() {
        long start = end();
        store().storeEvents(events(newStream(), 5));

        assertThat(positions(store().readAll(start + 1, 2))).containsExactly(start + 2, start + 3);
        assertThatThrownBy(() -> store().readAll(-1, 10)).isExactlyInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> store().readAll(0, 0)).isExactlyInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> store().readAll(0, 1_001)).isExactlyInstanceOf(InvalidEventException.class);
    }

    @Test
    default void a_position_that_the_log_does_not_reach_is_refused() {
        store().storeEvents(events(newStream(), 2));
        long end = end();

        assertThat(store().readAll(end, 10)).isEmpty();
        assertThat(store().readLog(end, 10, LogFilter.all()).hasMore()).isFalse();
        for (long after : new long[] {end + 1, end + 1_000_000, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> store().readAll(after, 10))
                    .isExactlyInstanceOf(InvalidEventException.class)
                    .hasMessageContainingAll("after", Long.toString(after), Long.toString(end));
            assertThatThrownBy(() -> store().readLog(after, 10, LogFilter.all()))
                    .isExactlyInstanceOf(InvalidEventException.class);
        }
    }

    @Test
    default void events_of_some_domains_and_types_are_read_alone_in_the_order_of_the_log() {
        long start = end();
        StreamId one = newStream();
        StreamId two = newStream();
        String opened = newName();
        String closed = newName();
        for (StreamId stream : List.of(one, two, StreamId.of(one.domain(), "two"), newStream())) {
            store().storeEvents(List.of(
                    typed(stream, opened), typed(stream, newName()), typed(stream, closed), typed(stream, opened)));
        }
        List<StoredEvent> log = after(start);

        assertReads(log, start, 8, Set.of(one.domain()), Set.of());
        assertReads(log, start, 8, Set.of(), Set.of(opened));
        assertReads(log, start, 4, Set.of(one.domain()), Set.of(opened));
        assertReads(log, start, 3, Set.of(one.domain(), two.domain()), Set.of(closed));
        assertReads(log, start, 9, Set.of(one.domain(), two.domain()), Set.of(closed, opened));
        assertReads(log, start, 16, Set.of(), Set.of());
        long middle = positions(of(one, log)).get(2);
        int before = (int) log.subList(0, (int) (middle - start)).stream()
                .filter(event -> event.type().equals(opened))
                .count();
        assertReads(log, middle, 8 - before, Set.of(), Set.of(opened));
    }

    private static NewEvent typed(StreamId stream, String type) {
        return NewEvent.in(stream, type).payload(1).build();
    }

    /** By pages of any size, so many events of the log are read, and the log is looked at to its end. */
    private void assertReads(List<StoredEvent> log, long after, int count, Set<String> domains, Set<String> types) {
        List<StoredEvent> wanted = log.stream()
                .filter(event -> event.position() > after)
                .filter(event ->
                        domains.isEmpty() || domains.contains(event.stream().domain()))
                .filter(event -> types.isEmpty() || types.contains(event.type()))
                .toList();
        assertThat(wanted).hasSize(count);
        for (int limit : new int[] {1, 3, 1_000}) {
            List<StoredEvent> events = new ArrayList<>();
            LogPage page = store().readLog(after, limit, new LogFilter(domains, types));
            events.addAll(page.events());
            while (page.hasMore()) {
                assertThat(page.events()).hasSize(limit);
                assertThat(positions(page.events())).endsWith(page.position());
                page = store().readLog(page.position(), limit, new LogFilter(domains, types));
                events.addAll(page.events());
            }
            assertThat(events).isEqualTo(wanted);
            assertThat(page.position()).isEqualTo(log.get(log.size() - 1).position());
        }
    }

    @Test
    default void a_page_of_some_events_leads_on_after_the_last_that_was_looked_at() {
        long start = end();
        StreamId stream = newStream();
        store().storeEvents(events(stream, 2));
        end();
        store().storeEvents(events(newStream(), 3));
        LogFilter filter = new LogFilter(Set.of(stream.domain()), Set.of());

        LogPage first = store().readLog(start, 2, filter);
        assertThat(positions(first.events())).containsExactly(start + 1, start + 2);
        assertThat(first.position()).isEqualTo(start + 2);
        assertThat(first.hasMore()).isTrue();

        assertFindsNothing(first.position(), filter, start + 5);
        assertFindsNothing(start + 5, filter, start + 5);
    }

    /** A page may say that there is more, when what was committed has waited five seconds for its position. */
    private void assertFindsNothing(long after, LogFilter filter, long end) {
        LogPage page = store().readLog(after, 2, filter);
        while (page.hasMore()) {
            assertThat(page.events()).isEmpty();
            page = store().readLog(page.position(), 2, filter);
        }
        assertThat(page).isEqualTo(new LogPage(List.of(), end, false));
    }

    /** What was acknowledged before the call is looked at, though it may get its position only then. */
    @Test
    default void where_nothing_matches_the_page_reaches_the_end_of_the_log() {
        long start = end();
        LogFilter nothing = new LogFilter(Set.of(newName()), Set.of());
        assertFindsNothing(start, nothing, start);

        store().storeEvents(events(newStream(), 7));
        assertFindsNothing(start, nothing, start + 7);
    }

    @Test
    default void one_page_looks_at_10000_events_at_most() {
        long end = end();
        while (end < Limits.SCAN + 1) {
            int missing = (int) Math.min(1_000, Limits.SCAN + 1 - end);
            store().storeEvents(events(newStream(), missing));
            assertThat(end()).isEqualTo(end + missing);
            end += missing;
        }
        LogFilter nothing = new LogFilter(Set.of(), Set.of(newName()));

        LogPage page = store().readLog(0, 1, nothing);
        assertThat(page).isEqualTo(new LogPage(List.of(), 10_000, true));
        while (page.hasMore()) {
            long before = page.position();
            page = store().readLog(before, 1, nothing);
            assertThat(page.events()).isEmpty();
            assertThat(page.position()).isGreaterThan(before);
        }
        assertThat(page.position()).isEqualTo(end);
    }

    @Test
    default void the_log_answers_while_others_write_without_a_rest() {
        long start = end();

        List<StoredEvent> page = askAmidWriters(1, 25, () -> {
            assertThat(store().readAll(start, 50)).hasSize(50);
            return pageAmidWriters(start);
        });

        assertThat(page).isNotEmpty();
        assertDense(start, page);
        assertThat(after(start)).startsWith(page.toArray(StoredEvent[]::new));
    }

    /** No page fills that could end the question: it is for all that was committed before it, and no more. */
    @Test
    default void the_end_of_the_log_is_told_while_others_write_without_a_rest() {
        long start = end();

        List<Long> ends = askAmidWriters(
                4, 5, () -> Stream.generate(this::endAmidWriters).limit(3).toList());

        assertThat(ends).isSorted();
        assertThat(ends.get(0)).isGreaterThan(start);
        List<StoredEvent> log = after(start);
        assertDense(start, log);
        assertThat(log).hasSizeGreaterThanOrEqualTo((int) (ends.get(2) - start));
    }

    @Test
    default void who_asks_on_for_what_was_there_comes_to_an_end_while_others_write_without_a_rest() {
        long last = askAmidWriters(4, 5, () -> {
            StreamId stream = newStream();
            store().storeEvents(events(stream, 1));
            LogEnd end = logEnd();
            while (end.hasMore()) {
                end = logEnd(Objects.requireNonNull(end.until()));
            }
            assertReaches(end, stream);
            return end.position();
        });

        assertThat(end()).isGreaterThanOrEqualTo(last);
    }

    /**
     * What they commit meanwhile has no end, and is more than gets positions on DynamoDB. They give up after a minute,
     * so that a test that fails comes to an end.
     */
    private <T> T askAmidWriters(int writers, int size, Supplier<T> question) {
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean answered = new AtomicBoolean();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();

        List<Race.Outcome<T>> outcomes = Race.of(writers + 1, threads(), number -> {
            if (number == 0) {
                try {
                    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> written.get() >= 10);
                    return question.get();
                } finally {
                    answered.set(System.nanoTime() < deadline);
                }
            }
            while (!answered.get() && System.nanoTime() < deadline) {
                store().storeEvents(events(newStream(), size));
                written.incrementAndGet();
            }
            return null;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(answered).as("answered while others wrote").isTrue();
        return outcomes.get(0).value();
    }

    /** It has all that was acknowledged before, or says that there is more. */
    private List<StoredEvent> pageAmidWriters(long start) {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));
        LogPage page = store().readLog(start, 1_000, LogFilter.all());
        assertThat(page.hasMore() || !of(stream, page.events()).isEmpty()).isTrue();
        assertThat(page.position()).isEqualTo(start + page.events().size());
        return page.events();
    }

    /** It stands behind all that was acknowledged before, or says that there is more. */
    private long endAmidWriters() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));
        LogEnd end = logEnd();
        if (!end.hasMore()) {
            assertReaches(end, stream);
        }
        return end.position();
    }

    private void assertReaches(LogEnd end, StreamId stream) {
        StoredEvent first =
                store().getAllEvents(stream.domain(), stream.identifier()).get(0);
        assertThat(first.position()).isBetween(1L, end.position());
    }
}
