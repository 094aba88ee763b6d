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
import org.jspecify.annotations.Nullable;

/**
 * Where the log ended when it was asked.
 *
 * @param position the last one that was given, 0 if there is none
 * @param until a text of the store's own that stands for what was committed before the question, for the next question
 *     to name; absent if all of it had a position
 */
public record LogEnd(long position, @Nullable String until) implements Serializable {

    /** Whether events that were committed before the question had no position yet. */
    public boolean hasMore() {
        return until != null;
    }
}
