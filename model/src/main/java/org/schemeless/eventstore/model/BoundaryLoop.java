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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;

/**
 * One decision on what a query finds: read, decide, append; and again, from the beginning, after a lost race. A command
 * that was carried out before is looked up first, each time; and once more if its decision is refused, since the state
 * may have its own events by then.
 */
final class BoundaryLoop<E, S> {

    private final EventStore store;
    private final Fold<E, S> fold;
    private final String name;
    private final EventQuery query;
    private final Attempts attempts;
    private final @Nullable Command command;

    /** @param name of the decider, for errors */
    BoundaryLoop(
            EventStore store,
            Fold<E, S> fold,
            String name,
            EventQuery query,
            Attempts attempts,
            @Nullable Command command) {
        this.store = store;
        this.fold = fold;
        this.name = name;
        this.query = query;
        this.attempts = attempts;
        this.command = command;
    }

    /** What was decided, ready to append, and the state after it. */
    private record Decided<S>(List<NewEvent> events, S state) {}

    BoundaryDecision<S> decide(Function<S, ? extends @Nullable List<? extends TaggedEvent<? extends E>>> rule) {
        int allowed = attempts.allowed(CallerTransaction.isActive());
        for (int attempt = 1; ; attempt++) {
            Optional<BoundaryDecision<S>> before = carriedOut();
            if (before.isPresent()) {
                return before.get();
            }
            Boundary seen = store.readBoundary(query);
            S state = fold.after(fold.initialState(), seen.events());
            Decided<S> decided;
            try {
                decided = checked(rule.apply(state), state);
            } catch (RuntimeException e) {
                return carriedOut().orElseThrow(() -> e);
            }
            try {
                return append(decided, seen);
            } catch (ConcurrencyError e) {
                if (attempt == allowed || !attempts.goOn(attempt)) {
                    throw e;
                }
            }
        }
    }

    /** An event that has no place in the fold is not stored: so the state is made first. */
    private Decided<S> checked(@Nullable List<? extends TaggedEvent<? extends E>> decision, S before) {
        if (decision == null) {
            throw invalid("the decision is null", null);
        }
        List<NewEvent> events = new ArrayList<>();
        S state = before;
        for (TaggedEvent<?> tagged : decision) {
            NewEvent event = event(tagged, events.size());
            events.add(event);
            if (query.matches(event)) {
                state = fold.after(state, fold.events().cast(tagged.event()));
            }
        }
        return new Decided<>(events, state);
    }

    private NewEvent event(@Nullable TaggedEvent<?> tagged, int index) {
        if (tagged == null) {
            throw invalid("event " + index + " of the decision is null", null);
        }
        Object event = tagged.event();
        if (!fold.events().isInstance(event)) {
            throw invalid(
                    "event " + index + " of the decision is a "
                            + event.getClass().getName() + ", which is no "
                            + fold.events().getName(),
                    null);
        }
        try {
            NewEvent.Builder builder = fold.types()
                    .newEvent(tagged.stream(), event)
                    .correlationId(attempts.correlationId())
                    .causationId(attempts.causationId());
            tagged.tags().forEach(tag -> builder.tag(tag.name(), tag.value()));
            return IdentifiedCommand.identified(EventContext.current().fill(builder.build()), command, index);
        } catch (InvalidEventException e) {
            throw e.at(index);
        } catch (IllegalArgumentException e) {
            throw invalid("event " + index + " of the decision: " + e.getMessage(), e);
        }
    }

    private InvalidDecisionException invalid(String problem, @Nullable Throwable cause) {
        return new InvalidDecisionException(name + ": " + problem, cause);
    }

    private BoundaryDecision<S> append(Decided<S> decided, Boundary seen) {
        List<NewEvent> batch = decided.events();
        if (command == null) {
            List<StoredEvent> stored = batch.isEmpty()
                    ? List.of()
                    : StoredBatch.of(
                            batch,
                            store.storeEvents(batch, ExpectedSequence.nothingNew(seen))
                                    .events());
            return new BoundaryDecision<>(decided.state(), stored, false);
        }
        CommandResult result = store.storeEvents(batch, ExpectedSequence.nothingNew(seen), command);
        return result.replayed()
                ? repeated(result)
                : new BoundaryDecision<>(decided.state(), StoredBatch.of(batch, result.events()), false);
    }

    /** What was decided when the command was carried out, if it was. */
    private Optional<BoundaryDecision<S>> carriedOut() {
        return command == null ? Optional.empty() : store.findCommand(command).map(this::repeated);
    }

    /** The order of a boundary never changes, so neither does what is found up to one of its events. */
    private BoundaryDecision<S> repeated(CommandResult first) {
        List<StoredEvent> found = store.readBoundary(query).events();
        Map<String, StoredEvent> own = new LinkedHashMap<>();
        first.events().forEach(event -> own.put(event.id(), null));
        int end = found.size();
        for (int i = 0; i < found.size(); i++) {
            StoredEvent event = found.get(i);
            if (own.containsKey(event.id())) {
                own.put(event.id(), event);
                end = i + 1;
            }
        }
        List<StoredEvent> events = own.entrySet().stream()
                .map(event -> event.getValue() == null ? store.getEvent(event.getKey()) : event.getValue())
                .toList();
        return new BoundaryDecision<>(fold.after(fold.initialState(), found.subList(0, end)), events, true);
    }
}
