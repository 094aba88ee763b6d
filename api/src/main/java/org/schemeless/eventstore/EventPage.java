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
 * A part of a stream.
 *
 * @param events consecutive, sequence ascending
 * @param sequence the last sequence of the whole stream, 0 if it has no event
 */
public record EventPage(List<StoredEvent> events, long sequence) implements Serializable {

    public EventPage {
        events = List.copyOf(events);
    }

    /** Whether the stream goes on after this page; then the next one starts after the last sequence of this one. */
    public boolean hasMore() {
        return !events.isEmpty() && events.get(events.size() - 1).sequence() < sequence;
    }
}
