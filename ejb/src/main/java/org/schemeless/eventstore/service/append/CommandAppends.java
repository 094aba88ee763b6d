/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.Reads;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.KeptCommand;

/**
 * Appends that keep a command. It is looked for before each attempt, and after one that was refused: who carried it out
 * meanwhile has moved the stream, and its answer is everybody's. Of the events of an answer only ids and times count,
 * so that the backend's storage gives them, sealed as they are.
 */
@Dependent
public class CommandAppends {

    private final EventStorage storage;
    private final CallerTransaction caller;
    private final FailureTranslation failures;
    private final CommitNotices notices;
    private final Retries retries;
    private final Reads reads;
    private final Appends appends;
    private final FirstAnswers answers;

    @Inject
    CommandAppends(
            EventStorage storage,
            CallerTransaction caller,
            FailureTranslation failures,
            CommitNotices notices,
            Retries retries,
            Reads reads,
            Appends appends) {
        this.storage = storage;
        this.caller = caller;
        this.failures = failures;
        this.notices = notices;
        this.retries = retries;
        this.reads = reads;
        this.appends = appends;
        this.answers = new FirstAnswers(storage);
    }

    public CommandResult store(List<NewEvent> events, ExpectedSequence expected, @Nullable Command command) {
        Command kept = required(command);
        Append append = IdsAndTimes.complete(events, expected).keeping(kept);
        CommandResult result =
                caller.isActive() ? joined(append, kept) : appends.inTurn(append, () -> retried(append, kept));
        if (!result.events().isEmpty()) {
            notices.announced(new AppendResult(result.events(), result.replayed()));
        }
        return result;
    }

    public Optional<CommandResult> find(@Nullable Command command) {
        Command wanted = required(command);
        return reads.ask(() -> answers.to(wanted));
    }

    private static Command required(@Nullable Command command) {
        if (command == null) {
            throw new InvalidEventException(
                    "command", "is missing", "a command of 1 to " + Limits.COMMAND + " characters");
        }
        return command;
    }

    private CommandResult retried(Append append, Command command) {
        return retries.repeat(first -> {
            Optional<CommandResult> before = found(command);
            if (before.isPresent()) {
                return first ? before.get() : own(append, before.get());
            }
            try {
                return result(append, command, appends.attempt(first ? append : append.again()));
            } catch (ConcurrencyError | DuplicateEventException e) {
                return found(command).orElseThrow(() -> e);
            }
        });
    }

    /**
     * In the caller's transaction nothing can be tried again, and a refusal is one. An id that another transaction has
     * taken by carrying out the command is none: events may have ids that are made of their command.
     */
    private CommandResult joined(Append append, Command command) {
        Optional<CommandResult> before = found(command);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return result(append, command, appends.joined(append));
        } catch (DuplicateEventException e) {
            if (found(command).isEmpty()) {
                throw e;
            }
            throw new EventStoreUnavailableException(
                    "another transaction has carried out the command meanwhile; roll back and call again", e);
        }
    }

    private Optional<CommandResult> found(Command command) {
        return failures.translated(() -> answers.to(command));
    }

    /** What an attempt whose answer was lost has stored, known by ids that nobody else has. */
    private static CommandResult own(Append append, CommandResult found) {
        Set<String> ids = found.events().stream().map(AppendedEvent::id).collect(Collectors.toSet());
        return append.claimedIds().isEmpty() && !ids.isEmpty() && ids.equals(append.ids())
                ? new CommandResult(found.events(), found.sequences(), false)
                : found;
    }

    private CommandResult result(Append append, Command command, AppendResult stored) {
        boolean replayed = stored.replayed() && !append.claimedIds().isEmpty();
        return new CommandResult(stored.events(), sequences(append, command, stored, replayed), replayed);
    }

    /** Where a stream is that was only named is known if it was expected just there; else it was kept. */
    private Map<StreamId, Long> sequences(Append append, Command command, AppendResult stored, boolean replayed) {
        Map<StreamId, Long> sequences = new LinkedHashMap<>();
        stored.events().forEach(event -> sequences.put(event.stream(), event.sequence()));
        for (StreamId named : append.expected().named()) {
            if (sequences.containsKey(named)) {
                continue;
            }
            if (replayed || !(append.expected().of(named) instanceof ExpectedSequence.Exactly exactly)) {
                return kept(command).sequences();
            }
            sequences.put(named, exactly.sequence());
        }
        return sequences;
    }

    private KeptCommand kept(Command command) {
        Supplier<Optional<KeptCommand>> question = () -> storage.findCommand(command.scope(), command.id());
        return failures.translated(question)
                .orElseThrow(() -> new IllegalStateException(
                        "the storage has stored an append and not kept its command " + command));
    }
}
