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
import org.schemeless.eventstore.StoredEvent;

/**
 * What was decided by a rule over several streams.
 *
 * @param state the state after it, as the query finds it: events of the decision that it does not find are not in it.
 *     If the decision is repeated, the state after the last of these events that the query finds, or that of now if it
 *     finds none of them
 * @param events as they were stored, each with its stream, sequence and tags; they have no position yet, or have one if
 *     the decision is repeated. Empty if nothing was decided, and then no event was stored
 * @param repeated whether the command was carried out before ({@link Attempts#command}); then the events are those of
 *     the first time. It is seldom true of the first call, too: where the store has lost the answer of its database,
 *     and has found the command when it asked again
 */
public record BoundaryDecision<S>(S state, List<StoredEvent> events, boolean repeated) {

    public BoundaryDecision {
        events = List.copyOf(events);
    }
}
