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

/** What has no rival: figures of the store alone, on MySQL. */
record Singles(Server server, Rounds rounds) {

    private static final int WRITERS = 16;

    /** Payloads of 210 bytes in the largest batch the store takes are 2 MB; what a batch of 34 MB takes follows. */
    private static final int LARGEST_BATCH = 10_000;

    Table measured() throws IOException, InterruptedException {
        Table table = new Table("what", "figure", "target");
        table.row(
                "start-up of server and store, tables made, to the first answer",
                Text.of(server.startUp().toMillis() / 1e3) + " s",
                "stated");
        lag(table);
        heap(table);
        return table;
    }

    private void lag(Table table) throws IOException, InterruptedException {
        Answer lag = server.ask("lag", Work.append(WRITERS, 1).by(Comparison.STORE, rounds.millis() * rounds.count()));
        table.row(
                "from an append's answer to its position, 16 writers: median",
                Text.millis(lag.number("p50")),
                verdict(lag.number("p50") <= 50_000, "≤ 50 ms"));
        table.row("… of 99 of 100", Text.millis(lag.number("p99")), verdict(lag.number("p99") <= 500_000, "≤ 500 ms"));
    }

    private void heap(Table table) throws IOException, InterruptedException {
        long batch = heap(Work.append(1, LARGEST_BATCH));
        long bytes = LARGEST_BATCH * 210L;
        table.row(
                "heap for a batch of 10,000 events, " + Text.mebibytes(bytes) + " of payload",
                Text.mebibytes(batch) + ", " + Text.of((double) batch / bytes) + " × the payload",
                "stated");
        long log = heap(Work.readLog(Comparisons.LOG));
        table.row("heap for 100,000 of the log", Text.mebibytes(log), verdict(log <= 64 << 20, "≤ 64 MiB"));
    }

    private long heap(Work work) throws IOException, InterruptedException {
        return server.ask("heap", work.by(Comparison.STORE, 0)).number("bytes");
    }

    private static String verdict(boolean reached, String target) {
        return (reached ? "met: " : "missed: ") + target;
    }
}
