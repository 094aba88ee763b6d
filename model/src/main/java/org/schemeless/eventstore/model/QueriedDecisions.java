/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStore;

/** The decisions of a decider whose events are found by queries. */
final class QueriedDecisions<C, E, S> implements BoundaryDecisions<C, E, S> {

    private final EventStore store;
    private final BoundaryDecider<C, E, S> decider;
    private final EventTypes types;

    QueriedDecisions(EventStore store, BoundaryDecider<C, E, S> decider, EventTypes types) {
        this.store = store;
        this.decider = decider;
        this.types = types;
    }

    @Override
    public BoundaryDecision<S> decide(C command, Attempts attempts) {
        return new BoundaryLoop<>(
                        store,
                        Fold.of(decider, command, types),
                        decider.name(),
                        boundary(command),
                        attempts,
                        identified(command, attempts))
                .decide(state -> decider.decide(command, state));
    }

    private @Nullable Command identified(C command, Attempts attempts) {
        String id = attempts.commandId();
        return id == null
                ? null
                : IdentifiedCommand.overStreams(
                        decider.name(), id, IdentifiedCommand.contentOf(Collections.singletonMap("", command), id));
    }

    @Override
    public S state(C command) {
        Fold<E, S> fold = Fold.of(decider, command, types);
        return fold.after(
                fold.initialState(), store.readBoundary(boundary(command)).events());
    }

    /** A misspelt type would find nothing, and the rule would hold nobody back. */
    private EventQuery boundary(C command) {
        EventQuery query = decider.boundary(command);
        if (query == null) {
            throw new InvalidDecisionException("the boundary that " + decider.name() + " gives is null", null);
        }
        if (!decider.skipsUnknownTypes()) {
            query.items().stream().flatMap(item -> item.types().stream()).forEach(this::requireKnown);
        }
        return query;
    }

    private void requireKnown(String type) {
        if (!types.isOf(type, decider.eventClass())) {
            throw new InvalidDecisionException(
                    "the boundary that " + decider.name() + " gives asks for events of type \"" + type
                            + "\", which no class of " + decider.eventClass().getName()
                            + " has: name types by EventTypes.names(classes)",
                    null);
        }
    }
}
