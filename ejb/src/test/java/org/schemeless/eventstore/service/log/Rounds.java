/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.spi.EventStorage;

/** A round of the sequencer, for tests of other rooms. */
public final class Rounds {

    private Rounds() {}

    public static void one(
            EventStorage storage,
            CallerTransaction caller,
            OwnTransaction own,
            FailureTranslation failures,
            Retries retries) {
        new PositionAssignment(storage, caller, own, failures, retries).round();
    }
}
