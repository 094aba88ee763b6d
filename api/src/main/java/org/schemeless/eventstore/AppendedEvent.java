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
import java.time.Instant;

/**
 * Where an event of a batch was stored.
 *
 * @param id the given id, or the generated one
 * @param sequence 1, 2, 3 … within the stream, without a gap
 * @param created the given time cut to microseconds, or that of the append
 */
public record AppendedEvent(String id, StreamId stream, long sequence, Instant created) implements Serializable {

    static AppendedEvent of(StoredEvent event) {
        return new AppendedEvent(event.id(), event.stream(), event.sequence(), event.created());
    }
}
