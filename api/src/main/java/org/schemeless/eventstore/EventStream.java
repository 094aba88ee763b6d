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
 * A whole stream as it was at one moment, for a decision that rests on it.
 *
 * @param stream its name, also if it has no event
 * @param events all of them, sequence ascending from 1
 */
public record EventStream(StreamId stream, List<StoredEvent> events) implements Serializable {

    public EventStream {
        events = List.copyOf(events);
    }

    /** The sequence of the last event given, 0 if there is none: what an append that rests on these events expects. */
    public long sequence() {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).sequence();
    }
}
