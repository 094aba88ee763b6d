/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TEN;
import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventContext;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Fold;
import org.schemeless.eventstore.model.Folds;
import org.schemeless.eventstore.model.TypedSubscription;
import org.schemeless.eventstore.model.Upcast;
import org.schemeless.eventstore.tck.Race;
import org.schemeless.eventstore.testing.account.AccountCommand;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
import org.schemeless.eventstore.testing.account.AccountCommand.Open;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;
import org.schemeless.eventstore.testing.account.AccountDecider;
import org.schemeless.eventstore.testing.account.AccountEvent;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountUpcasts;

/** A command with an id is decided once for ever. */
class CommandIdTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build();
    private static final Attempts CMD = Attempts.byDefault().command("cmd-9");
    private static final StreamId STREAM = StreamId.of("account", "1");

    private final InMemoryEventStore memory = new InMemoryEventStore();
    private final List<AccountCommand> decided = Collections.synchronizedList(new ArrayList<>());

    /** Tells what it decides; and may be disturbed. */
    private class Account extends AccountDecider {

        private Runnable meanwhile = () -> {};

        @Override
        public String name() {
            return AccountDecider.class.getName();
        }

        @Override
        public List<AccountEvent> decide(AccountCommand command, BigDecimal balance) {
            decided.add(command);
            meanwhile.run();
            return command instanceof Open && balance.signum() > 0 ? List.of() : super.decide(command, balance);
        }
    }

    private final Account decider = new Account();
    private final Decisions<AccountCommand, AccountEvent, BigDecimal> accounts = Decisions.of(memory, decider, TYPES);

    private static List<String> ids(Decision<?> decision) {
        return decision.events().stream().map(StoredEvent::id).toList();
    }

    private void assertRepeats(Decision<BigDecimal> first, Decision<BigDecimal> again) {
        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(again.state()).isEqualTo(first.state());
        assertThat(again.sequence()).isEqualTo(first.sequence());
        assertThat(again.events())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("position")
                .isEqualTo(first.events());
    }

    @Test
    void a_command_is_decided_once_and_answered_with_the_first_decision() {
        accounts.decide("1", new Deposit(TEN));
        Decision<BigDecimal> first = accounts.decide("1", new Withdraw(ONE, "app"), CMD);
        accounts.decide("1", new Withdraw(TEN.subtract(ONE), "app"));
        decided.clear();

        Decision<BigDecimal> again = accounts.decide("1", new Withdraw(ONE, "app"), CMD);

        assertRepeats(first, again);
        assertThat(decided).isEmpty();
        assertThat(memory.getStreamSequence("account", "1")).isEqualTo(3);
        assertThat(ids(first)).allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void a_command_that_has_decided_nothing_is_answered_with_where_the_stream_was() {
        accounts.decide("1", new Deposit(TEN));
        Decision<BigDecimal> first = accounts.decide("1", new Open("EUR"), CMD);
        Decision<BigDecimal> ofNoStream = accounts.storedIn(append -> append.get())
                .decide(Set.of("new"), states -> Map.of(), CMD)
                .get("new");
        accounts.decide("1", new Withdraw(TEN, "app"));
        accounts.decide("new", new Deposit(TEN));

        assertThat(first.events()).isEmpty();
        assertRepeats(first, accounts.decide("1", new Open("EUR"), CMD));
        assertRepeats(
                ofNoStream,
                accounts.decide(Set.of("new"), states -> Map.of("new", List.of(new Deposited(ONE))), CMD)
                        .get("new"));
        assertThat(memory.getStreamSequence("account", "1")).isEqualTo(2);
    }

    @Test
    void what_decides_nothing_is_decided_on_the_state_of_a_true_sequence() {
        List<BigDecimal> states = new ArrayList<>();

        Decision<BigDecimal> done = Folds.of(AccountEvent.class, ZERO, decider::evolve)
                .with(TYPES)
                .named("count")
                .on(memory, STREAM)
                .decide(
                        balance -> {
                            states.add(balance);
                            if (states.size() == 1) {
                                accounts.decide("1", new Deposit(TEN));
                            }
                            return List.of();
                        },
                        CMD);

        assertThat(states).containsExactly(ZERO, TEN);
        assertThat(done.sequence()).isEqualTo(1);
    }

    @Test
    void a_command_that_fails_may_be_decided_again() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> accounts.decide("1", new Withdraw(ONE, "app"), CMD));
        accounts.decide("1", new Deposit(TEN));

        assertThat(accounts.decide("1", new Withdraw(ONE, "app"), CMD).repeated())
                .isFalse();
    }

    @Test
    void the_same_id_with_another_command_is_refused_and_a_rule_is_not_compared() {
        accounts.decide("1", new Deposit(TEN), CMD);

        for (AccountCommand other : List.of(new Deposit(ONE), new Open("EUR"))) {
            assertThatExceptionOfType(DuplicateEventException.class)
                    .isThrownBy(() -> accounts.decide("1", other, CMD))
                    .withMessageContaining("cmd-9");
        }
        assertThat(accounts.decide(Set.of("1"), states -> Map.of(), CMD)
                        .get("1")
                        .repeated())
                .isTrue();
        assertThat(memory.getLastPosition()).isEqualTo(1);
    }

    @Test
    void numbers_are_compared_by_value_and_what_events_belong_to_is_not_compared() {
        Decision<BigDecimal> first = accounts.decide("1", new Deposit(TEN), CMD.correlation("a"));

        EventContext.none()
                .correlation("b")
                .meta("user", "anna")
                .run(() -> assertRepeats(first, accounts.decide("1", new Deposit(new BigDecimal("10.00")), CMD)));

        assertThat(accounts.decide("1", new Deposit(new BigDecimal("1E1")), CMD).repeated())
                .isTrue();
    }

    @Test
    void ids_are_each_deciders_and_each_set_of_streams_own() {
        accounts.decide("1", new Deposit(TEN), CMD);

        assertThat(accounts.decide("2", new Deposit(TEN), CMD).repeated()).isFalse();
        Map<String, Deposit> both = Map.of("1", new Deposit(TEN), "2", new Deposit(TEN));
        assertThat(accounts.decide(both, CMD).get("1").repeated()).isFalse();
        Decisions<AccountCommand, AccountEvent, BigDecimal> other = Decisions.of(
                memory,
                new Account() {
                    @Override
                    public String name() {
                        return "other";
                    }
                },
                TYPES);
        assertThat(other.decide("1", new Deposit(TEN), CMD).repeated()).isFalse();
        assertThat(memory.getStreamSequence("account", "1")).isEqualTo(3);
    }

    @Test
    void several_streams_are_one_command_in_whatever_order() {
        accounts.decide("1", new Deposit(TEN));
        Map<String, AccountCommand> transfer = new LinkedHashMap<>();
        transfer.put("1", new Withdraw(ONE, "transfer"));
        transfer.put("2", new Deposit(ONE));
        Map<String, Decision<BigDecimal>> first = accounts.decide(transfer, CMD);
        Map<String, AccountCommand> turned = new LinkedHashMap<>();
        turned.put("2", new Deposit(ONE));
        turned.put("1", new Withdraw(ONE, "transfer"));
        accounts.decide("2", new Withdraw(ONE, "app"));

        Map<String, Decision<BigDecimal>> again = accounts.decide(turned, CMD);

        assertThat(again.keySet()).containsExactly("2", "1");
        assertRepeats(first.get("1"), again.get("1"));
        assertRepeats(first.get("2"), again.get("2"));
        assertThat(again.get("2").state()).isEqualTo(ONE);
    }

    /** In three pages, of which the last has the decision's own events across its beginning. */
    @Test
    void a_long_stream_is_read_up_to_the_decision() {
        memory.storeEvents(java.util.stream.IntStream.range(0, 1_999)
                .mapToObj(i -> TYPES.newEvent(STREAM, new Deposited(ONE)).build())
                .toList());
        Decision<BigDecimal> first = accounts.decide(
                        Set.of("1"), states -> Map.of("1", List.of(new Deposited(TEN), new Deposited(ONE))), CMD)
                .get("1");
        accounts.decide("1", new Deposit(ONE));

        Decision<BigDecimal> again =
                accounts.decide(Set.of("1"), states -> Map.of(), CMD).get("1");

        assertRepeats(first, again);
        assertThat(again.sequence()).isEqualTo(2_001);
    }

    @Test
    void whoever_carries_it_out_at_the_same_time_stores_it_once() {
        CyclicBarrier all = new CyclicBarrier(4);
        decider.meanwhile = () -> await(all);

        List<Race.Outcome<Decision<BigDecimal>>> outcomes =
                Race.of(4, Thread::new, writer -> accounts.decide("1", new Deposit(TEN), CMD));

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(memory.getLastPosition()).isEqualTo(1);
        assertThat(Race.values(outcomes)).hasSize(4).allSatisfy(decision -> {
            assertThat(decision.state()).isEqualTo(TEN);
            assertThat(decision.sequence()).isEqualTo(1);
        });
        assertThat(Race.values(outcomes)).filteredOn(Decision::repeated).hasSize(3);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Another node carries the command out between the look-up and the append. */
    private void beatenOnce(AccountCommand command) {
        decider.meanwhile = () -> {
            decider.meanwhile = () -> {};
            memory.outsideOfTransactions(() -> accounts.decide("1", command, CMD));
        };
    }

    @Test
    void who_is_beaten_by_another_node_answers_with_what_that_has_stored() {
        beatenOnce(new Deposit(TEN));

        Decision<BigDecimal> done = accounts.decide("1", new Deposit(TEN), CMD);

        assertThat(done.repeated()).isTrue();
        assertThat(done.state()).isEqualTo(TEN);
        assertThat(memory.getLastPosition()).isEqualTo(1);
    }

    /** By then there is nothing left to withdraw, since the command itself has withdrawn it. */
    @Test
    void who_is_beaten_before_the_stream_is_read_is_answered_and_not_refused() {
        Withdraw all = new Withdraw(TEN, "app");
        accounts.decide("1", new Deposit(TEN));
        List<String> beaten = new ArrayList<>();
        EventStore store = (EventStore) Proxy.newProxyInstance(
                CommandIdTest.class.getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("readStream") && beaten.isEmpty()) {
                        beaten.add("beaten");
                        accounts.decide("1", all, CMD);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });

        Decision<BigDecimal> done = Decisions.of(store, decider, TYPES).decide("1", all, CMD);

        assertThat(done.repeated()).isTrue();
        assertThat(done.state()).isEqualTo(ZERO);
        assertThat(memory.getStreamSequence("account", "1")).isEqualTo(2);
    }

    @Test
    void one_who_is_beaten_with_another_command_is_refused() {
        beatenOnce(new Deposit(ONE));

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> accounts.decide("1", new Deposit(TEN), CMD));
    }

    @Test
    void in_a_transaction_of_the_applications_nothing_is_stored_beside_a_command_that_was_carried_out() {
        List<String> stored = new ArrayList<>();
        Decisions<AccountCommand, AccountEvent, BigDecimal> inTransaction = accounts.storedIn(append -> {
            memory.begin();
            try {
                append.get().forEach((account, decision) -> stored.add(account + ": " + decision.state()));
                memory.commit();
            } catch (RuntimeException e) {
                throw new IllegalStateException("as a container may wrap it", e);
            } finally {
                memory.rollBack();
            }
        });

        assertThat(inTransaction.decide("1", new Deposit(TEN), CMD).repeated()).isFalse();
        assertThat(inTransaction.decide("1", new Deposit(TEN), CMD).repeated()).isTrue();
        assertThat(stored).containsExactly("1: 10");

        Attempts once = Attempts.upTo(1).command("next");
        decider.meanwhile = () -> {
            decider.meanwhile = () -> {};
            memory.outsideOfTransactions(() -> accounts.decide("1", new Deposit(ONE), once));
        };
        Decision<BigDecimal> beaten = inTransaction.decide("1", new Deposit(ONE), once);
        assertThat(beaten.repeated()).isTrue();
        assertThat(beaten.state()).isEqualTo(new BigDecimal(11));
        assertThat(stored).containsExactly("1: 10");
    }

    /** The other's commit comes between the append and the transaction's own commit. */
    @Test
    void who_is_beaten_at_the_commit_answers_with_what_the_other_has_stored() {
        for (AccountCommand command : List.of(new Deposit(TEN), new Open("EUR"))) {
            List<String> tried = new ArrayList<>();
            Decision<BigDecimal> done = accounts.storedIn(append -> {
                        tried.add("tried");
                        memory.begin();
                        try {
                            append.get();
                            memory.outsideOfTransactions(() -> accounts.decide("1", command, CMD.command("late")));
                            memory.commit();
                        } finally {
                            memory.rollBack();
                        }
                    })
                    .decide("1", command, Attempts.upTo(1).command("late"));

            assertThat(done.repeated()).isTrue();
            assertThat(done.state()).isEqualTo(TEN);
            assertThat(tried).hasSize(1);
            memory.clear();
            accounts.decide("1", new Deposit(TEN));
        }
    }

    @Test
    void other_failures_beside_the_append_arrive_as_they_are_though_the_command_was_carried_out() {
        IllegalArgumentException failure = new IllegalArgumentException("full");

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> accounts.storedIn(append -> {
                            append.get();
                            throw failure;
                        })
                        .decide("1", new Deposit(ONE), CMD))
                .isSameAs(failure);
    }

    @Test
    void in_a_transaction_of_the_callers_the_command_is_part_of_it() {
        memory.begin();
        accounts.decide("1", new Deposit(TEN), CMD);
        assertThat(accounts.decide("1", new Deposit(TEN), CMD).repeated()).isTrue();
        memory.rollBack();
        memory.begin();
        assertThat(accounts.decide("1", new Deposit(TEN), CMD).repeated()).isFalse();
        memory.commit();

        assertThat(accounts.decide("1", new Deposit(TEN), CMD).repeated()).isTrue();
        assertThat(memory.getLastPosition()).isEqualTo(1);
    }

    /** As the store tells of it: a stream that has moved, or, if nothing was decided, none. */
    @Test
    void in_a_transaction_of_the_callers_a_race_of_one_command_ends_it() {
        memory.begin();
        accounts.decide("1", new Deposit(TEN), CMD);
        memory.outsideOfTransactions(() -> accounts.decide("1", new Deposit(TEN), CMD.correlation("other")));
        assertThatExceptionOfType(ConcurrencyError.class).isThrownBy(memory::commit);

        Attempts next = CMD.command("next");
        memory.begin();
        accounts.decide("1", new Open("EUR"), next);
        memory.outsideOfTransactions(() -> accounts.decide("1", new Open("EUR"), next));
        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(memory::commit)
                .withMessageContaining("next");
    }

    /** A batch that stands there without the command is recognised by its ids. */
    @Test
    void a_batch_that_was_stored_without_its_command_is_recognised() {
        Decision<BigDecimal> first = accounts.decide("1", new Deposit(TEN), CMD);
        StoredEvent stored = first.events().get(0);
        memory.clear();
        memory.storeEvents(List.of(new NewEvent(
                stored.id(), stored.stream(), stored.type(), stored.payload(), null, null, null, stored.created())));

        assertRepeats(first, accounts.decide("1", new Deposit(TEN), CMD));
        accounts.decide("1", new Deposit(TEN));
        assertRepeats(first, accounts.decide("1", new Deposit(TEN), CMD));
    }

    @Test
    void a_function_needs_a_fold_with_a_name() {
        Fold<AccountEvent, BigDecimal> fold =
                Folds.of(AccountEvent.class, ZERO, decider::evolve).with(TYPES);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> fold.on(memory, STREAM).decide(balance -> List.of(), CMD))
                .withMessageContainingAll("AccountEvent", "named");

        Fold<AccountEvent, BigDecimal> bonus = fold.named("bonus").with(TYPES).skippingUnknownTypes();
        Decision<BigDecimal> first = bonus.on(memory, STREAM).decide(balance -> List.of(new Deposited(ONE)), CMD);
        Decision<BigDecimal> again = bonus.on(memory, STREAM).decide(balance -> List.of(new Deposited(TEN)), CMD);
        Decision<BigDecimal> other =
                fold.named("other").on(memory, STREAM).decide(balance -> List.of(new Deposited(ONE)), CMD);

        assertRepeats(first, again);
        assertThat(other.repeated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a\n", "12345678901234567890123456789012345678901234567890123456789012345"})
    void an_id_has_limits(String id) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> Attempts.byDefault().command(id))
                .withMessageContaining("command.id");
    }

    @EventType("noted")
    public record Noted() {}

    /** Takes any command. */
    private static final class Anything implements org.schemeless.eventstore.model.Decider<Object, Noted, Integer> {

        @Override
        public String domain() {
            return "notes";
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Noted event) {
            return state + 1;
        }

        @Override
        public List<Noted> decide(Object command, Integer state) {
            return List.of(new Noted());
        }
    }

    private record Hidden(int number) {}

    public record Loop(List<Object> parts) {}

    public enum Word {
        ONE,
        TWO {
            @Override
            public String toString() {
                return "2";
            }
        }
    }

    @Test
    void a_command_that_cannot_be_compared_is_told_what_to_do() {
        Decisions<Object, Noted, Integer> notes = Decisions.of(memory, new Anything());
        Loop loop = new Loop(new ArrayList<>());
        loop.parts().add(loop);
        Runnable lambda = () -> {};
        for (Object command : List.of(lambda, new Hidden(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> notes.decide("1", command, CMD))
                    .withMessageContainingAll("cmd-9", command.getClass().getName(), "public record", "function");
        }
        assertThat(memory.getLastPosition()).isZero();
        notes.decide("1", lambda);
    }

    @Test
    void any_json_tells_commands_apart() {
        Decisions<Object, Noted, Integer> notes = Decisions.of(memory, new Anything());
        List<Object> commands = new ArrayList<>(List.of(
                "1", 1, Word.ONE, Word.TWO, List.of(), List.of(1), List.of(1, 2), List.of(List.of(1), 2), Map.of()));
        commands.add(List.of(List.of(1, 2)));
        commands.add(Map.of("a", Map.of("b", 1)));
        commands.add(Map.of("a", Map.of(), "b", 1));
        commands.add(Map.of("a", 1, "b", "c"));
        commands.add(Map.of("a", true, "b", "c"));
        commands.add(null);
        for (int i = 0; i < commands.size(); i++) {
            notes.decide("" + i, commands.get(i), CMD);
            for (int j = 0; j < commands.size(); j++) {
                int stream = i;
                Object other = commands.get(j);
                if (i == j) {
                    assertThat(notes.decide("" + i, other, CMD).repeated()).isTrue();
                } else {
                    assertThatExceptionOfType(DuplicateEventException.class)
                            .isThrownBy(() -> notes.decide("" + stream, other, CMD));
                }
            }
        }
    }

    @Test
    void members_are_compared_in_any_order() {
        Decisions<Object, Noted, Integer> notes = Decisions.of(memory, new Anything());
        Map<String, Object> one = new LinkedHashMap<>(Map.of("a", 1));
        one.put("b", List.of(2.5));
        Map<String, Object> turned = new LinkedHashMap<>(Map.of("b", List.of(new BigDecimal("2.50"))));
        turned.put("a", 1);

        notes.decide("1", one, CMD);

        assertThat(notes.decide("1", turned, CMD).repeated()).isTrue();
    }

    @EventType(value = "noted", version = 2)
    public record NotedAgain(int times) {}

    public static final class Twice {

        @Upcast(type = "noted", from = 1)
        List<jakarta.json.JsonObject> twice(jakarta.json.JsonObject v1) {
            jakarta.json.JsonObject v2 =
                    jakarta.json.Json.createObjectBuilder().add("times", 10).build();
            return List.of(v2, v2);
        }
    }

    /** The state is that of today's code, and the events are those that were stored. */
    @Test
    void a_command_is_repeated_after_its_events_have_a_new_version() {
        StreamId notes = StreamId.of("notes", "1");
        Fold<Noted, Integer> before =
                Folds.of(Noted.class, 0, (Integer sum, Noted event) -> sum + 1).named("notes");
        Fold<NotedAgain, Integer> now = Folds.of(
                        NotedAgain.class, 0, (Integer sum, NotedAgain event) -> sum + event.times())
                .named("notes")
                .with(EventTypes.builder()
                        .classes(NotedAgain.class)
                        .upcasters(new Twice())
                        .build());
        before.on(memory, notes).decide(sum -> List.of(new Noted()));
        Decision<Integer> first = before.on(memory, notes).decide(sum -> List.of(new Noted()), CMD);
        now.on(memory, notes).decide(sum -> List.of(new NotedAgain(1)));

        Decision<Integer> again = now.on(memory, notes).decide(sum -> List.of(new NotedAgain(5)), CMD);

        assertThat(again.state()).isEqualTo(40);
        assertThat(again.sequence()).isEqualTo(2);
        assertThat(ids(again)).isEqualTo(ids(first));
        assertThat(again.repeated()).isTrue();
    }

    /** Asks nothing of the account: the event that it handles has an id. */
    private static final class Gift implements TypedSubscription<AccountEvent> {

        private final EventStore store;

        Gift(EventStore store) {
            this.store = store;
        }

        @Override
        public String name() {
            return "gift";
        }

        @Override
        public void handle(AccountEvent event, StoredEvent stored) {
            if (event instanceof AccountEvent.Opened) {
                Decisions.of(store, new AccountDecider(), TYPES)
                        .decide(
                                stored.stream().identifier(),
                                new Deposit(ONE),
                                Attempts.byDefault().command(stored.id()));
            }
        }
    }

    @Test
    void what_a_handler_decides_by_the_id_of_its_event_is_decided_once() {
        EventStoreTest fixture = EventStoreTest.inMemory(TYPES);

        fixture.given(new Gift(fixture.eventStore()))
                .redelivered(2)
                .when("account", "42", new AccountEvent.Opened("EUR"), new AccountEvent.Opened("EUR"))
                .stores("account", "42", new Deposited(ONE), new Deposited(ONE));
    }

    /** What is kept of commands is read for ever: these texts stay. */
    @Test
    void what_the_store_keeps_of_a_command_stays_the_same() {
        List<Command> kept = new ArrayList<>();
        EventStore store = (EventStore) Proxy.newProxyInstance(
                CommandIdTest.class.getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                    if (arguments[0] instanceof Command command) {
                        kept.add(command);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });

        Decision<BigDecimal> done = Decisions.of(store, decider, TYPES).decide("1", new Deposit(TEN), CMD);

        assertThat(kept)
                .containsExactly(new Command(
                        "_yAumcWi5b3abXPvjyeUn4hkKdBgBCp63BFKQRCKhTY",
                        "cmd-9",
                        "Zm2L_AXXukc2-n92exPsLZfD89aLpXygAYrenuETgbo"));
        assertThat(ids(done)).containsExactly("YwkNa8aQ-f97VxIM2xuY1AjLJhYbaB_4grK42HkOCRw");
    }

    @Test
    void the_store_in_memory_keeps_what_is_expected_of_a_command_without_events() {
        Command command = new Command("scope", "id", null);
        ExpectedSequence at1 = ExpectedSequence.perStream(Map.of(STREAM, ExpectedSequence.exactly(1)));
        assertThatExceptionOfType(ConcurrencyError.class).isThrownBy(() -> memory.storeEvents(List.of(), at1, command));
        assertThat(memory.findCommand(command)).isEmpty();
    }
}
