/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How fast the log on DynamoDB numbers what one writer of batches has appended, beside the appending itself. */
record Numbering(Server server, Rounds rounds) {

    /** The name of what is measured here. */
    static final String NAME = "numbering";

    private static final int BATCH = 1_000;
    private static final String APPENDING = "appending";

    /** @param distance of DynamoDB, in milliseconds there and back */
    Outcome measured(int distance) throws IOException, InterruptedException {
        List<Round> done = new ArrayList<>();
        for (int i = 0; i < rounds.warmUp() + rounds.count(); i++) {
            Answer took = server.ask(NAME, Map.of("size", BATCH));
            done.add(new Round(
                    Map.of(Comparison.STORE, batchIn(took.number(NAME)), APPENDING, batchIn(took.number(APPENDING)))));
        }
        Comparison.Target target = new Comparison.Target(APPENDING, "itself appending them as a batch", 1);
        Comparison comparison = Comparison.of(
                NAME,
                "number 1,000 events of one writer on DynamoDB Local, " + distance + " ms away",
                Work.append(1, BATCH),
                target);
        return new Outcome(comparison, target, done.subList(rounds.warmUp(), done.size()));
    }

    private static Answer batchIn(long nanos) {
        return new Answer(Map.of("events", (long) BATCH, "nanos", nanos, "calls", 1L, "tries", 1L));
    }
}
