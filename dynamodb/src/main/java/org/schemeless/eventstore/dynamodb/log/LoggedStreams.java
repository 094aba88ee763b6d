/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.StreamId;

/**
 * Remembers of some streams how far they are in the log, the least recently asked for are forgotten. What it says stays
 * true whatever other nodes do: an event that is in the log stays there.
 */
final class LoggedStreams {

    private static final int MOST = 10_000;

    private final Map<StreamId, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Long> eldest) {
            return size() > MOST;
        }
    };

    /** Whether this event is known to be in the log. */
    boolean contains(StreamId stream, long sequence) {
        return last.getOrDefault(stream, 0L) >= sequence;
    }

    void add(List<Run> runs) {
        runs.forEach(run -> last.merge(run.stream(), run.last(), Math::max));
    }
}
