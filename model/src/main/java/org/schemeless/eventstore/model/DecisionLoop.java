/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * One decision over one or several streams: read, decide, append; and again, from what is new, after a lost race. A
 * command that was carried out before is looked up first, each time; and once more if its decision is refused, since
 * the state may have its own events by then.
 */
final class DecisionLoop<E, S> {

    private final EventStore store;
    private final Map<String, FoldedStream<E, S>> streams;
    private final Attempts attempts;
    private final @Nullable Command command;
    private final @Nullable AttemptTransaction<S> transaction;

    DecisionLoop(
            EventStore store,
            Map<String, FoldedStream<E, S>> streams,
            Attempts attempts,
            @Nullable Command command,
            @Nullable AttemptTransaction<S> transaction) {
        this.store = store;
        this.streams = streams;
        this.attempts = attempts;
        this.command = command;
        this.transaction = transaction;
    }

    Map<String, Decision<S>> decide(
            Function<Map<String, S>, ? extends @Nullable Map<String, ? extends List<? extends E>>> rule) {
        int allowed = attempts.allowed(CallerTransaction.isActive());
        for (int attempt = 1; ; attempt++) {
            Optional<Map<String, Decision<S>>> before = carriedOut();
            if (before.isPresent()) {
                return before.get();
            }
            streams.values().forEach(FoldedStream::readOn);
            Map<String, Decided> decided;
            try {
                decided = checked(rule.apply(states()));
            } catch (RuntimeException e) {
                return carriedOut().orElseThrow(() -> e);
            }
            try {
                return transaction == null ? append(decided) : appendIn(transaction, decided);
            } catch (RuntimeException e) {
                Optional<Map<String, Decision<S>>> meanwhile = carriedOutBeside(e);
                if (meanwhile.isPresent()) {
                    return meanwhile.get();
                }
                ConcurrencyError race = raceOf(e);
                if (attempt == allowed || !attempts.goOn(attempt)) {
                    throw race;
                }
            }
        }
    }

    /** What was decided when the command was carried out, if it was. */
    private Optional<Map<String, Decision<S>>> carriedOut() {
        return command == null ? Optional.empty() : store.findCommand(command).map(this::repeated);
    }

    /**
     * The same after a transaction of the application's that has failed since another one has carried out the command,
     * or may have; or since it is unknown whether it has committed itself. The store's own transactions find out
     * themselves.
     */
    private Optional<Map<String, Decision<S>>> carriedOutBeside(RuntimeException error) {
        return transaction != null
                        && (causeOf(error, ConcurrencyError.class).isPresent()
                                || causeOf(error, CarriedOutMeanwhileException.class)
                                        .isPresent()
                                || causeOf(error, EventStoreUnavailableException.class)
                                        .isPresent())
                ? carriedOut()
                : Optional.empty();
    }

    private Map<String, Decision<S>> repeated(CommandResult first) {
        Map<String, Decision<S>> decisions = new LinkedHashMap<>();
        streams.forEach((identifier, stream) -> decisions.put(identifier, stream.repeated(first)));
        return decisions;
    }

    /** A container may tell of a race that was lost at the commit by an error of its own. */
    private static ConcurrencyError raceOf(RuntimeException error) {
        return causeOf(error, ConcurrencyError.class).orElseThrow(() -> error);
    }

    private static <T> Optional<T> causeOf(RuntimeException error, Class<T> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private Map<String, Decision<S>> appendIn(AttemptTransaction<S> ofTheApplication, Map<String, Decided> decided) {
        Map<String, Decision<S>> decisions = new LinkedHashMap<>();
        ofTheApplication.run(() -> {
            if (CallerTransaction.isMissingOnServer()) {
                throw new IllegalStateException("no transaction has begun for the append of what was decided for "
                        + names(streams.values()) + ": pass a method of the injected bean, as self::store; this::store"
                        + " is a call that the server does not see");
            }
            if (!decisions.isEmpty()) {
                throw new IllegalStateException(
                        "the transaction of the attempt appends twice what was decided for " + names(streams.values()));
            }
            decisions.putAll(append(decided));
            return Collections.unmodifiableMap(decisions);
        });
        if (decisions.isEmpty() && !decided.isEmpty()) {
            throw new IllegalStateException("the transaction of the attempt has ended without the append of what was"
                    + " decided for " + names(streams.values()) + ": it has to call what it is given");
        }
        return decisions;
    }

    private Map<String, S> states() {
        Map<String, S> states = new LinkedHashMap<>();
        streams.forEach((identifier, stream) -> states.put(identifier, stream.state()));
        return states;
    }

    /** The events of a stream, ready to append, and the state after them. */
    private final class Decided {

        private final FoldedStream<E, S> stream;
        private final int before;
        private final List<NewEvent> events = new ArrayList<>();
        private S state;

        /** @param before the events of the batch that come before its own */
        Decided(FoldedStream<E, S> stream, int before) {
            this.stream = stream;
            this.before = before;
            this.state = stream.state();
        }

        /** An event that has no place in the fold is not stored: so the state is made first. */
        void add(@Nullable Object event) {
            Fold<E, S> fold = stream.fold();
            if (event == null) {
                throw invalid("event " + events.size() + " of the decision is null", null);
            }
            if (!fold.events().isInstance(event)) {
                throw invalid(
                        "event " + events.size() + " of the decision is a "
                                + event.getClass().getName() + ", which is no "
                                + fold.events().getName(),
                        null);
            }
            NewEvent decided;
            try {
                decided = IdentifiedCommand.identified(
                        EventContext.current()
                                .fill(fold.types()
                                        .newEvent(stream.stream(), event)
                                        .correlationId(attempts.correlationId())
                                        .causationId(attempts.causationId())
                                        .build()),
                        command,
                        events.size());
            } catch (InvalidEventException e) {
                throw e.at(before + events.size());
            } catch (IllegalArgumentException e) {
                throw invalid("event " + events.size() + " of the decision: " + e.getMessage(), e);
            }
            events.add(decided);
            state = fold.afterDecided(state, decided, fold.events().cast(event));
        }

        private InvalidDecisionException invalid(String problem, @Nullable Throwable cause) {
            return new InvalidDecisionException("stream (" + stream.stream() + "): " + problem, cause);
        }

        Decision<S> stored(List<StoredEvent> all) {
            return new Decision<>(
                    state,
                    stream.sequence() + events.size(),
                    all.stream()
                            .filter(event -> event.stream().equals(stream.stream()))
                            .toList());
        }
    }

    private Map<String, Decided> checked(@Nullable Map<String, ? extends List<? extends E>> rule) {
        if (rule == null) {
            throw new InvalidDecisionException("the decision for " + names(streams.values()) + " is null", null);
        }
        for (String identifier : rule.keySet()) {
            if (!streams.containsKey(identifier)) {
                throw new InvalidDecisionException(
                        "the decision has events for the identifier \"" + identifier
                                + "\", which is not among those it was read for: " + streams.keySet(),
                        null);
            }
        }
        Map<String, Decided> decided = new LinkedHashMap<>();
        streams.forEach((identifier, stream) -> {
            int before = decided.values().stream()
                    .mapToInt(earlier -> earlier.events.size())
                    .sum();
            Decided one = new Decided(stream, before);
            decided.put(identifier, one);
            if (rule.containsKey(identifier)) {
                List<? extends E> events = rule.get(identifier);
                if (events == null) {
                    throw one.invalid("the decision is null", null);
                }
                events.forEach(one::add);
            }
        });
        return decided;
    }

    private Map<String, Decision<S>> append(Map<String, Decided> decided) {
        List<NewEvent> batch = new ArrayList<>();
        Map<StreamId, ExpectedSequence.ForStream> expected = new LinkedHashMap<>();
        for (Decided one : decided.values()) {
            batch.addAll(one.events);
            expected.put(one.stream.stream(), ExpectedSequence.exactly(one.stream.sequence()));
        }
        List<StoredEvent> stored;
        if (command != null) {
            CommandResult result = store.storeEvents(batch, expected(batch, expected), command);
            if (result.replayed() && transaction != null) {
                throw new CarriedOutMeanwhileException(command.id());
            }
            if (result.replayed()) {
                return repeated(result);
            }
            stored = StoredBatch.of(batch, result.events());
        } else {
            stored = batch.isEmpty()
                    ? List.of()
                    : StoredBatch.of(
                            batch,
                            store.storeEvents(batch, expected(batch, expected)).events());
        }
        Map<String, Decision<S>> decisions = new LinkedHashMap<>();
        decided.forEach((identifier, one) -> {
            Decision<S> decision = one.stored(stored);
            one.stream.keep(decision);
            decisions.put(identifier, decision);
        });
        return decisions;
    }

    /** Where nothing is written, each stream has to be named. */
    private static ExpectedSequence expected(List<NewEvent> batch, Map<StreamId, ExpectedSequence.ForStream> expected) {
        return expected.size() == 1 && !batch.isEmpty()
                ? expected.values().iterator().next()
                : ExpectedSequence.perStream(expected);
    }

    private static String names(Iterable<? extends FoldedStream<?, ?>> streams) {
        List<String> names = new ArrayList<>();
        streams.forEach(stream -> names.add("stream (" + stream.stream() + ")"));
        return String.join(", ", names);
    }
}
