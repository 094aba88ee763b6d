/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Remembers tokens of batches; the oldest are forgotten. */
public final class RecentTokens {

    private static final int MOST = 1_000;

    private final Set<BatchToken> tokens = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchToken, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    public void add(BatchToken token) {
        tokens.add(token);
    }

    public boolean contains(BatchToken token) {
        return tokens.contains(token);
    }
}
