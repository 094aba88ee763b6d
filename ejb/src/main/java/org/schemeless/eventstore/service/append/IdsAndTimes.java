/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.spi.Append;

/** Completes a batch: a time-ordered id and the present time where they are absent. */
final class IdsAndTimes {

    private IdsAndTimes() {}

    /** @throws InvalidEventException if the batch is not within the limits */
    static Append complete(@Nullable List<NewEvent> events, @Nullable ExpectedSequence expected) {
        if (events == null) {
            throw new InvalidEventException("events", "is missing", "0 to " + Limits.BATCH + " events");
        }
        if (expected == null) {
            throw new InvalidEventException("expectedSequence", "is missing", "ExpectedSequence.any() for no check");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Set<String> given = new HashSet<>();
        List<NewEvent> complete = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            if (event == null) {
                throw new InvalidEventException("event", "is missing", "an event").at(i);
            }
            if (event.id() != null) {
                given.add(event.id());
            }
            complete.add(event.stamped(UlidCreator.getMonotonicUlid().toString(), now));
        }
        return new Append(complete, expected, given);
    }
}
