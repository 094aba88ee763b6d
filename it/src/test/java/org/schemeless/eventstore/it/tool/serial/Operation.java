/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.serial;

import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.NewEvent;

/**
 * What one writer has done at once: it has read a boundary, decided by it, and appended, or some of this.
 *
 * @param name for messages
 * @param query what it has asked; null if it has read nothing
 * @param seen the ids of the events that were found
 * @param written what it has sent to be stored, with ids; empty if it wanted nothing
 * @param outcome what it was told
 * @param began before the first request was sent
 * @param ended after the last answer; no time if there was none
 */
public record Operation(
        String name,
        EventQuery query,
        Set<String> seen,
        List<NewEvent> written,
        Outcome outcome,
        long began,
        long ended) {

    /** The end of what has had no answer. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What became of the append. */
    public enum Outcome {
        /** It is stored. */
        STORED,
        /** Nothing of it is stored; or nothing was to be. What was read was read all the same. */
        NOT_STORED,
        /** There was no answer. */
        UNKNOWN
    }

    public Operation {
        seen = Set.copyOf(seen);
        written = List.copyOf(written);
    }

    boolean finds(NewEvent event) {
        return query != null && query.matches(event);
    }

    @Override
    public String toString() {
        return name;
    }
}
