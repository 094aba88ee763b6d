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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to an append that names a {@link Command}: what was stored when the command was carried out.
 *
 * @param events one for every event of that batch, in its order; none if there was none
 * @param sequences where each stream was when it was stored, with its events: the streams of the batch and those that
 *     the expectation named, in this order
 * @param replayed whether the command, or its batch without it, was carried out before; then this call has stored no
 *     event
 */
public record CommandResult(List<AppendedEvent> events, Map<StreamId, Long> sequences, boolean replayed)
        implements Serializable {

    public CommandResult {
        events = List.copyOf(events);
        sequences = Collections.unmodifiableMap(new LinkedHashMap<>(sequences));
    }
}
