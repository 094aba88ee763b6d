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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.ids;
import static org.schemeless.eventstore.tck.Sample.newName;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventContext;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.model.Upcast;

/** Sections 9 and 10: typed events and decisions of {@code eventstore-model} on the store. */
public interface DecisionsContract extends StoreFixture {

    Snapshots snapshots();

    /** What happens to a purse. */
    sealed interface PurseEvent {}

    @EventType("filled")
    record Filled(int amount) implements PurseEvent {}

    /** In the first version there were any number of amounts. */
    @EventType(value = "taken", version = 2)
    record Taken(int amount, String by) implements PurseEvent {}

    /** The purse does not hold that much. */
    final class TooLittleException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Brings events of the first version up to date. */
    final class PurseUpcasts {

        @Upcast(type = "taken", from = 1)
        List<JsonObject> each(JsonObject v1) {
            return v1.getJsonArray("amounts").stream()
                    .map(amount -> Json.createObjectBuilder()
                            .add("amount", amount)
                            .add("by", "desk")
                            .build())
                    .toList();
        }
    }

    EventTypes PURSE_TYPES = EventTypes.builder()
            .classes(PurseEvent.class)
            .upcasters(new PurseUpcasts())
            .build();

    /** Never holds less than nothing. A command is the event that is wanted; one without amount changes nothing. */
    @Snapshot(every = 2, shape = "1")
    final class Purse implements Decider<PurseEvent, PurseEvent, Integer> {

        private final String domain;

        Purse(String domain) {
            this.domain = domain;
        }

        @Override
        public String domain() {
            return domain;
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, PurseEvent event) {
            return event instanceof Taken taken ? state - taken.amount() : state + ((Filled) event).amount();
        }

        @Override
        public List<PurseEvent> decide(PurseEvent wanted, Integer state) {
            int after = evolve(state, wanted);
            if (after < 0) {
                throw new TooLittleException();
            }
            return after == state ? List.of() : List.of(wanted);
        }
    }

    /** A store whose reads of streams are noted, and before whose first append somebody else does something. */
    final class Watched implements InvocationHandler {

        private final EventStore store;
        private final List<Long> readAfter = new ArrayList<>();
        private Runnable beforeAppend;

        Watched(EventStore store, Runnable beforeAppend) {
            this.store = store;
            this.beforeAppend = beforeAppend;
        }

        EventStore proxy() {
            return (EventStore)
                    Proxy.newProxyInstance(EventStore.class.getClassLoader(), new Class<?>[] {EventStore.class}, this);
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("readStream")) {
                readAfter.add((Long) arguments[1]);
            }
            if (method.getName().equals("storeEvents") && beforeAppend != null) {
                Runnable first = beforeAppend;
                beforeAppend = null;
                first.run();
            }
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private static Decisions<PurseEvent, PurseEvent, Integer> purses(EventStore store, String domain) {
        return Decisions.of(store, new Purse(domain), PURSE_TYPES);
    }

    private static Taken taken(int amount) {
        return new Taken(amount, "app");
    }

    private static NewEvent raw(StreamId stream, String type, String payload, String meta) {
        return NewEvent.in(stream, type).payloadJson(payload).metaJson(meta).build();
    }

    @Test
    default void a_decision_is_stored_as_it_was_made_with_its_sequence() {
        String domain = newName();
        Decisions<PurseEvent, PurseEvent, Integer> purses = purses(store(), domain);

        Decision<Integer> filled = purses.decide("1", new Filled(10));
        Decision<Integer> taken = purses.decide("1", taken(3), Attempts.upTo(1).correlation("c"));
        Decision<Integer> nothing = purses.decide("1", new Filled(0));

        List<StoredEvent> events = assertLength(this, StreamId.of(domain, "1"), 2);
        assertThat(List.of(filled.sequence(), taken.sequence(), nothing.sequence()))
                .containsExactly(1L, 2L, 2L);
        assertThat(List.of(filled.state(), taken.state(), nothing.state())).containsExactly(10, 7, 7);
        assertThat(ids(taken.events())).containsExactly(events.get(1).id());
        assertThat(nothing.events()).isEmpty();
        assertThat(events.get(1).payload()).hasToString("{\"amount\":3,\"by\":\"app\"}");
        assertThat(events.get(1).meta()).hasToString("{\"schemaVersion\":2}");
        assertThat(events.get(1).correlationId()).isEqualTo("c");
        assertThat(purses.state("1")).isEqualTo(7);
    }

    @Test
    default void who_decides_at_the_same_time_decides_on_what_the_others_have_stored() {
        String domain = newName();
        purses(store(), domain).decide("1", new Filled(10));

        List<Race.Outcome<Integer>> outcomes = Race.of(
                8,
                threads(),
                number -> purses(store(), domain)
                        .decide("1", taken(3), Attempts.upTo(200))
                        .state());

        assertThat(Race.values(outcomes)).containsExactlyInAnyOrder(7, 4, 1);
        assertThat(Race.errors(outcomes)).hasSize(5).allMatch(error -> error instanceof TooLittleException);
        assertLength(this, StreamId.of(domain, "1"), 4);
    }

    @Test
    default void after_a_lost_race_a_decision_reads_what_is_new_and_is_made_again() {
        String domain = newName();
        Decisions<PurseEvent, PurseEvent, Integer> others = purses(store(), domain);
        IntStream.range(0, 5).forEach(i -> others.decide("1", new Filled(1)));
        Watched watched = new Watched(store(), () -> others.decide("1", taken(4)));

        Throwable refused =
                catchThrowable(() -> purses(watched.proxy(), domain).decide("1", taken(2), Attempts.upTo(2)));

        assertThat(refused).isInstanceOf(TooLittleException.class);
        assertThat(watched.readAfter).containsExactly(0L, 5L);
        assertLength(this, StreamId.of(domain, "1"), 6);

        Watched again = new Watched(store(), () -> others.decide("1", new Filled(1)));
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> purses(again.proxy(), domain).decide("1", taken(1), Attempts.upTo(1)));
        assertLength(this, StreamId.of(domain, "1"), 7);
    }

    @Test
    default void in_a_transaction_of_the_callers_a_decision_is_part_of_it() {
        String domain = newName();
        StreamId stream = StreamId.of(domain, "1");
        Decisions<PurseEvent, PurseEvent, Integer> purses = purses(store(), domain);

        inTransaction(() -> {
            purses.decide("1", new Filled(10));
            assertThat(purses.decide("1", taken(3)).sequence()).isEqualTo(2);
            outsideOfTransactions(() -> assertEmpty(this, stream));
        });
        assertLength(this, stream, 2);
        inTransactionRolledBack(() -> purses.decide("1", taken(3)));
        assertLength(this, stream, 2);
    }

    @Test
    default void in_a_transaction_of_the_callers_a_decision_has_one_attempt() {
        String domain = newName();
        StreamId stream = StreamId.of(domain, "1");
        Decisions<PurseEvent, PurseEvent, Integer> others = purses(store(), domain);
        others.decide("1", new Filled(10));
        Watched watched = new Watched(store(), () -> outsideOfTransactions(() -> others.decide("1", taken(1))));
        Decisions<PurseEvent, PurseEvent, Integer> purses = purses(watched.proxy(), domain);

        assertThatIllegalStateException()
                .isThrownBy(() -> inTransaction(() -> purses.decide("1", taken(3), Attempts.upTo(2))))
                .withMessageContaining("one attempt");
        assertThat(watched.readAfter).isEmpty();
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> inTransaction(() -> purses.decide("1", taken(3))));
        assertThat(watched.readAfter).containsExactly(0L);
        assertLength(this, stream, 2);
        inTransaction(() -> purses.decide("1", taken(3), Attempts.upTo(1)));
        assertLength(this, stream, 3);
    }

    @Test
    default void a_command_with_an_id_is_decided_once_whoever_sends_it_again_and_however_late() {
        String domain = newName();
        Attempts command = Attempts.byDefault().command("cmd-9");
        Attempts empty = Attempts.byDefault().command("cmd-10");
        Decision<Integer> first = purses(store(), domain).decide("1", new Filled(5), command);
        Decision<Integer> nothing = purses(store(), domain).decide("1", new Filled(0), empty);
        IntStream.range(0, 30).forEach(i -> purses(store(), domain).decide("1", new Filled(i % 2)));
        long length = store().getStreamSequence(domain, "1");

        Decision<Integer> again = purses(store(), domain).decide("1", new Filled(5), command);
        Decision<Integer> nothingAgain = purses(store(), domain).decide("1", new Filled(0), empty);

        assertThat(again.repeated()).isTrue();
        assertThat(again.sequence()).isEqualTo(first.sequence()).isEqualTo(1);
        assertThat(ids(again.events())).isEqualTo(ids(first.events())).hasSize(1);
        assertThat(again.state()).isEqualTo(5);
        assertThat(nothing.repeated()).isFalse();
        assertThat(nothingAgain.repeated()).isTrue();
        assertThat(nothingAgain.sequence()).isEqualTo(1);
        assertThat(nothingAgain.state()).isEqualTo(5);
        assertThat(nothingAgain.events()).isEmpty();
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> purses(store(), domain).decide("1", new Filled(6), command));
        assertLength(this, StreamId.of(domain, "1"), length);
    }

    @Test
    default void of_many_who_decide_one_command_at_the_same_time_one_does_and_all_have_its_decision() {
        String domain = newName();
        StreamId stream = StreamId.of(domain, "1");

        List<Race.Outcome<Decision<Integer>>> outcomes = Race.of(
                8,
                threads(),
                number -> purses(store(), domain)
                        .decide("1", new Filled(5), Attempts.upTo(200).command("cmd")));

        assertThat(Race.errors(outcomes)).isEmpty();
        String id = assertLength(this, stream, 1).get(0).id();
        assertThat(Race.values(outcomes)).hasSize(8).allSatisfy(decision -> {
            assertThat(ids(decision.events())).containsExactly(id);
            assertThat(decision.sequence()).isEqualTo(1);
            assertThat(decision.state()).isEqualTo(5);
        });
        assertThat(Race.values(outcomes))
                .filteredOn(decision -> !decision.repeated())
                .hasSize(1);
    }

    @Test
    default void a_command_that_is_sent_while_the_first_is_still_in_its_transaction_is_decided_once() {
        String domain = newName();
        Attempts command = Attempts.byDefault().command("cmd");
        CountDownLatch decided = new CountDownLatch(1);

        List<Race.Outcome<Integer>> outcomes = Race.of(2, threads(), number -> {
            if (number == 0) {
                try {
                    inTransaction(() -> {
                        purses(store(), domain).decide("1", new Filled(5), command);
                        decided.countDown();
                    });
                } finally {
                    decided.countDown();
                }
                return 5;
            }
            await(decided);
            return purses(store(), domain).decide("1", new Filled(5), command).state();
        });

        assertLength(this, StreamId.of(domain, "1"), 1);
        assertThat(Race.values(outcomes)).contains(5);
        assertThat(outcomes.get(1).succeeded()).as("%s", outcomes.get(1)).isTrue();
        Throwable first = outcomes.get(0).error();
        assertThat(first == null || isRace(first)).as("%s", first).isTrue();
        assertThat(purses(store(), domain).decide("1", new Filled(5), command).repeated())
                .isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(3, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static boolean isRace(Throwable error) {
        Throwable told = error instanceof NotCommitted ? error.getCause() : error;
        for (Throwable cause = told; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyError || cause instanceof EventStoreUnavailableException) {
                return true;
            }
        }
        return false;
    }

    @Test
    default void several_streams_are_decided_as_one_and_those_only_read_are_held() {
        String domain = newName();
        Decisions<PurseEvent, PurseEvent, Integer> others = purses(store(), domain);
        others.decide(Map.of("a", new Filled(10), "b", new Filled(10)));
        assertThatExceptionOfType(TooLittleException.class)
                .isThrownBy(() -> others.decide(Map.of("a", new Filled(1), "b", taken(11))));
        assertLength(this, StreamId.of(domain, "a"), 1);
        Watched watched = new Watched(store(), () -> others.decide("b", taken(5)));
        List<Integer> seen = new ArrayList<>();

        Map<String, Decision<Integer>> decided = purses(watched.proxy(), domain)
                .decide(
                        Set.of("a", "b"),
                        states -> {
                            seen.add(states.get("b"));
                            return Map.of("a", List.of(new Filled(states.get("b"))));
                        },
                        Attempts.upTo(2));

        assertThat(seen).containsExactly(10, 5);
        assertThat(decided.get("a").state()).isEqualTo(15);
        assertThat(decided.get("b").sequence()).isEqualTo(2);
        assertLength(this, StreamId.of(domain, "a"), 2);
        assertLength(this, StreamId.of(domain, "b"), 2);
    }

    @Test
    default void each_attempt_appends_in_a_transaction_of_the_applications_and_a_lost_race_is_decided_again() {
        String domain = newName();
        Watched watched = new Watched(
                store(),
                () -> outsideOfTransactions(() -> purses(store(), domain).decide("1", new Filled(1))));
        AtomicInteger attempts = new AtomicInteger();

        Decision<Integer> decision = purses(watched.proxy(), domain)
                .storedIn(append -> {
                    attempts.incrementAndGet();
                    inTransaction(() -> assertThat(append.get()).hasSize(1));
                })
                .decide("1", new Filled(2), Attempts.upTo(2));

        assertThat(attempts).hasValue(2);
        assertThat(decision.sequence()).isEqualTo(2);
        assertThat(decision.state()).isEqualTo(3);
        assertLength(this, StreamId.of(domain, "1"), 2);
    }

    /** Some of them lose at the call, some at the commit. */
    @Test
    default void of_many_transactions_of_the_applications_each_is_decided_on_what_the_others_have_stored() {
        String domain = newName();
        int writers = 4;
        int each = 3;
        purses(store(), domain).decide("1", new Filled(writers * each));

        List<Race.Outcome<Integer>> outcomes = Race.of(writers, threads(), number -> {
            Decisions<PurseEvent, PurseEvent, Integer> stored = purses(store(), domain)
                    .storedIn(append ->
                            inTransaction(() -> assertThat(append.get()).hasSize(1)));
            for (int i = 0; i < each; i++) {
                stored.decide("1", taken(1), Attempts.upTo(500));
            }
            return number;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(purses(store(), domain).state("1")).isZero();
        assertLength(this, StreamId.of(domain, "1"), 1 + writers * each);
    }

    @Test
    default void what_no_class_can_read_fails_the_decision_and_nothing_is_stored() {
        String domain = newName();
        StreamId newer = StreamId.of(domain, "newer");
        StreamId unknown = StreamId.of(domain, "unknown");
        StreamId broken = StreamId.of(domain, "broken");
        store().storeEvents(List.of(
                raw(newer, "taken", "{\"amount\":1}", "{\"schemaVersion\":3}"),
                raw(unknown, "lost", "{}", null),
                raw(broken, "taken", "{\"amounts\":1}", null)));

        assertUnreadable(newer, "\"taken\"", "version 3", "$Taken");
        assertUnreadable(unknown, "\"lost\"", "no class");
        assertUnreadable(broken, "\"taken\"", "version 1", "PurseUpcasts.each");
    }

    private void assertUnreadable(StreamId stream, String... named) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> purses(store(), stream.domain()).decide(stream.identifier(), new Filled(1)))
                .withMessageContainingAll(named)
                .satisfies(error -> assertThat(error.getId())
                        .isEqualTo(assertLength(this, stream, 1).get(0).id()));
    }

    @Test
    default void an_event_that_has_become_several_or_none_is_one_to_the_stream() {
        String domain = newName();
        StreamId stream = StreamId.of(domain, "1");
        store().storeEvents(List.of(
                raw(stream, "filled", "{\"amount\":10}", null),
                raw(stream, "taken", "{\"amounts\":[1,2]}", null),
                raw(stream, "taken", "{\"amounts\":[]}", null)));

        Decision<Integer> decision = purses(store(), domain).decide("1", taken(3), Attempts.upTo(1));

        assertThat(decision.state()).isEqualTo(4);
        assertThat(decision.sequence()).isEqualTo(4);
        assertThat(assertLength(this, stream, 4).get(1).payload())
                .as("as it was stored")
                .hasToString("{\"amounts\":[1,2]}");
    }

    @Test
    default void a_decision_through_a_snapshot_is_the_one_on_all_events() {
        String domain = newName();
        StreamId stream = StreamId.of(domain, "1");
        Watched watched = new Watched(store(), null);
        Decisions<PurseEvent, PurseEvent, Integer> kept =
                Decisions.of(watched.proxy(), new Purse(domain), PURSE_TYPES, snapshots());
        IntStream.range(0, 7).forEach(i -> kept.decide("1", new Filled(i + 1)));
        watched.readAfter.clear();

        assertThat(kept.decide("1", new Filled(0)).state()).isEqualTo(28);
        assertThat(watched.readAfter).first().isEqualTo(5L);
        assertThat(purses(store(), domain).state("1")).isEqualTo(28);

        snapshots().forget(stream);
        watched.readAfter.clear();
        assertThat(kept.decide("1", new Filled(0)).state()).isEqualTo(28);
        assertThat(watched.readAfter).first().isEqualTo(0L);
        assertLength(this, stream, 7);
    }

    @Test
    default void what_is_decided_belongs_to_the_context_and_a_repeated_command_to_the_first_one() {
        String domain = newName();
        Attempts command = Attempts.byDefault().command("cmd");
        EventContext first =
                EventContext.none().correlation("order").causation("cause").meta("user", "ada");

        first.run(() -> purses(store(), domain).decide("1", new Filled(1), command));
        EventContext.none()
                .correlation("other")
                .run(() -> assertThat(purses(store(), domain)
                                .decide("1", new Filled(1), command)
                                .repeated())
                        .isTrue());

        StoredEvent event = assertLength(this, StreamId.of(domain, "1"), 1).get(0);
        assertThat(event.correlationId()).isEqualTo("order");
        assertThat(event.causationId()).isEqualTo("cause");
        assertThat(event.meta()).hasToString("{\"user\":\"ada\"}");
    }
}
