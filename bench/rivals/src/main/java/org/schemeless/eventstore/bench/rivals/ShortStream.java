/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.util.UUID;
import org.schemeless.eventstore.StreamId;

/** A stream that has ten events in the mean: one more for each decision, and after twenty a new one. For one thread. */
final class ShortStream {

    private static final int LONGEST = 20;

    private StreamId stream = fresh();
    private int decisions;

    private static StreamId fresh() {
        return Work.stream(UUID.randomUUID().toString());
    }

    /** Where the next decision is made. */
    StreamId next() {
        if (decisions++ == LONGEST) {
            stream = fresh();
            decisions = 1;
        }
        return stream;
    }
}
