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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.spi.Append;

/** Completes a batch: a time-ordered id and the present time where they are absent. */
final class IdsAndTimes {

    private IdsAndTimes() {}

    /** @throws InvalidEventException if the batch is not within the limits, or something is missing */
    static Append complete(@Nullable List<NewEvent> events, @Nullable ExpectedSequence expected) {
        return Append.of(events, expected, () -> UlidCreator.getMonotonicUlid().toString());
    }
}
