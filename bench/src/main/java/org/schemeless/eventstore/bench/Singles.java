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
import java.sql.SQLException;
import java.util.Map;

/**
 * What has no rival: figures of the store alone, on MySQL.
 *
 * @param log how many events of the log are read
 */
record Singles(Server server, MySql database, Rounds rounds, int log) {

    private static final int WRITERS = 16;

    /** 100 events of 340,000 bytes are a batch of 34 MB. */
    private static final int LARGE_EVENTS = 100;

    private static final int LARGE = 340_000;

    /** What reading may take, whatever the length of the log. */
    private static final long FLAT = 64 << 20;

    Table measured() throws IOException, InterruptedException, SQLException {
        Table table = new Table("what", "figure", "target");
        table.row(
                "start-up of server and store, tables made, to the first answer",
                Text.of(server.startUp().toMillis() / 1e3) + " s",
                "stated");
        table.row(
                "an event in MySQL's files, indexes included", Text.of(database.bytesPerEvent()) + " bytes", "stated");
        lag(table);
        heap(table);
        return table;
    }

    private void lag(Table table) throws IOException, InterruptedException {
        Answer lag = server.ask("lag", Work.append(WRITERS, 1).by(Comparison.STORE, rounds.millis() * rounds.count()));
        table.row(
                "from an append's answer to its position, 16 writers: median",
                Text.millis(lag.number("p50")),
                Text.verdict(lag.number("p50") <= 50_000, "≤ 50 ms"));
        table.row(
                "… of 99 of 100",
                Text.millis(lag.number("p99")),
                Text.verdict(lag.number("p99") <= 500_000, "≤ 500 ms"));
    }

    /** Reads come first: what is left of a large batch, and collected later, would hide what they take. */
    private void heap(Table table) throws IOException, InterruptedException {
        long read =
                server.ask("heap", Work.readLog(log).by(Comparison.STORE, 0)).number("bytes");
        flat(table, "heap for " + Text.of(log) + " of the log", read);
        Answer export = server.ask("heap-of-export", Map.of());
        flat(
                table,
                "heap for all " + Text.of(export.number("events"))
                        + " of the log as lines over HTTP, their client included",
                export.number("bytes"));
        long batch = server.ask("heap-of-batch", Map.of("size", LARGE_EVENTS, "bytes", LARGE))
                .number("bytes");
        double ratio = (double) batch / LARGE_EVENTS / LARGE;
        table.row(
                "heap for a batch of 34 MB, itself included",
                Text.mebibytes(batch) + ", " + Text.of(ratio) + " × the batch",
                Text.verdict(ratio <= 4, "≤ 4 ×"));
    }

    private static void flat(Table table, String what, long bytes) {
        table.row(what, Text.mebibytes(bytes), Text.verdict(bytes <= FLAT, "≤ 64 MiB"));
    }
}
