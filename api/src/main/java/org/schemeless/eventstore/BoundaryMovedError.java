/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.ejb.ApplicationException;

/**
 * A lost race for a {@link Boundary}: another event that its query finds was committed after it was read. Nothing was
 * written. Read the boundary again, decide again, and append with that.
 *
 * <p>As a {@link ConcurrencyError} it tells of the stream of that event: expected is the sequence before the event,
 * found is the event's own.
 */
@ApplicationException(rollback = true)
public class BoundaryMovedError extends ConcurrencyError {

    private static final long serialVersionUID = 1L;

    private final StoredEvent event;

    /** @param event the first one in the way */
    public BoundaryMovedError(StoredEvent event) {
        super(
                event.stream(),
                ExpectedSequence.exactly(event.sequence() - 1),
                event.sequence(),
                "the boundary has moved: event \"" + event.id() + "\" of type \"" + event.type() + "\", sequence "
                        + event.sequence() + " of the stream (" + event.stream()
                        + "), matches the query and was committed after the boundary was read");
        this.event = event.withheld();
    }

    /**
     * The first event that matches the query and was committed after the boundary was read, without its personal
     * members: who may append may not read.
     */
    public StoredEvent getEvent() {
        return event;
    }
}
