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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.schemeless.eventstore.Proxies.proxy;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.EventsAppended;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Reads;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.LostRaceException;

/** When the command is looked for: what happens between the look and the commit is played by the storage here. */
class CommandAppendsTest {

    private static final StreamId STREAM = StreamId.of("domain", "identifier");
    private static final StreamId NAMED = StreamId.of("named");
    private static final Command COMMAND = new Command("scope", "id", "content");

    /** What becomes of an attempt, in the order of the attempts; when there is none left it is stored. */
    private final Deque<Supplier<AppendOutcome>> attempts = new ArrayDeque<>();

    private final List<String> calls = new ArrayList<>();
    private final List<Object> announced = new ArrayList<>();
    private final List<StoredEvent> stream = new ArrayList<>();
    private final EventStorage storage = proxy(EventStorage.class, this::answer);
    private KeptCommand kept;
    private boolean isInTransaction;
    private Append current;

    private final CommandAppends appends = appends();

    @SuppressWarnings("unchecked")
    private CommandAppends appends() {
        CallerTransaction caller = new CallerTransaction() {
            @Override
            public boolean isActive() {
                return isInTransaction;
            }

            @Override
            public void afterCommit(Runnable action) {
                action.run();
            }

            @Override
            public boolean afterEnd(Runnable action) {
                return true;
            }
        };
        FailureTranslation failures = Made.by(FailureTranslation.class, storage);
        Retries retries = new Retries() {
            @Override
            public Duration budget() {
                return Duration.ofMinutes(1);
            }
        };
        CommitNotices notices = new CommitNotices(
                caller, proxy((Class<Event<EventsAppended>>) (Class<?>) Event.class, (proxy, method, arguments) -> {
                    announced.add(arguments[0]);
                    return null;
                }));
        Appends others = new Appends(
                storage,
                caller,
                new OwnTransaction(),
                failures,
                notices,
                retries,
                new StreamLocks(),
                new GroupCommits(),
                new OpenTransactionStreams());
        return new CommandAppends(
                storage, caller, failures, notices, retries, Made.by(Reads.class, caller, failures, retries), others);
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "exclusively" -> ((Supplier<?>) arguments[0]).get();
            case "translate" -> arguments[0];
            case "findCommand" -> {
                calls.add("find");
                yield Optional.ofNullable(kept);
            }
            case "readStream" -> page((long) arguments[1], (int) arguments[2]);
            case "append" -> List.of(appended(((AppendGroup) arguments[0]).single(), (AppendScope) arguments[1]));
            default -> throw new AssertionError(method.getName());
        };
    }

    private EventPage page(long after, int limit) {
        calls.add("read");
        return new EventPage(stream.stream().skip(after).limit(limit).toList(), stream.size());
    }

    private AppendOutcome appended(Append append, AppendScope scope) {
        if (scope == AppendScope.WITHOUT_TRANSACTION) {
            return new AppendOutcome.NeedsTransaction();
        }
        calls.add(scope == AppendScope.OWN_TRANSACTION ? "append" : "joined");
        current = append;
        return attempts.isEmpty() ? stored(append) : attempts.poll().get();
    }

    /** The batch is in, and its command. */
    private AppendOutcome stored(Append append) {
        Map<StreamId, Long> before = Map.of(STREAM, (long) stream.size(), NAMED, 9L);
        List<StoredEvent> sequenced = append.sequenced(before);
        stream.addAll(sequenced);
        kept = KeptCommand.of(append, sequenced, before);
        return new AppendOutcome.Stored(AppendResult.stored(sequenced));
    }

    /** Another one carries out the command. */
    private void other(String content) {
        Append append = Append.of(List.of(event(null)), ExpectedSequence.any(), () -> "other")
                .keeping(new Command(COMMAND.scope(), COMMAND.id(), content));
        stored(append);
    }

    private static NewEvent event(String id) {
        return NewEvent.in(STREAM, "type").id(id).payload(1).build();
    }

    private CommandResult store(NewEvent... events) {
        return appends.store(List.of(events), ExpectedSequence.any(), COMMAND);
    }

    private static void assertOther(CommandResult result) {
        assertThat(result.replayed()).isTrue();
        assertThat(result.events()).extracting(AppendedEvent::id).containsExactly("other");
        assertThat(result.sequences()).isEqualTo(Map.of(STREAM, 1L));
    }

    @Test
    void a_new_command_is_looked_for_once() {
        CommandResult result = store(event("1"), event("2"));

        assertThat(calls).containsExactly("find", "append");
        assertThat(result.replayed()).isFalse();
        assertThat(result.sequences()).isEqualTo(Map.of(STREAM, 2L));
        assertThat(announced).hasSize(1);
    }

    @Test
    void a_known_command_is_answered_from_the_stream() {
        other("content");

        assertOther(store(event("1")));

        assertThat(calls).containsExactly("find", "read");
        assertThat(announced).isEmpty();
    }

    @Test
    void after_a_lost_race_the_command_is_looked_for_again() {
        attempts.add(() -> {
            other("content");
            throw new LostRaceException(new IllegalStateException());
        });

        assertOther(store(event("1")));

        assertThat(calls).containsExactly("find", "append", "find", "read");
        assertThat(announced).isEmpty();
    }

    @Test
    void after_a_conflict_the_command_is_looked_for_again() {
        attempts.add(() -> {
            other("content");
            return new AppendOutcome.Refused(new ConcurrencyError(STREAM, ExpectedSequence.noStream(), 1));
        });

        assertOther(store(event("1")));
    }

    @Test
    void after_a_duplicate_the_command_is_looked_for_again() {
        attempts.add(() -> {
            other("content");
            return new AppendOutcome.Refused(new DuplicateEventException("1", "another payload"));
        });

        assertOther(store(event("1")));
    }

    @Test
    void a_conflict_with_others_is_one() {
        ConcurrencyError conflict = new ConcurrencyError(STREAM, ExpectedSequence.noStream(), 1);
        attempts.add(() -> new AppendOutcome.Refused(conflict));

        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> store(event("1")))
                .isSameAs(conflict);
        assertThat(calls).containsExactly("find", "append", "find");
    }

    @Test
    void other_content_that_came_meanwhile_is_refused() {
        attempts.add(() -> {
            other("other content");
            throw new LostRaceException(new IllegalStateException());
        });

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store(event("1")))
                .withMessageStartingWith("command");
    }

    @Test
    void what_an_attempt_has_stored_whose_answer_was_lost_is_no_replay() {
        attempts.add(() -> {
            stored(current);
            throw new EventStoreUnavailableException("cut off", null);
        });

        CommandResult result = store(event(null));

        assertThat(result.replayed()).isFalse();
        assertThat(result.sequences()).isEqualTo(Map.of(STREAM, 1L));
        assertThat(announced).hasSize(1);
        assertThat(stream).hasSize(1);
    }

    @Test
    void with_ids_of_the_callers_it_is_not_known_who_has_stored_it() {
        attempts.add(() -> {
            stored(current);
            throw new EventStoreUnavailableException("cut off", null);
        });

        assertThat(store(event("1")).replayed()).isTrue();
        assertThat(stream).hasSize(1);
    }

    @Test
    void in_the_callers_transaction_there_is_one_attempt() {
        isInTransaction = true;
        attempts.add(() -> {
            other("content");
            return new AppendOutcome.Refused(new ConcurrencyError(STREAM, ExpectedSequence.noStream(), 1));
        });

        assertThatExceptionOfType(ConcurrencyError.class).isThrownBy(() -> store(event("1")));

        assertThat(calls).containsExactly("find", "joined");
    }

    @Test
    void where_a_stream_is_that_is_only_named_is_asked_for_only_if_it_is_not_known() {
        CommandResult exact = appends.store(
                List.of(event("1")), ExpectedSequence.perStream(Map.of(NAMED, ExpectedSequence.exactly(9))), COMMAND);
        assertThat(exact.sequences()).isEqualTo(Map.of(STREAM, 1L, NAMED, 9L));
        assertThat(calls).containsExactly("find", "append");

        kept = null;
        CommandResult existing = appends.store(
                List.of(event("2")),
                ExpectedSequence.perStream(Map.of(NAMED, ExpectedSequence.streamExists())),
                COMMAND);
        assertThat(existing.sequences()).isEqualTo(Map.of(STREAM, 2L, NAMED, 9L));
        assertThat(calls).endsWith("find", "append", "find");
    }

    @Test
    void nothing_is_announced_of_a_command_alone() {
        assertThat(store()).isEqualTo(new CommandResult(List.of(), Map.of(), false));
        assertThat(announced).isEmpty();
    }

    @Test
    void events_that_are_gone_are_an_error_that_names_the_command() {
        other("content");
        stream.clear();

        assertThatIllegalStateException()
                .isThrownBy(() -> appends.find(COMMAND))
                .withMessageContaining("command \"id\" of scope \"scope\"")
                .withMessageContaining("up to sequence 1");
    }

    @Test
    void in_the_callers_transaction_an_id_that_the_command_has_taken_meanwhile_may_pass() {
        isInTransaction = true;
        DuplicateEventException taken = new DuplicateEventException("1", "another payload");
        attempts.add(() -> {
            other("content");
            return new AppendOutcome.Refused(taken);
        });

        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(() -> store(event("1")))
                .withMessageContaining("has carried out the command meanwhile")
                .withCause(taken);

        assertThat(calls).containsExactly("find", "joined", "find", "read");
    }

    @Test
    void in_the_callers_transaction_an_id_that_others_have_is_a_duplicate() {
        isInTransaction = true;
        DuplicateEventException taken = new DuplicateEventException("1", "another payload");
        attempts.add(() -> new AppendOutcome.Refused(taken));

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store(event("1")))
                .isSameAs(taken);
    }
}
