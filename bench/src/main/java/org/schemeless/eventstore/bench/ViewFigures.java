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
import java.util.Map;

/**
 * What has no rival of views: what a build needs of the heap, and how soon a view has what was appended.
 *
 * @param keeper the server that keeps views
 * @param other one on the same database that keeps none
 * @param log how many events the log has
 */
record ViewFigures(Server keeper, Server other, Rounds rounds, int log) {

    /** What a build may take of the heap, whatever the length of the log. */
    private static final long FLAT = 64 << 20;

    Table measured() throws IOException, InterruptedException {
        Table table = new Table("what", "figure", "target");
        long heap = keeper.ask("heap", Work.catchUp().by(Comparisons.VIEW, 0)).number("bytes");
        table.row(
                "heap for a view of " + Text.of(log) + " events",
                Text.mebibytes(heap),
                Text.verdict(heap <= FLAT, "≤ 64 MiB"));
        String answer = "from an append's answer to ";
        percentiles(table, answer + "the view of the same node that has it, 1 writer", fresh(keeper));
        percentiles(table, answer + "the view of another node that has it, 1 writer", fresh(other));
        Answer lag = keeper.ask("lag", Work.append(1, 1).by(Comparison.STORE, rounds.millis() * rounds.count()));
        percentiles(table, answer + "its position, 1 writer", lag);
        return table;
    }

    private static Answer fresh(Server server) throws IOException, InterruptedException {
        return server.ask("freshness", Map.of("view", "one"));
    }

    private static void percentiles(Table table, String what, Answer lag) {
        table.row(what + ": median", Text.millis(lag.number("p50")), "stated");
        table.row("… of 99 of 100", Text.millis(lag.number("p99")), "stated");
    }
}
