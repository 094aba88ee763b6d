/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import java.util.List;

/**
 * What a client learned of its batch.
 *
 * @param sequences those of the events, in the order of the batch; empty unless it was stored
 */
record Answer(Outcome outcome, List<Long> sequences) {

    enum Outcome {
        /** 201: it is stored. */
        STORED,
        /** 200: it had been stored before. */
        STORED_BEFORE,
        /** 412: the stream is elsewhere, nothing of it is stored. */
        REFUSED,
        /** No answer, or 503: nobody knows. */
        IN_DOUBT
    }

    static final Answer REFUSED = new Answer(Outcome.REFUSED, List.of());
    static final Answer IN_DOUBT = new Answer(Outcome.IN_DOUBT, List.of());

    boolean isStored() {
        return outcome == Outcome.STORED || outcome == Outcome.STORED_BEFORE;
    }
}
