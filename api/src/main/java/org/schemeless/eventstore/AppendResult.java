/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.List;

/**
 * The answer to an append.
 *
 * @param events one for every event of the batch, in its order
 * @param replayed whether the batch was stored before, by an earlier call with the same event ids; then the events are
 *     those of that call, and nothing was written by this one
 */
public record AppendResult(List<AppendedEvent> events, boolean replayed) implements Serializable {

    public AppendResult {
        events = List.copyOf(events);
    }

    /** The answer to a batch that was stored now. */
    public static AppendResult stored(List<StoredEvent> events) {
        return new AppendResult(events.stream().map(AppendedEvent::of).toList(), false);
    }
}
