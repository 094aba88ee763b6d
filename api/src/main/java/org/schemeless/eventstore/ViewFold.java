/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Folds events into a view: a read model that the store keeps itself, a state for each key. A CDI bean of the
 * application; the module {@code eventstore-model} makes one of each of its projections. It is pure: it may be given
 * any event again, for another build of the view, and what acts on the world is a {@link Subscription} instead.
 *
 * <p>Each version of a view is built from the first event of the log on, beside the version that is read, and takes its
 * place by one commit when it has come as far. A node builds the versions whose class it has.
 *
 * @param <S> the state of a key
 */
public interface ViewFold<S> {

    /** The name of the view, unique in the application but for its versions; 1 to {@value Limits#VIEW} characters. */
    String view();

    /** From 1: another one builds the view anew. */
    int version();

    /** How many threads, at most, work at it side by side, over all nodes, each at keys of its own; 1 to 32. */
    default int segments() {
        return 1;
    }

    /** How many events of the log are read for a batch, 1 to 1,000; after a failure it is one for a while. */
    default int batchSize() {
        return 500;
    }

    /** The domains whose events are wanted; empty for all. */
    default Set<String> domains() {
        return Set.of();
    }

    /** The types of the events that are wanted; empty for all. */
    default Set<String> types() {
        return Set.of();
    }

    /**
     * Whether a build that has come as far as the one that is read takes its place by itself; if not, somebody has to
     * say so ({@link Views#activate}).
     */
    default boolean isActivatedWhenCaughtUp() {
        return true;
    }

    /**
     * What an event does to the states of the keys it touches: of each the state after it, made of the state before it.
     * No state is {@code null}, before as after. None if it touches no key.
     *
     * @return by key, which is 1 to {@value Limits#VIEW_KEY} characters by the rules of names
     */
    Map<String, UnaryOperator<S>> changes(StoredEvent event);

    /** A state that was kept. */
    S read(JsonText state);

    /** A state to be kept, up to 16 MiB of JSON. */
    JsonText write(S state);
}
