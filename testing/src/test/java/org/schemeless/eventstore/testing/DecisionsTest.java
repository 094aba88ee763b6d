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

import jakarta.transaction.Status;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventContext;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Fold;
import org.schemeless.eventstore.model.Folds;
import org.schemeless.eventstore.model.InvalidDecisionException;
import org.schemeless.eventstore.testing.account.AccountCommand;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
import org.schemeless.eventstore.testing.account.AccountCommand.Open;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;
import org.schemeless.eventstore.testing.account.AccountDecider;
import org.schemeless.eventstore.testing.account.AccountEvent;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountUpcasts;
import org.schemeless.eventstore.testing.account.Overdrawn;

class DecisionsTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build();
    private static final StreamId STREAM = StreamId.of("account", "1");
    private static final Fold<AccountEvent, BigDecimal> BALANCE =
            Folds.of(AccountEvent.class, ZERO, new AccountDecider()::evolve).with(TYPES);

    private final InMemoryEventStore memory = new InMemoryEventStore();
    private final List<String> calls = new ArrayList<>();

    /** The store in memory, which tells of the calls to it. */
    private final EventStore store = (EventStore) Proxy.newProxyInstance(
            DecisionsTest.class.getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                calls.add(method.getName() + Arrays.asList(arguments).subList(1, arguments.length));
                try {
                    return method.invoke(memory, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    private final Decisions<AccountCommand, AccountEvent, BigDecimal> accounts =
            Decisions.of(store, new AccountDecider(), TYPES);

    private void deposit(String identifier, BigDecimal amount) {
        memory.storeEvents(List.of(TYPES.newEvent(StreamId.of("account", identifier), new Deposited(amount))
                .build()));
    }

    private long sequence(String identifier) {
        return memory.getStreamSequence("account", identifier);
    }

    @Test
    void a_decision_gives_the_state_the_sequence_and_the_events_as_stored() {
        deposit("1", TEN);

        Decision<BigDecimal> done = accounts.decide(
                "1",
                new Withdraw(ONE, "app"),
                Attempts.upTo(3).correlation("order-7").causation("cmd"));

        assertThat(done.state()).isEqualTo(new BigDecimal(9));
        assertThat(done.sequence()).isEqualTo(2);
        StoredEvent stored = memory.getAllEvents("account", "1").get(1);
        assertThat(done.events())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("position")
                .containsExactly(stored);
        assertThat(stored.correlationId()).isEqualTo("order-7");
        assertThat(stored.causationId()).isEqualTo("cmd");
        assertThat(accounts.state("1")).isEqualTo(new BigDecimal(9));
    }

    @Test
    void the_append_expects_exactly_what_was_read() {
        deposit("1", TEN);
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> BALANCE.on(store, STREAM)
                        .decide(
                                balance -> {
                                    deposit("1", ONE);
                                    return List.of(new Deposited(ONE));
                                },
                                Attempts.upTo(1)))
                .satisfies(e -> assertThat(e.getFound()).isEqualTo(2));
        assertThat(sequence("1")).isEqualTo(2);
    }

    @Test
    void after_a_lost_race_only_what_is_new_is_read() {
        IntStream.range(0, 5).forEach(i -> deposit("1", ONE));
        List<BigDecimal> states = new ArrayList<>();

        BALANCE.on(store, STREAM).decide(balance -> {
            states.add(balance);
            if (states.size() == 1) {
                deposit("1", TEN);
            }
            return List.of(new Deposited(ONE));
        });

        assertThat(states).containsExactly(new BigDecimal(5), new BigDecimal(15));
        assertThat(calls.stream().filter(call -> call.startsWith("readStream")))
                .containsExactly("readStream[0, 1000]", "readStream[5, 1000]");
        assertThat(sequence("1")).isEqualTo(7);
    }

    @Test
    void attempts_are_bounded() {
        List<BigDecimal> states = new ArrayList<>();
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> BALANCE.on(store, STREAM).decide(balance -> {
                    states.add(balance);
                    deposit("1", ONE);
                    return List.of(new Deposited(TEN));
                }));
        assertThat(states).hasSize(10);
        assertThatIllegalArgumentException().isThrownBy(() -> Attempts.upTo(0));
    }

    private int attemptsWhileOthersAppend(Attempts attempts) {
        List<BigDecimal> states = new ArrayList<>();
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> BALANCE.on(store, STREAM)
                        .decide(
                                balance -> {
                                    states.add(balance);
                                    deposit("1", ONE);
                                    return List.of(new Deposited(TEN));
                                },
                                attempts));
        return states.size();
    }

    @Test
    void in_a_transaction_of_the_callers_there_is_one_attempt_and_more_are_refused() {
        for (int status : new int[] {Status.STATUS_ACTIVE, Status.STATUS_MARKED_ROLLBACK}) {
            NamedRegistry.during(status, () -> {
                assertThat(attemptsWhileOthersAppend(Attempts.byDefault())).isEqualTo(1);
                assertThat(attemptsWhileOthersAppend(Attempts.upTo(1))).isEqualTo(1);
                calls.clear();
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> accounts.decide("1", new Deposit(ONE), Attempts.upTo(2)))
                        .withMessageContaining("2 were asked for");
                assertThat(calls).isEmpty();
            });
        }
        for (int status : new int[] {Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED}) {
            NamedRegistry.during(
                    status,
                    () -> assertThat(attemptsWhileOthersAppend(Attempts.upTo(3)))
                            .isEqualTo(3));
        }
    }

    @Test
    void an_empty_decision_appends_nothing() {
        deposit("1", TEN);

        Decision<BigDecimal> done = BALANCE.on(store, STREAM).decide(balance -> List.of());

        assertThat(done).isEqualTo(new Decision<>(TEN, 1, List.of()));
        assertThat(calls).noneMatch(call -> call.startsWith("storeEvents"));
    }

    @Test
    void a_long_stream_is_read_by_pages() {
        memory.storeEvents(IntStream.range(0, 2_500)
                .mapToObj(i -> TYPES.newEvent(STREAM, new Deposited(ONE)).build())
                .toList());

        assertThat(accounts.state("1")).isEqualTo(new BigDecimal(2_500));
    }

    @EventType("stranger")
    public record Stranger() {}

    @SuppressWarnings("unchecked")
    private static List<AccountEvent> raw(Object... events) {
        return (List<AccountEvent>) (List<?>) Arrays.asList(events);
    }

    @Test
    void what_is_no_decision_is_named_and_nothing_is_stored() {
        EventTypes types = EventTypes.builder()
                .classes(AccountEvent.class, Stranger.class)
                .upcasters(new AccountUpcasts())
                .build();
        Fold<AccountEvent, BigDecimal> fold = BALANCE.with(types);
        assertInvalid(fold, null, "null");
        assertInvalid(fold, raw(new Deposited(ONE), null), "event 1", "null");
        assertInvalid(fold, raw(new Deposited(ONE), new Stranger()), "event 1", "Stranger", "AccountEvent");
        assertInvalid(
                BALANCE.with(EventTypes.of(Deposited.class)),
                raw(new AccountEvent.Opened("EUR")),
                "Opened",
                "deposited");
        assertThat(memory.getLastPosition()).isZero();
    }

    private void assertInvalid(Fold<AccountEvent, BigDecimal> fold, List<AccountEvent> decision, String... named) {
        assertThatExceptionOfType(InvalidDecisionException.class)
                .isThrownBy(() -> fold.on(store, STREAM).decide(balance -> decision))
                .withMessageContainingAll(named)
                .withMessageContaining("account");
    }

    @Test
    void an_event_that_has_no_place_in_the_fold_is_not_stored() {
        Fold<AccountEvent, BigDecimal> fold =
                Folds.of(AccountEvent.class, ZERO, (BigDecimal state, AccountEvent event) -> null);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> fold.with(TYPES).on(store, STREAM).decide(balance -> List.of(new Deposited(ONE))))
                .withMessageContaining("Deposited");
        assertThat(memory.getLastPosition()).isZero();
    }

    @Test
    void what_the_decider_throws_arrives_as_it_is() {
        assertThatExceptionOfType(Overdrawn.class).isThrownBy(() -> accounts.decide("1", new Withdraw(ONE, "app")));
        assertThat(memory.getLastPosition()).isZero();
    }

    @Test
    void an_unknown_type_fails_the_decision_unless_it_is_told_otherwise() {
        memory.storeEvents(List.of(NewEvent.in(STREAM, "unheard").payload(1).build()));
        memory.storeEvents(List.of(
                NewEvent.in("account", "2", "stranger").payloadJson("{}").build()));
        EventTypes types = EventTypes.builder()
                .classes(AccountEvent.class, Stranger.class)
                .upcasters(new AccountUpcasts())
                .build();

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> accounts.decide("1", new Open("EUR")))
                .withMessageContaining("unheard");
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> BALANCE.with(types)
                        .on(store, StreamId.of("account", "2"))
                        .state())
                .withMessageContainingAll("Stranger", "AccountEvent");
        assertThat(BALANCE.skippingUnknownTypes()
                        .on(store, STREAM)
                        .decide(balance -> List.of(new Deposited(ONE)))
                        .sequence())
                .isEqualTo(2);
    }

    /** In an application all types are known to all deciders; in a test, only its own. */
    @Test
    void a_decider_that_skips_passes_by_what_only_others_know() {
        deposit("1", TEN);
        memory.storeEvents(
                List.of(NewEvent.in(STREAM, "stranger").payloadJson("{}").build()));
        EventTypes types = EventTypes.builder()
                .classes(AccountEvent.class, Stranger.class)
                .upcasters(new AccountUpcasts())
                .build();

        assertThat(BALANCE.with(types).skippingUnknownTypes().on(store, STREAM).state())
                .isEqualTo(TEN);
    }

    @Test
    void an_event_that_the_decider_cannot_take_is_named() {
        memory.storeEvents(List.of(NewEvent.in(STREAM, "deposited")
                .id("misspelt")
                .payloadJson("{\"amuont\":1}")
                .build()));

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> accounts.decide("1", new Deposit(ONE)))
                .withMessageContainingAll("misspelt", "\"deposited\"", "sequence 1", "identifier \"1\"", "Deposited")
                .withCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void an_event_outside_the_limits_names_its_place_in_the_batch_over_several_streams() {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> accounts.decide(
                        new LinkedHashSet<>(List.of("1", "2")),
                        states -> Map.of(
                                "1",
                                List.of(new Deposited(ONE), new Deposited(ONE)),
                                "2",
                                List.of(new AccountEvent.Opened("\ud800")))))
                .withMessageContaining("[2]");
    }

    @Test
    void several_streams_are_decided_as_one_batch() {
        deposit("1", TEN);
        deposit("2", ONE);
        List<Map<String, BigDecimal>> states = new ArrayList<>();

        Map<String, Decision<BigDecimal>> done = accounts.decide(Set.of("1", "2"), state -> {
            states.add(state);
            if (states.size() == 1) {
                deposit("2", TEN);
            }
            return Map.of("1", List.of(new Deposited(ONE)), "2", List.of(new Deposited(TEN)));
        });

        assertThat(states).containsExactly(Map.of("1", TEN, "2", ONE), Map.of("1", TEN, "2", new BigDecimal(11)));
        assertThat(done.get("1").sequence()).isEqualTo(2);
        assertThat(done.get("2").state()).isEqualTo(new BigDecimal(21));
        assertThat(done.get("2").events())
                .singleElement()
                .satisfies(event -> assertThat(event.sequence()).isEqualTo(3));
    }

    @Test
    void one_refusal_of_several_commands_stores_nothing() {
        deposit("1", ONE);
        assertThatExceptionOfType(Overdrawn.class)
                .isThrownBy(() -> accounts.decide(Map.of("1", new Withdraw(TEN, "app"), "2", new Deposit(TEN))));
        assertThat(sequence("2")).isZero();

        accounts.decide(Map.of("1", new Withdraw(ONE, "app"), "2", new Deposit(ONE)));
        assertThat(accounts.state("2")).isEqualTo(ONE);
        assertThat(accounts.state("1")).isEqualTo(ZERO);
    }

    @Test
    void a_stream_that_is_read_and_not_written_is_held_where_it_was_read() {
        deposit("2", ONE);
        List<BigDecimal> seen = new ArrayList<>();

        Map<String, Decision<BigDecimal>> done = accounts.decide(Set.of("1", "2"), states -> {
            seen.add(states.get("2"));
            if (seen.size() == 1) {
                deposit("2", TEN);
            }
            return Map.of("1", List.of(new Deposited(ONE)));
        });

        assertThat(seen).containsExactly(ONE, new BigDecimal(11));
        assertThat(sequence("1")).isEqualTo(1);
        assertThat(done.get("2").sequence()).isEqualTo(2);
        assertThat(done.get("2").state()).isEqualTo(new BigDecimal(11));
        assertThat(done.get("2").events()).isEmpty();
    }

    @Test
    void a_command_that_writes_to_some_of_its_streams_is_answered_as_the_first_time() {
        deposit("2", ONE);
        Attempts once = Attempts.byDefault().command("held");
        accounts.decide(Set.of("1", "2"), states -> Map.of("1", List.of(new Deposited(ONE))), once);
        deposit("2", TEN);

        Map<String, Decision<BigDecimal>> again =
                accounts.decide(Set.of("1", "2"), states -> Map.of("1", List.of(new Deposited(ONE))), once);

        assertThat(sequence("1")).isEqualTo(1);
        assertThat(again.get("1").sequence()).isEqualTo(1);
        assertThat(again.get("2").sequence()).isEqualTo(1);
        assertThat(again.get("2").state()).isEqualTo(ONE);
    }

    @Test
    void an_event_for_a_stream_that_was_not_read_is_refused() {
        assertThatExceptionOfType(InvalidDecisionException.class)
                .isThrownBy(() -> accounts.decide(Set.of("1"), state -> Map.of("9", List.of(new Deposited(ONE)))))
                .withMessageContaining("\"9\"");
        assertThat(memory.getLastPosition()).isZero();
        assertThat(accounts.decide(Set.of("1", "2"), state -> Map.of()).get("1").events())
                .isEmpty();
    }

    @Test
    void each_attempt_appends_in_a_transaction_of_the_applications() {
        deposit("1", TEN);
        List<String> attempts = new ArrayList<>();
        Decisions<AccountCommand, AccountEvent, BigDecimal> stored = accounts.storedIn(append -> {
            attempts.add("begun");
            if (attempts.size() == 1) {
                deposit("1", ONE);
            }
            append.get().forEach((account, decision) -> attempts.add(account + ": " + decision.state()));
        });

        Map<String, Decision<BigDecimal>> done =
                stored.decide(Map.of("1", new Withdraw(TEN, "app"), "2", new Deposit(TEN)));
        stored.decide(null, new Deposit(TEN));

        assertThat(attempts)
                .startsWith("begun", "begun")
                .contains("1: 1", "2: 10")
                .endsWith("begun", ": 10")
                .hasSize(6);
        assertThat(done.get("1").sequence()).isEqualTo(3);
        assertThat(sequence(null)).isEqualTo(1);
    }

    @Test
    void a_race_that_is_lost_at_the_end_of_the_transaction_is_one() {
        ConcurrencyError race = new ConcurrencyError(STREAM, ExpectedSequence.exactly(0), 1);
        List<String> attempts = new ArrayList<>();
        Decisions<AccountCommand, AccountEvent, BigDecimal> rolledBack = accounts.storedIn(append -> {
            append.get();
            memory.clear();
            attempts.add("rolled back");
            throw new IllegalStateException("rolled back", new RuntimeException(race));
        });

        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> rolledBack.decide("1", new Deposit(ONE), Attempts.upTo(3)))
                .isSameAs(race);
        assertThat(attempts).hasSize(3);
    }

    @Test
    void what_fails_beside_the_append_arrives_as_it_is() {
        List<String> attempts = new ArrayList<>();
        IllegalArgumentException failure = new IllegalArgumentException("full");

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> accounts.storedIn(append -> {
                            attempts.add("failed");
                            throw failure;
                        })
                        .decide("1", new Deposit(ONE)))
                .isSameAs(failure);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void a_transaction_that_does_not_append_once_is_refused() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> accounts.storedIn(append -> {}).decide("1", new Deposit(ONE)))
                .withMessageContainingAll("without the append", "identifier \"1\"");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> accounts.storedIn(append -> {
                            append.get();
                            append.get();
                        })
                        .decide("1", new Deposit(ONE)))
                .withMessageContainingAll("twice", "identifier \"1\"");
        assertThat(sequence("1")).isEqualTo(1);
    }

    @Test
    void an_event_outside_the_limits_names_its_place() {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> accounts.decide("1", new Open("\ud800")))
                .withMessageContaining("payload");
    }

    @Test
    void what_is_decided_belongs_to_the_context_unless_its_attempts_say_otherwise() {
        deposit("1", TEN);
        EventContext context =
                EventContext.none().correlation("order").causation("cmd").meta("user", "anna");

        context.run(() -> {
            accounts.decide("1", new Withdraw(ONE, "app"));
            accounts.decide("1", new Deposit(ONE), Attempts.byDefault().causation("own"));
            deposit("1", ONE);
        });
        accounts.decide("1", new Deposit(ONE));

        List<StoredEvent> events = memory.getAllEvents("account", "1");
        assertThat(events).extracting(StoredEvent::correlationId).containsExactly(null, "order", "order", null, null);
        assertThat(events).extracting(StoredEvent::causationId).containsExactly(null, "cmd", "own", null, null);
        assertThat(events.get(1).meta()).isEqualTo(JsonText.parse("{\"schemaVersion\":2,\"user\":\"anna\"}"));
    }

    /** A pause is where an interrupted thread ends. */
    private int attemptsOfAnInterruptedThread(Attempts attempts) {
        Thread.currentThread().interrupt();
        try {
            return attemptsWhileOthersAppend(attempts);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void between_attempts_there_is_a_pause_on_a_server_and_elsewhere_if_it_is_asked_for() {
        Duration second = Duration.ofSeconds(1);
        assertThat(attemptsOfAnInterruptedThread(Attempts.upTo(3))).isEqualTo(3);
        assertThat(attemptsOfAnInterruptedThread(
                        Attempts.upTo(3).pausing(second).correlation("c").causation("d")))
                .isEqualTo(1);
        assertThat(attemptsWhileOthersAppend(Attempts.upTo(3).pausing(Duration.ofNanos(1))))
                .isEqualTo(3);
        NamedRegistry.during(Status.STATUS_NO_TRANSACTION, () -> {
            assertThat(attemptsOfAnInterruptedThread(Attempts.upTo(3))).isEqualTo(1);
            assertThat(attemptsOfAnInterruptedThread(Attempts.upTo(3).pausing(Duration.ZERO)))
                    .isEqualTo(3);
        });
        assertThatIllegalArgumentException().isThrownBy(() -> Attempts.upTo(3).pausing(Duration.ofNanos(-1)));
    }
}
