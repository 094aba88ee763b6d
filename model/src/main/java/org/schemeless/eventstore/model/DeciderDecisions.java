/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.StreamId;

/** The decisions of a decider: its fold, in the streams of its domain. */
final class DeciderDecisions<C, E, S> implements Decisions<C, E, S> {

    /** The identifier of the stream that has none. */
    private static final String DOMAINS_OWN = "";

    private final EventStore store;
    private final Decider<C, E, S> decider;
    private final Fold<E, S> fold;
    private final @Nullable AttemptTransaction<S> transaction;

    DeciderDecisions(EventStore store, Decider<C, E, S> decider, Fold<E, S> fold) {
        this(store, decider, fold, null);
    }

    private DeciderDecisions(
            EventStore store, Decider<C, E, S> decider, Fold<E, S> fold, @Nullable AttemptTransaction<S> transaction) {
        this.store = store;
        this.decider = decider;
        this.fold = fold;
        this.transaction = transaction;
    }

    @Override
    public Decisions<C, E, S> storedIn(AttemptTransaction<S> ofTheApplication) {
        return new DeciderDecisions<>(store, decider, fold, Objects.requireNonNull(ofTheApplication, "transaction"));
    }

    @Override
    public Decision<S> decide(@Nullable String identifier, C command, Attempts attempts) {
        String name = identifier == null ? DOMAINS_OWN : identifier;
        return Objects.requireNonNull(
                decide(Collections.singletonMap(name, command), attempts).get(name));
    }

    @Override
    public Map<String, Decision<S>> decide(Map<String, ? extends C> commands, Attempts attempts) {
        Map<String, C> each = new LinkedHashMap<>(commands);
        String id = attempts.commandId();
        return decide(
                each.keySet(),
                id == null ? null : IdentifiedCommand.contentOf(each, id),
                states -> {
                    Map<String, List<? extends E>> decided = new LinkedHashMap<>();
                    each.forEach((identifier, command) -> decided.put(
                            identifier, decider.decide(command, Objects.requireNonNull(states.get(identifier)))));
                    return decided;
                },
                attempts);
    }

    @Override
    public Map<String, Decision<S>> decide(
            Set<String> identifiers,
            Function<Map<String, S>, ? extends Map<String, ? extends List<? extends E>>> rule,
            Attempts attempts) {
        return decide(identifiers, null, rule, attempts);
    }

    private Map<String, Decision<S>> decide(
            Set<String> identifiers,
            @Nullable String content,
            Function<Map<String, S>, ? extends Map<String, ? extends List<? extends E>>> rule,
            Attempts attempts) {
        Map<String, FoldedStream<E, S>> streams = new LinkedHashMap<>();
        identifiers.forEach(identifier -> streams.put(identifier, new FoldedStream<>(fold, store, stream(identifier))));
        return new DecisionLoop<>(store, streams, attempts, command(streams.values(), content, attempts), transaction)
                .decide(rule);
    }

    private @Nullable Command command(
            Collection<FoldedStream<E, S>> streams, @Nullable String content, Attempts attempts) {
        String id = attempts.commandId();
        return id == null
                ? null
                : IdentifiedCommand.of(
                        fold.name(), streams.stream().map(FoldedStream::stream).toList(), id, content);
    }

    @Override
    public S state(@Nullable String identifier) {
        return fold.on(store, stream(identifier)).state();
    }

    private StreamId stream(@Nullable String identifier) {
        return StreamId.of(decider.domain(), identifier);
    }
}
