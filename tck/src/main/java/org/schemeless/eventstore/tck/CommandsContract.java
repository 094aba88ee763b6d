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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.ExpectedSequence.perStream;
import static org.schemeless.eventstore.ExpectedSequence.streamExists;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.identifiedEvents;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Section 2: a command that an append names is carried out once for ever. */
interface CommandsContract extends StoreFixture {

    /** A command that no other test has. */
    private static Command newCommand() {
        return new Command(newName(), "1", "content");
    }

    private static Command withContent(Command command, String content) {
        return new Command(command.scope(), command.id(), content);
    }

    private CommandResult carryOut(Command command, StreamId stream, int events) {
        return store().storeEvents(events(stream, events), any(), command);
    }

    /** The answer is that of the first time, given again. */
    private static void assertAnsweredAgain(CommandResult answer, CommandResult first) {
        assertThat(answer.replayed()).isTrue();
        assertThat(answer.events()).isEqualTo(first.events());
        assertThat(answer.sequences()).isEqualTo(first.sequences());
        assertThat(answer.sequences().keySet())
                .containsExactlyElementsOf(first.sequences().keySet());
    }

    private void assertKept(Command command, CommandResult first) {
        Optional<CommandResult> kept = store().findCommand(command);
        assertThat(kept).isPresent();
        assertAnsweredAgain(kept.orElseThrow(), first);
    }

    /** It is not known, and would be carried out: the store is seen to keep commands by another one. */
    private void assertNotKept(Command command) {
        assertThat(store().findCommand(command)).isEmpty();
        CommandResult now = carryOut(command, newStream(), 1);
        assertThat(now.replayed()).isFalse();
        assertKept(command, now);
    }

    private static void assertRefused(ThrowingCallable call, Command command) {
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(call)
                .withMessageContaining("command \"" + command.id() + "\"")
                .withMessageContaining(command.scope())
                .withMessageNotContaining("event id")
                .satisfies(error -> assertThat(error.getId()).isEqualTo(command.id()));
    }

    @Test
    default void a_command_is_carried_out_once() {
        StreamId stream = newStream();
        Command command = newCommand();
        List<NewEvent> batch = events(stream, 2);

        CommandResult first = store().storeEvents(batch, noStream(), command);

        List<StoredEvent> stored = assertLength(this, stream, 2);
        assertThat(first.replayed()).isFalse();
        assertThat(first.events())
                .extracting(AppendedEvent::id, AppendedEvent::stream, AppendedEvent::sequence, AppendedEvent::created)
                .containsExactlyElementsOf(stored.stream()
                        .map(event -> tuple(event.id(), event.stream(), event.sequence(), event.created()))
                        .toList());
        assertThat(first.sequences()).isEqualTo(Map.of(stream, 2L));

        assertAnsweredAgain(store().storeEvents(batch, noStream(), command), first);
        assertKept(command, first);
        assertLength(this, stream, 2);
    }

    @Test
    default void a_command_that_was_not_carried_out_is_not_found() {
        Command command = newCommand();
        CommandResult first = carryOut(command, newStream(), 1);

        assertThat(store().findCommand(new Command(command.scope(), "2", "content")))
                .isEmpty();
        assertThat(store().findCommand(new Command(newName(), command.id(), "content")))
                .isEmpty();
        assertKept(command, first);
    }

    @Test
    default void a_repeated_command_is_answered_as_the_first_time_whatever_the_batch_and_the_expectation() {
        StreamId stream = newStream();
        StreamId other = newStream();
        StreamId taken = newStream();
        Command command = newCommand();
        List<NewEvent> known = identifiedEvents(taken, 1);
        store().storeEvents(known);
        store().storeEvents(events(stream, 3));
        CommandResult first = store().storeEvents(events(stream, 2), exactly(3), command);
        store().storeEvents(events(stream, 4));

        assertThat(first.sequences()).isEqualTo(Map.of(stream, 5L));
        assertAnsweredAgain(store().storeEvents(events(stream, 2), exactly(3), command), first);
        assertAnsweredAgain(store().storeEvents(events(other, 7), exactly(99), command), first);
        assertAnsweredAgain(store().storeEvents(List.of(), perStream(Map.of(other, streamExists())), command), first);
        assertAnsweredAgain(
                store().storeEvents(List.of(event(other).id(known.get(0).id()).build()), any(), command), first);
        assertKept(command, first);
        assertLength(this, stream, 9);
        assertEmpty(this, other);
        assertLength(this, taken, 1);
    }

    @Test
    default void the_same_id_with_other_content_is_refused_and_nothing_written() {
        StreamId stream = newStream();
        Command command = newCommand();
        CommandResult first = carryOut(command, stream, 1);
        Command other = withContent(command, "other content");

        assertRefused(() -> carryOut(other, stream, 1), command);
        assertRefused(() -> store().storeEvents(List.of(), any(), other), command);
        assertRefused(() -> store().findCommand(other), command);

        assertLength(this, stream, 1);
        assertKept(command, first);
    }

    @Test
    default void content_is_compared_only_if_both_have_it() {
        Command with = newCommand();
        CommandResult first = carryOut(with, newStream(), 1);
        assertKept(withContent(with, null), first);
        assertKept(withContent(with, ""), first);

        Command without = withContent(newCommand(), null);
        CommandResult second = carryOut(without, newStream(), 1);
        assertKept(withContent(without, "content"), second);
    }

    @Test
    default void an_empty_batch_keeps_the_command_alone() {
        StreamId stream = newStream();
        Command command = newCommand();

        CommandResult first = store().storeEvents(List.of(), any(), command);

        assertThat(first).isEqualTo(new CommandResult(List.of(), Map.of(), false));
        assertAnsweredAgain(store().storeEvents(events(stream, 1), noStream(), command), first);
        assertKept(command, first);
        assertEmpty(this, stream);
    }

    @Test
    default void an_empty_batch_is_kept_only_if_the_streams_that_are_named_are_as_expected() {
        StreamId named = newStream();
        StreamId other = newStream();
        Command command = newCommand();
        store().storeEvents(events(named, 2));

        assertConflict(
                () -> store().storeEvents(List.of(), perStream(Map.of(named, exactly(1))), command),
                named,
                exactly(1),
                2);
        assertThat(store().findCommand(command)).isEmpty();
        CommandResult first =
                store().storeEvents(List.of(), perStream(Map.of(named, exactly(2), other, noStream())), command);

        assertThat(first.events()).isEmpty();
        assertThat(first.replayed()).isFalse();
        assertThat(first.sequences()).isEqualTo(Map.of(named, 2L, other, 0L));
        assertKept(command, first);
    }

    @Test
    default void the_answer_has_all_streams_of_the_batch_and_those_that_are_only_named() {
        StreamId one = newStream();
        StreamId two = StreamId.of(newName());
        StreamId named = newStream();
        StreamId existing = newStream();
        Command command = newCommand();
        store().storeEvents(events(one, 3));
        store().storeEvents(events(named, 1));
        store().storeEvents(events(existing, 4));
        List<NewEvent> batch = List.of(
                event(two).payload("1").build(),
                event(one).payload("2").build(),
                event(one).payload("3").build(),
                event(two).payload("4").build());

        CommandResult first = store().storeEvents(
                        batch,
                        perStream(Map.of(one, exactly(3), named, exactly(1), existing, streamExists())),
                        command);

        assertThat(first.events()).extracting(AppendedEvent::stream).containsExactly(two, one, one, two);
        assertThat(first.events()).extracting(AppendedEvent::sequence).containsExactly(1L, 4L, 5L, 2L);
        assertThat(first.sequences()).isEqualTo(Map.of(two, 2L, one, 5L, named, 1L, existing, 4L));
        assertThat(List.copyOf(first.sequences().keySet()).subList(0, 2)).containsExactly(two, one);
        store().storeEvents(events(one, 2));
        store().storeEvents(events(two, 2));
        store().storeEvents(events(named, 2));
        store().storeEvents(events(existing, 2));
        assertAnsweredAgain(store().storeEvents(batch, any(), command), first);
        assertKept(command, first);
        assertLength(this, one, 7);
        assertLength(this, two, 4);
    }

    @Test
    default void a_large_batch_is_answered_again_whole() {
        StreamId one = newStream();
        StreamId two = newStream();
        Command command = newCommand();
        List<NewEvent> batch = new ArrayList<>(events(one, 200));
        batch.addAll(events(two, 130));
        batch.addAll(events(one, 20));

        CommandResult first = store().storeEvents(batch, noStream(), command);

        assertThat(first.events()).hasSize(350);
        assertThat(first.sequences()).isEqualTo(Map.of(one, 220L, two, 130L));
        assertKept(command, first);
        assertAnsweredAgain(store().storeEvents(batch, noStream(), command), first);
        assertLength(this, one, 220);
    }

    @Test
    default void a_command_that_was_refused_is_not_kept() {
        StreamId stream = newStream();
        Command command = newCommand();
        List<NewEvent> known = identifiedEvents(stream, 1);
        store().storeEvents(known);

        assertConflict(() -> store().storeEvents(events(stream, 1), noStream(), command), stream, noStream(), 1);
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store().storeEvents(
                                List.of(event(newStream()).id(known.get(0).id()).build()), any(), command))
                .withMessageContaining("event id");

        assertNotKept(command);
        assertLength(this, stream, 1);
    }

    @Test
    default void a_batch_that_was_stored_before_is_answered_and_its_command_kept() {
        StreamId stream = newStream();
        Command command = newCommand();
        List<NewEvent> batch = identifiedEvents(stream, 2);
        AppendResult stored = store().storeEvents(batch);
        store().storeEvents(events(stream, 1));

        CommandResult first = store().storeEvents(batch, noStream(), command);

        assertThat(first).isEqualTo(new CommandResult(stored.events(), Map.of(stream, 2L), true));
        assertAnsweredAgain(carryOut(command, stream, 5), first);
        assertKept(command, first);
        assertLength(this, stream, 3);
    }

    @Test
    default void of_many_who_carry_out_one_command_at_the_same_time_one_does_and_all_have_its_answer() {
        for (ExpectedSequence expected : List.of(any(), noStream())) {
            for (int round = 0; round < 5; round++) {
                StreamId stream = newStream();
                Command command = newCommand();

                List<Outcome<CommandResult>> outcomes = Race.of(
                        8, threads(), caller -> store().storeEvents(events(stream, caller % 2 + 1), expected, command));

                assertThat(Race.errors(outcomes)).isEmpty();
                List<CommandResult> answers = Race.values(outcomes);
                List<CommandResult> done =
                        answers.stream().filter(answer -> !answer.replayed()).toList();
                assertThat(done).hasSize(1);
                assertThat(answers)
                        .filteredOn(CommandResult::replayed)
                        .allSatisfy(answer -> assertAnsweredAgain(answer, done.get(0)));
                assertLength(this, stream, done.get(0).events().size());
                assertKept(command, done.get(0));
            }
        }
    }

    @Test
    default void of_many_who_carry_out_one_command_with_equal_event_ids_one_does_and_all_have_its_answer() {
        for (int round = 0; round < 5; round++) {
            StreamId stream = newStream();
            Command command = newCommand();
            String id = newName();

            List<Outcome<CommandResult>> outcomes = Race.of(
                    8,
                    threads(),
                    caller -> store().storeEvents(
                                    List.of(event(stream).id(id).payload(caller).build()), noStream(), command));

            assertThat(Race.errors(outcomes)).isEmpty();
            assertThat(Race.values(outcomes))
                    .extracting(CommandResult::events)
                    .containsOnly(Race.values(outcomes).get(0).events());
            assertLength(this, stream, 1);
        }
    }

    @Test
    default void of_many_who_keep_one_command_alone_at_the_same_time_one_does() {
        Command command = newCommand();

        List<Outcome<CommandResult>> outcomes =
                Race.of(8, threads(), caller -> store().storeEvents(List.of(), any(), command));

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(Race.values(outcomes)).hasSize(8);
        assertThat(Race.values(outcomes))
                .filteredOn(answer -> !answer.replayed())
                .hasSize(1);
        assertKept(command, new CommandResult(List.of(), Map.of(), false));
    }

    @Test
    default void a_command_of_a_transaction_is_kept_once_that_has_committed() {
        StreamId stream = newStream();
        Command command = newCommand();
        List<CommandResult> first = new ArrayList<>();

        inTransaction(() -> {
            first.add(store().storeEvents(events(stream, 2), noStream(), command));
            outsideOfTransactions(() -> assertThat(store().findCommand(command)).isEmpty());
        });

        assertThat(first.get(0).replayed()).isFalse();
        assertThat(first.get(0).sequences()).isEqualTo(Map.of(stream, 2L));
        assertAnsweredAgain(carryOut(command, stream, 1), first.get(0));
        assertKept(command, first.get(0));
        assertLength(this, stream, 2);
    }

    @Test
    default void a_command_of_a_transaction_that_was_rolled_back_is_not_kept() {
        StreamId stream = newStream();
        Command command = newCommand();
        Command alone = newCommand();

        inTransactionRolledBack(() -> {
            carryOut(command, stream, 2);
            store().storeEvents(List.of(), any(), alone);
        });

        assertNotKept(command);
        assertNotKept(alone);
        assertEmpty(this, stream);
    }

    @Test
    default void a_transaction_sees_the_commands_that_it_has_carried_out() {
        StreamId stream = newStream();
        Command command = newCommand();
        Command alone = newCommand();

        inTransaction(() -> {
            assertThat(store().findCommand(command)).isEmpty();
            CommandResult first = carryOut(command, stream, 2);
            assertKept(command, first);
            assertAnsweredAgain(carryOut(command, stream, 3), first);
            outsideOfTransactions(() -> assertThat(store().findCommand(withContent(command, "other content")))
                    .isEmpty());
            CommandResult second = store().storeEvents(List.of(), perStream(Map.of(stream, exactly(2))), alone);
            assertThat(second.sequences()).isEqualTo(Map.of(stream, 2L));
            assertKept(alone, second);
        });

        assertThat(store().findCommand(command)).isPresent();
        assertThat(store().findCommand(alone)).isPresent();
        assertLength(this, stream, 2);
    }

    @Test
    default void a_command_that_was_carried_out_is_answered_in_a_transaction_too() {
        StreamId stream = newStream();
        Command command = newCommand();
        CommandResult first = carryOut(command, stream, 2);

        inTransaction(() -> {
            assertKept(command, first);
            assertAnsweredAgain(carryOut(command, stream, 3), first);
        });
        assertRefused(() -> inTransaction(() -> carryOut(withContent(command, "other"), stream, 1)), command);

        assertLength(this, stream, 2);
    }

    /** What it finds depends on the isolation; it never writes. */
    @Test
    default void a_transaction_that_comes_too_late_is_answered_or_refused_and_writes_nothing() {
        StreamId stream = newStream();
        StreamId other = newStream();
        for (Function<StreamId, List<NewEvent>> batch :
                List.<Function<StreamId, List<NewEvent>>>of(to -> events(to, 1), to -> List.of())) {
            Command command = newCommand();
            List<CommandResult> first = new ArrayList<>();
            List<CommandResult> late = new ArrayList<>();

            Throwable error = catchThrowable(() -> inTransaction(() -> {
                store().getStreamSequence(stream);
                assertThat(store().findCommand(command)).isEmpty();
                outsideOfTransactions(() -> first.add(store().storeEvents(batch.apply(stream), any(), command)));
                late.add(store().storeEvents(batch.apply(other), any(), command));
            }));

            if (error == null) {
                assertAnsweredAgain(late.get(0), first.get(0));
            } else {
                assertRaceLost(error);
            }
            assertKept(command, first.get(0));
            assertEmpty(this, other);
        }
        assertLength(this, stream, 1);
    }

    /** Where the transaction sees the batch, it is answered and its command kept; else the transaction fails. */
    @Test
    default void a_batch_that_was_stored_since_the_transaction_began_is_never_kept_where_it_does_not_stand() {
        StreamId stream = newStream();
        Command command = newCommand();
        List<NewEvent> batch = identifiedEvents(stream, 2);
        List<CommandResult> late = new ArrayList<>();

        Throwable error = catchThrowable(() -> inTransaction(() -> {
            store().getStreamSequence(stream);
            outsideOfTransactions(() -> {
                store().storeEvents(events(stream, 3));
                store().storeEvents(batch);
            });
            late.add(store().storeEvents(batch, any(), command));
        }));

        if (error == null) {
            assertThat(late.get(0).sequences()).isEqualTo(Map.of(stream, 5L));
            assertKept(command, late.get(0));
        } else {
            assertRaceLost(error);
            assertNotKept(command);
        }
        assertLength(this, stream, 5);
    }

    private static void assertRaceLost(Throwable error) {
        assertThat(error)
                .isInstanceOfAny(ConcurrencyError.class, EventStoreUnavailableException.class, NotCommitted.class);
    }

    @Test
    default void of_transactions_that_carry_out_one_command_at_the_same_time_one_does() {
        for (int round = 0; round < 3; round++) {
            StreamId stream = newStream();
            Command command = newCommand();

            List<Outcome<CommandResult>> outcomes = Race.of(4, threads(), caller -> {
                Throwable error = catchThrowable(
                        () -> inTransaction(() -> store().storeEvents(events(stream, 1), noStream(), command)));
                if (error != null) {
                    assertRaceLost(error);
                }
                return store().storeEvents(events(stream, 1), noStream(), command);
            });

            assertThat(Race.errors(outcomes)).isEmpty();
            assertLength(this, stream, 1);
            CommandResult kept = store().findCommand(command).orElseThrow();
            assertThat(Race.values(outcomes)).allSatisfy(answer -> {
                assertThat(answer.events()).isEqualTo(kept.events());
                assertThat(answer.sequences()).isEqualTo(Map.of(stream, 1L));
            });
        }
    }

    @Test
    default void scope_id_and_content_have_up_to_64_characters() {
        for (String character : LimitsContract.CHARACTERS) {
            String longest = newName() + character.repeat(64 - newName().length());
            assertThat(longest.codePointCount(0, longest.length())).isEqualTo(64);
            Command command = new Command(longest, longest, longest);
            CommandResult first = carryOut(command, newStream(), 1);
            assertKept(command, first);
            assertRefused(() -> store().findCommand(withContent(command, "x" + longest.substring(1))), command);

            String tooLong = longest + "x";
            assertInvalid(() -> new Command(tooLong, "1", null), "command.scope");
            assertInvalid(() -> new Command("1", tooLong, null), "command.id");
            assertInvalid(() -> new Command("1", "1", tooLong), "command.content");
        }
        for (String wrong : new String[] {null, "", " ", "a ", "a\n", "\uD83D"}) {
            assertInvalid(() -> new Command(wrong, "1", null), "command.scope");
            assertInvalid(() -> new Command("1", wrong, null), "command.id");
        }
        assertInvalid(() -> store().storeEvents(List.of(), any(), null), "command");
        assertInvalid(() -> store().findCommand(null), "command");
        assertInvalid(() -> store().storeEvents(null, any(), newCommand()), "events");
    }

    private static void assertInvalid(ThrowingCallable call, String field) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(InvalidEventException.class)
                .satisfies(error ->
                        assertThat(((InvalidEventException) error).getField()).isEqualTo(field));
    }

    @Test
    default void commands_whose_names_differ_in_anything_are_different() {
        String name = newName();
        List<String> names = List.of(name + "a", name + "A", name + "á", name + "a\u0301", name + "a::b", name + "a#b");
        List<Command> commands = names.stream()
                .flatMap(one -> IntStream.range(0, 2)
                        .mapToObj(i -> i == 0 ? new Command(one, name, null) : new Command(name, one, null)))
                .toList();

        List<CommandResult> answers = commands.stream()
                .map(command -> carryOut(command, newStream(), 1))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.replayed()).isFalse());
        for (int i = 0; i < commands.size(); i++) {
            assertKept(commands.get(i), answers.get(i));
        }
    }
}
