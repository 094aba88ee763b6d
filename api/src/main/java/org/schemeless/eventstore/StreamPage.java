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
 * A part of the list of streams of a domain.
 *
 * @param hasMore whether there are more after these
 */
public record StreamPage(List<Entry> streams, boolean hasMore) implements Serializable {

    public StreamPage {
        streams = List.copyOf(streams);
    }

    /**
     * A stream that is there.
     *
     * @param sequence that of its last event, and so how many it has
     */
    public record Entry(StreamId stream, long sequence) implements Serializable {}
}
