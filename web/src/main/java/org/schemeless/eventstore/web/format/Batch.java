/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.util.List;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;

/** What the body of an append says. */
public record Batch(List<NewEvent> events, ExpectedSequence expected) {

    public Batch {
        events = List.copyOf(events);
    }

    static Batch of(List<NewEvent> events) {
        return new Batch(events, ExpectedSequence.any());
    }
}
