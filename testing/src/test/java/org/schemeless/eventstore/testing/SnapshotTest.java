/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Fold;
import org.schemeless.eventstore.model.Folds;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.model.Upcast;

/** A snapshot never changes an answer, and saves reading. */
class SnapshotTest {

    private static final StreamId STREAM = StreamId.of("stock", "1");

    /** Events of a stock: each is kept in its order, so that a state tells of every event folded. */
    public sealed interface StockEvent {

        @EventType("put")
        record Put(String what, BigDecimal amount) implements StockEvent {}

        @EventType("taken")
        record Taken(String what) implements StockEvent {}
    }

    public record Shelf(String what, BigDecimal amount) {}

    public record Stock(long events, List<Shelf> shelves, Map<String, Integer> counts) {

        static final Stock EMPTY = new Stock(0, List.of(), Map.of());

        Stock after(StockEvent event) {
            List<Shelf> changed = new ArrayList<>(shelves);
            Map<String, Integer> counted = new TreeMap<>(counts);
            if (event instanceof StockEvent.Put put) {
                changed.add(new Shelf(put.what(), put.amount()));
                counted.merge(put.what(), 1, Integer::sum);
            } else if (event instanceof StockEvent.Taken taken) {
                changed.removeIf(shelf -> shelf.what().equals(taken.what()));
            }
            return new Stock(events + 1, changed, counted);
        }
    }

    /** Its commands are the events that they make happen. */
    @Snapshot(every = 10, shape = "1")
    private static class StockDecider implements Decider<List<StockEvent>, StockEvent, Stock> {

        @Override
        public String name() {
            return "stock";
        }

        @Override
        public String domain() {
            return "stock";
        }

        @Override
        public Stock initial() {
            return Stock.EMPTY;
        }

        @Override
        public Stock evolve(Stock state, StockEvent event) {
            return state.after(event);
        }

        @Override
        public List<StockEvent> decide(List<StockEvent> command, Stock state) {
            return command;
        }
    }

    @Snapshot(every = 10, shape = "2")
    private static final class NextStockDecider extends StockDecider {}

    private final InMemoryEventStore memory = new InMemoryEventStore();
    private final List<String> reads = new ArrayList<>();

    private final EventStore store = (EventStore) Proxy.newProxyInstance(
            SnapshotTest.class.getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("readStream")) {
                    reads.add(arguments[1] + "+" + arguments[2]);
                }
                try {
                    return method.invoke(memory, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    /** The snapshots in memory, of which a test may say what it likes. */
    private final class Watched implements Snapshots {

        private final List<Long> kept = new ArrayList<>();
        private final List<String> shapes = new ArrayList<>();
        private Optional<org.schemeless.eventstore.Snapshot> instead = Optional.empty();

        @Override
        public Optional<org.schemeless.eventstore.Snapshot> find(StreamId stream, String fold, String shape) {
            shapes.add(shape);
            return instead.or(() -> memory.snapshots().find(stream, fold, shape));
        }

        @Override
        public void keep(org.schemeless.eventstore.Snapshot snapshot) {
            kept.add(snapshot.sequence());
            memory.snapshots().keep(snapshot);
        }

        @Override
        public void forget(StreamId stream) {
            memory.snapshots().forget(stream);
        }
    }

    private final Watched snapshots = new Watched();
    private final Decisions<List<StockEvent>, StockEvent, Stock> stocks = through(new StockDecider(), snapshots);

    private Decisions<List<StockEvent>, StockEvent, Stock> through(StockDecider decider, Snapshots kept) {
        return Decisions.of(store, decider, EventTypes.of(StockEvent.class), kept);
    }

    private static StockEvent put(String what, String amount) {
        return new StockEvent.Put(what, new BigDecimal(amount));
    }

    private static List<StockEvent> puts(int events) {
        return Collections.nCopies(events, put("bolt", "1.50"));
    }

    private Stock plain(@Nullable String identifier) {
        return Decisions.of(memory, new StockDecider()).state(identifier);
    }

    /** What was kept last, or is looked for. */
    private org.schemeless.eventstore.Snapshot snapshot() {
        return memory.snapshots()
                .find(STREAM, "stock", snapshots.shapes.get(snapshots.shapes.size() - 1))
                .orElseThrow();
    }

    @Test
    void a_long_stream_is_decided_on_its_end_alone() {
        for (int i = 0; i < 3; i++) {
            stocks.decide("1", puts(1_000));
        }
        stocks.decide("1", puts(3));
        reads.clear();

        Decision<Stock> done = stocks.decide("1", List.of(put("nut", "2")));

        assertThat(reads).containsExactly("2999+1000");
        assertThat(done.sequence()).isEqualTo(3_004);
        assertThat(done.state()).isEqualTo(plain("1"));
        reads.clear();
        assertThat(stocks.state("1")).isEqualTo(done.state());
        assertThat(reads).containsExactly("2999+1000");
    }

    @Test
    void the_end_after_a_snapshot_may_have_several_pages() {
        stocks.decide("1", puts(10));
        memory.storeEvents(IntStream.range(0, 2_500)
                .mapToObj(i -> EventTypes.of(StockEvent.class)
                        .newEvent(STREAM, put("b" + i % 7, "1"))
                        .build())
                .toList());
        reads.clear();

        assertThat(stocks.state("1")).isEqualTo(plain("1"));
        assertThat(reads).containsExactly("9+1000", "1009+1000", "2009+1000");
    }

    @Test
    void a_snapshot_is_kept_by_decisions_that_store_so_many_events_after_the_last_one() {
        stocks.decide("1", puts(9));
        assertThat(snapshots.kept).isEmpty();
        stocks.decide("1", puts(1));
        stocks.decide("1", puts(9));
        stocks.decide("1", List.of());
        stocks.state("1");
        assertThat(snapshots.kept).containsExactly(10L);
        stocks.decide("1", puts(4));
        assertThat(snapshots.kept).containsExactly(10L, 23L);
        stocks.decide(Map.of("1", puts(10), "2", puts(9)));
        assertThat(snapshots.kept).containsExactly(10L, 23L, 33L);
        memory.snapshots().forget(STREAM);
        stocks.decide("1", List.of());
        assertThat(snapshots.kept).hasSize(3);
        stocks.decide("1", puts(1));
        assertThat(snapshots.kept).endsWith(34L);

        StoredEvent last = memory.getAllEvents("stock", "1").get(33);
        assertThat(snapshot().eventId()).isEqualTo(last.id());
        assertThat(snapshot().sequence()).isEqualTo(34);
    }

    @Test
    void after_a_lost_race_only_what_is_new_is_read() {
        stocks.decide("1", puts(10));
        StockDecider beaten = new StockDecider() {
            private int calls;

            @Override
            public List<StockEvent> decide(List<StockEvent> command, Stock state) {
                if (calls++ == 0) {
                    through(new StockDecider(), snapshots).decide("1", puts(1));
                    reads.clear();
                }
                return command;
            }

            @Override
            public @Nullable Snapshot snapshot() {
                return StockDecider.class.getAnnotation(Snapshot.class);
            }
        };

        Decision<Stock> done = through(beaten, snapshots).decide("1", puts(1));

        assertThat(reads).containsExactly("10+1000");
        assertThat(done.state()).isEqualTo(plain("1"));
    }

    /** Random events, with snapshots that are kept, are old, are of another shape or order, and go at any time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_snapshot_never_changes_an_answer(long seed) {
        Random random = new Random(seed);
        List<Decisions<List<StockEvent>, StockEvent, Stock>> ways =
                List.of(stocks, through(new NextStockDecider(), snapshots), Decisions.of(memory, new StockDecider()));
        List<org.schemeless.eventstore.Snapshot> old = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String identifier = "" + random.nextInt(2);
            List<StockEvent> events = IntStream.range(0, random.nextInt(8))
                    .mapToObj(n -> random.nextInt(4) == 0
                            ? new StockEvent.Taken("w" + random.nextInt(5))
                            : put("w" + random.nextInt(5), random.nextInt(100) + ".50"))
                    .toList();
            Stock before = plain(identifier);
            Decisions<List<StockEvent>, StockEvent, Stock> way = ways.get(random.nextInt(ways.size()));

            assertThat(way.state(identifier)).isEqualTo(before);
            Decision<Stock> done = way.decide(identifier, events);

            assertThat(done.state()).isEqualTo(plain(identifier));
            StreamId stream = StreamId.of("stock", identifier);
            for (String shape : List.copyOf(snapshots.shapes)) {
                memory.snapshots().find(stream, "stock", shape).ifPresent(old::add);
            }
            snapshots.shapes.clear();
            if (random.nextInt(5) == 0) {
                memory.snapshots().forget(stream);
            }
            if (random.nextInt(3) == 0 && !old.isEmpty()) {
                memory.snapshots().keep(old.get(random.nextInt(old.size())));
            }
            if (random.nextInt(10) == 0) {
                memory.begin();
                way.decide(identifier, puts(12));
                memory.rollBack();
            }
        }
        assertThat(snapshots.kept).hasSizeGreaterThan(20);
    }

    private void assertPassedBy(org.schemeless.eventstore.Snapshot wrong) {
        snapshots.instead = Optional.of(wrong);
        reads.clear();

        Decision<Stock> done = stocks.decide("1", puts(1));

        assertThat(reads).last().isEqualTo("0+1000");
        snapshots.instead = Optional.empty();
        assertThat(done.state()).isEqualTo(plain("1"));
    }

    private static org.schemeless.eventstore.Snapshot like(
            org.schemeless.eventstore.Snapshot one, long sequence, String eventId, String state) {
        return new org.schemeless.eventstore.Snapshot(
                one.stream(), one.fold(), one.shape(), sequence, eventId, JsonText.parse(state));
    }

    @Test
    void a_snapshot_that_is_not_of_this_stream_or_cannot_be_read_is_passed_by() {
        stocks.decide("1", puts(10));
        stocks.decide("1", puts(2));
        org.schemeless.eventstore.Snapshot right = snapshot();
        String state = right.state().toString();
        List<LogRecord> told = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Logger log = Logger.getLogger("org.schemeless.eventstore.model.FoldSnapshots");
        log.addHandler(handler);
        log.setLevel(Level.ALL);

        assertPassedBy(like(right, 10, "another", state));
        assertPassedBy(like(right, 9, right.eventId(), state));
        assertPassedBy(like(right, 11, right.eventId(), state));
        assertPassedBy(like(right, 10_000, right.eventId(), state));
        assertPassedBy(like(right, 10, right.eventId(), "null"));
        assertPassedBy(like(right, 10, right.eventId(), "{\"events\":\"many\"}"));
        assertPassedBy(like(right, 10, right.eventId(), "[1]"));
        assertPassedBy(like(right, 10, right.eventId(), "{\"counts\":{},\"events\":3,\"shelves\":[],\"was\":7}"));

        log.removeHandler(handler);
        log.setLevel(null);
        assertThat(told)
                .hasSize(8)
                .allSatisfy(line -> assertThat(line.getLevel()).isEqualTo(Level.FINE));
        assertThat(told.get(0).getMessage()).contains("\"stock\"", "10", "identifier \"1\"", "last event");
    }

    /** As after a restore of the events alone. */
    @Test
    void a_snapshot_of_a_stream_that_has_begun_again_is_not_used() {
        stocks.decide("1", puts(20));
        org.schemeless.eventstore.Snapshot ahead = snapshot();
        memory.clear();
        memory.snapshots().keep(ahead);

        stocks.decide("1", List.of(put("nut", "1")));
        assertThat(stocks.state("1")).isEqualTo(plain("1"));
        memory.storeEvents(Collections.nCopies(
                24,
                EventTypes.of(StockEvent.class)
                        .newEvent(STREAM, put("nut", "1"))
                        .build()));

        assertThat(snapshot()).isEqualTo(ahead);
        assertThat(stocks.state("1")).isEqualTo(plain("1"));
        stocks.decide("1", puts(1));
        assertThat(snapshot().sequence()).isEqualTo(26);
        assertThat(stocks.state("1")).isEqualTo(plain("1"));
    }

    @Test
    void another_shape_has_its_own_snapshots() {
        stocks.decide("1", puts(10));
        Decisions<List<StockEvent>, StockEvent, Stock> next = through(new NextStockDecider(), snapshots);
        reads.clear();

        next.decide("1", puts(1));
        next.decide("1", puts(1));
        stocks.decide("1", puts(1));

        assertThat(reads).containsExactly("0+1000", "10+1000", "9+1000");
    }

    @Test
    void a_snapshot_of_a_transaction_is_kept_by_its_commit() {
        memory.begin();
        stocks.decide("1", puts(10));
        memory.rollBack();
        stocks.decide("1", puts(2));
        assertThat(stocks.state("1").events()).isEqualTo(2);

        memory.begin();
        stocks.decide("1", puts(10));
        memory.commit();
        assertThat(snapshot().sequence()).isEqualTo(12);
    }

    @Test
    void snapshots_that_fail_fail_no_decision() {
        Snapshots broken = new Snapshots() {
            @Override
            public Optional<org.schemeless.eventstore.Snapshot> find(StreamId stream, String fold, String shape) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void keep(org.schemeless.eventstore.Snapshot snapshot) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void forget(StreamId stream) {}
        };

        Decision<Stock> done = through(new StockDecider(), broken).decide("1", puts(12));

        assertThat(done.state()).isEqualTo(plain("1"));
        assertThat(memory.getLastPosition()).isEqualTo(12);
    }

    @EventType("counted")
    public record Counted(int number) {}

    /** Loses its number, which JSON-B does not see. */
    public static final class Lossy {

        private final int number;

        public Lossy() {
            this(0);
        }

        private Lossy(int number) {
            this.number = number;
        }

        Lossy plus(int more) {
            return new Lossy(number + more);
        }
    }

    public static final class Bean {

        private int number;
        private int[] last = {};

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }

        public int[] getLast() {
            return last;
        }

        public void setLast(int[] last) {
            this.last = last;
        }

        Bean plus(int more) {
            Bean next = new Bean();
            next.number = number + more;
            next.last = new int[] {more};
            return next;
        }
    }

    /** Is equal also without what JSON-B writes and does not read. */
    public static final class Lenient {

        public String name = "lenient";
        private int number;

        public int getNumber() {
            return number;
        }

        Lenient plus(int more) {
            Lenient next = new Lenient();
            next.number = number + more;
            return next;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Lenient lenient && lenient.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    public record Numbers(Set<Integer> numbers) {

        Numbers plus(int more) {
            Set<Integer> next = new LinkedHashSet<>(numbers);
            next.add(more);
            return new Numbers(next);
        }
    }

    private <S> Fold<Counted, S> counting(
            Class<S> state, S initial, java.util.function.BiFunction<S, Counted, S> evolve) {
        return Folds.of(Counted.class, initial, evolve).named("counting").snapshots(2, "1", state, snapshots);
    }

    private static List<Counted> counted(int... numbers) {
        return IntStream.of(numbers).mapToObj(Counted::new).toList();
    }

    @Test
    void a_state_that_would_not_be_read_back_as_it_is_is_not_kept() {
        Fold<Counted, Lossy> fold = counting(Lossy.class, new Lossy(), (state, event) -> state.plus(event.number()));

        fold.on(store, STREAM).decide(state -> counted(1, 2, 3));
        fold.on(store, STREAM).decide(state -> counted(state.number));

        assertThat(snapshots.kept).isEmpty();
        assertThat(fold.on(store, STREAM).state().number).isEqualTo(12);
    }

    @Test
    void a_state_that_is_equal_to_one_with_other_json_is_not_kept() {
        Fold<Counted, Lenient> fold =
                counting(Lenient.class, new Lenient(), (state, event) -> state.plus(event.number()));

        fold.on(store, STREAM).decide(state -> counted(1, 2, 3));

        assertThat(snapshots.kept).isEmpty();
        assertThat(fold.on(store, STREAM).state().number).isEqualTo(6);
    }

    /** It was written in the order of its events, and has one of its own when it was read. */
    @Test
    void a_state_with_a_set_is_used() {
        Fold<Counted, Numbers> fold =
                counting(Numbers.class, new Numbers(Set.of()), (state, event) -> state.plus(event.number()));
        fold.on(store, STREAM).decide(state -> counted(3, 1, 2));
        reads.clear();

        assertThat(fold.on(store, STREAM).state().numbers()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(reads).containsExactly("2+1000");
        assertThat(snapshots.kept).containsExactly(3L);
    }

    @Test
    void a_fold_keeps_snapshots_of_its_own() {
        Fold<Counted, Bean> beans = counting(Bean.class, new Bean(), (state, event) -> state.plus(event.number()));
        Fold<Counted, Integer> sum = counting(Integer.class, 0, (state, event) -> state + event.number());

        beans.on(store, STREAM).decide(state -> counted(1, 2));
        sum.on(store, STREAM).decide(state -> counted(state));
        reads.clear();

        assertThat(beans.on(store, STREAM).state().getNumber()).isEqualTo(6);
        assertThat(sum.with(EventTypes.of(Counted.class)).on(store, STREAM).state())
                .isEqualTo(6);
        assertThat(reads).containsExactly("1+1000", "2+1000");
        assertThat(snapshots.kept).containsExactly(2L, 3L);
    }

    @Test
    void a_fold_without_a_name_or_with_a_state_that_cannot_be_read_has_no_snapshots() {
        Fold<Counted, Integer> fold = Folds.of(Counted.class, 0, (Integer sum, Counted event) -> sum + event.number());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> fold.snapshots(10, "1", Integer.class, snapshots))
                .withMessageContaining("named");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.named("sum").snapshots(0, "1", Integer.class, snapshots))
                .withMessageContaining("every 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.named("n".repeat(201)).snapshots(10, "1", Integer.class, snapshots))
                .withMessageContaining("201 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.of(Counted.class, Optional.empty(), (Object state, Counted event) -> state)
                        .named("object")
                        .snapshots(10, "1", Object.class, snapshots))
                .withMessageContaining("Object");
    }

    public record OtherCount(int number) {}

    @EventType("counted")
    public record CountedMore(int number, String unit) {}

    @EventType(value = "counted", version = 2)
    public record CountedAnew(int number) {}

    public static final class First {

        @Upcast(type = "counted", from = 1)
        JsonObject same(JsonObject v1) {
            return v1;
        }
    }

    public static final class Second {

        @Upcast(type = "counted", from = 1)
        JsonObject doubled(JsonObject v1) {
            return Json.createObjectBuilder()
                    .add("number", 2 * v1.getInt("number"))
                    .build();
        }
    }

    private static <E> Fold<E, Integer> sum(Class<E> events) {
        return Folds.of(events, 0, (Integer sum, E event) -> sum + 1).named("sum");
    }

    private String shapeOf(Fold<?, ?> fold) {
        fold.on(store, STREAM).state();
        return snapshots.shapes.get(snapshots.shapes.size() - 1);
    }

    private static EventTypes anew(Object upcaster) {
        return EventTypes.builder()
                .classes(CountedAnew.class)
                .upcasters(upcaster)
                .build();
    }

    @Test
    void a_shape_is_of_the_state_the_types_and_the_upcasters() {
        Fold<Counted, Integer> fold = sum(Counted.class).snapshots(10, "1", Integer.class, snapshots);
        EventTypes more =
                EventTypes.builder().classes(Counted.class, StockEvent.class).build();
        assertThat(List.of(
                        shapeOf(fold),
                        shapeOf(sum(Counted.class).snapshots(20, "1", Integer.class, snapshots)),
                        shapeOf(fold.with(more))))
                .hasSize(3)
                .containsOnly(shapeOf(fold))
                .allSatisfy(shape -> assertThat(shape).hasSize(43));

        List<String> shapes = List.of(
                shapeOf(fold),
                shapeOf(sum(Counted.class).snapshots(10, "2", Integer.class, snapshots)),
                shapeOf(fold.skippingUnknownTypes()),
                shapeOf(sum(CountedMore.class).snapshots(10, "1", Integer.class, snapshots)),
                shapeOf(sum(CountedAnew.class).with(anew(new First())).snapshots(10, "1", Integer.class, snapshots)),
                shapeOf(sum(CountedAnew.class).with(anew(new Second())).snapshots(10, "1", Integer.class, snapshots)),
                shapeOf(counting(OtherCount.class, new OtherCount(0), (state, event) -> state)),
                shapeOf(counting(Bean.class, new Bean(), (state, event) -> state)));
        assertThat(shapes).doesNotHaveDuplicates();
    }

    /** An event's version comes after the snapshot: what was folded of it before is not used. */
    @Test
    void after_a_new_version_the_answer_is_that_of_the_new_code() {
        Fold<Counted, Integer> before =
                counting(Integer.class, 0, (Integer state, Counted event) -> state + event.number());
        before.on(store, STREAM).decide(state -> counted(1, 2, 3));
        Fold<CountedAnew, Integer> now = Folds.of(
                        CountedAnew.class, 0, (Integer state, CountedAnew event) -> state + event.number())
                .named("counting")
                .with(anew(new Second()))
                .snapshots(2, "1", Integer.class, snapshots);

        Decision<Integer> done = now.on(store, STREAM).decide(state -> List.of(new CountedAnew(state)));

        assertThat(done.state()).isEqualTo(24);
        assertThat(now.on(store, STREAM).state()).isEqualTo(24);
        assertThat(snapshots.kept).containsExactly(3L, 4L);
    }

    @Test
    void a_repeated_command_has_the_state_of_its_time_whatever_snapshots_there_are() {
        Attempts first = Attempts.byDefault().command("first");
        Attempts second = Attempts.byDefault().command("second");
        Decision<Stock> one = stocks.decide("1", puts(10), first);
        Decision<Stock> two = stocks.decide("1", puts(2), second);
        stocks.decide("1", puts(3));
        reads.clear();

        Decision<Stock> twoAgain = stocks.decide("1", puts(2), second);

        assertThat(reads).containsExactly("9+3");
        assertThat(twoAgain.state()).isEqualTo(two.state());
        assertThat(twoAgain.repeated()).isTrue();
        assertThat(twoAgain.events()).extracting(StoredEvent::sequence).containsExactly(11L, 12L);
        stocks.decide("1", puts(10));
        Decision<Stock> oneAgain = stocks.decide("1", puts(10), first);
        assertThat(oneAgain.state()).isEqualTo(one.state());
        assertThat(oneAgain.events()).hasSize(10);
        assertThat(oneAgain.sequence()).isEqualTo(10);
        assertThat(stocks.decide("1", puts(2), second).state()).isEqualTo(two.state());
    }

    /** A command that decided nothing right where a snapshot is. */
    @Test
    void a_repeated_command_may_begin_and_end_at_a_snapshot() {
        stocks.decide("1", puts(10));
        Decision<Stock> nothing =
                stocks.decide("1", List.of(), Attempts.byDefault().command("nothing"));
        stocks.decide("1", puts(1));
        reads.clear();

        Decision<Stock> again =
                stocks.decide("1", List.of(), Attempts.byDefault().command("nothing"));

        assertThat(again.state()).isEqualTo(nothing.state());
        assertThat(again.sequence()).isEqualTo(10);
        assertThat(reads).containsExactly("9+1");
    }

    @Test
    void an_event_of_an_older_version_after_a_snapshot_is_brought_up_to_date() {
        Fold<CountedAnew, Integer> fold = Folds.of(
                        CountedAnew.class, 0, (Integer state, CountedAnew event) -> state + event.number())
                .named("counting")
                .with(anew(new Second()))
                .snapshots(1, "1", Integer.class, snapshots);
        fold.on(store, STREAM).decide(state -> List.of(new CountedAnew(1)));
        memory.storeEvents(List.of(
                NewEvent.in(STREAM, "counted").payloadJson("{\"number\":2}").build()));

        assertThat(fold.on(store, STREAM).state()).isEqualTo(5);
    }
}
