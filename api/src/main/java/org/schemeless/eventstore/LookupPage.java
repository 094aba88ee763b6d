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
import org.jspecify.annotations.Nullable;

/**
 * A part of the events that share a causation or correlation id: by position, then those that have none yet, in the
 * order they were stored. An event that gets its position between two pages may be on both; none is left out.
 *
 * @param next where the next page starts after, absent if this is the last one; no number to calculate with
 */
public record LookupPage(List<StoredEvent> events, @Nullable Long next) implements Serializable {

    public LookupPage {
        events = List.copyOf(events);
    }
}
