/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.StreamId;

/**
 * A fold of one stream. It keeps nothing of what was read: each call reads the stream.
 *
 * @param <E> the events
 * @param <S> the state
 */
public final class StreamFold<E, S> {

    private static final String ONLY = "";

    private final Fold<E, S> fold;
    private final EventStore store;
    private final StreamId stream;

    StreamFold(Fold<E, S> fold, EventStore store, StreamId stream) {
        this.fold = fold;
        this.store = store;
        this.stream = stream;
    }

    /** The state of the stream now. */
    public S state() {
        FoldedStream<E, S> folded = new FoldedStream<>(fold, store, stream);
        folded.readOn();
        return folded.state();
    }

    /** Decides by a function of the state: {@code decide(function, Attempts.byDefault())}. */
    public Decision<S> decide(Function<? super S, ? extends List<? extends E>> function) {
        return decide(function, Attempts.byDefault());
    }

    /**
     * Decides by a function of the state, with all that {@link Decisions} promise. The function may be called several
     * times.
     *
     * @throws IllegalStateException if more than one attempt is asked for in a transaction of the caller's, or a
     *     command has an id and the fold no name; nothing was read
     */
    public Decision<S> decide(Function<? super S, ? extends List<? extends E>> function, Attempts attempts) {
        FoldedStream<E, S> folded = new FoldedStream<>(fold, store, stream);
        String id = attempts.commandId();
        Command command = id == null ? null : IdentifiedCommand.of(fold.name(), Set.of(stream), id, null);
        return Objects.requireNonNull(new DecisionLoop<>(store, Map.of(ONLY, folded), attempts, command, null)
                .decide(states -> {
                    List<? extends E> decided = function.apply(folded.state());
                    return decided == null ? null : Map.of(ONLY, decided);
                })
                .get(ONLY));
    }
}
