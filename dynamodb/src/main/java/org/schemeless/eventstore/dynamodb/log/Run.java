/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import org.schemeless.eventstore.StreamId;

/** Consecutive events of a stream that follow each other in the log too. */
public record Run(StreamId stream, long first, long count) {

    long last() {
        return first + count - 1;
    }

    /** The first so many of it. */
    public Run start(long many) {
        return new Run(stream, first, many);
    }

    /** What is left without the first so many. */
    Run without(long many) {
        return new Run(stream, first + many, count - many);
    }
}
