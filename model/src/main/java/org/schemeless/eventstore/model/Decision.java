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
 * What was decided in a stream.
 *
 * @param state the state after it
 * @param sequence the sequence of the stream after it: that of its last event
 * @param events as they were stored; they have no position yet, or have one if the decision is repeated. Empty if
 *     nothing was decided, and then no event was stored
 * @param repeated whether the command was carried out before ({@link Attempts#command}); then all else is as it was the
 *     first time. It is seldom true of the first call, too: where the store has lost the answer of its database, and
 *     has found the command when it asked again
 */
public record Decision<S>(S state, long sequence, List<StoredEvent> events, boolean repeated) {

    public Decision {
        events = List.copyOf(events);
    }

    /** One that was made now. */
    public Decision(S state, long sequence, List<StoredEvent> events) {
        this(state, sequence, events, false);
    }
}
