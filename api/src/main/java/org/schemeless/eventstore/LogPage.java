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
 * A part of the log.
 *
 * @param events in the order of their positions
 * @param position up to where the log was looked at: the next page begins after it. That of the last event, or a later
 *     one
 * @param hasMore whether something was committed before the call that stands after {@code position}, or will stand
 *     there as soon as it has its position
 */
public record LogPage(List<StoredEvent> events, long position, boolean hasMore) implements Serializable {

    public LogPage {
        events = List.copyOf(events);
    }
}
