/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.bench.Comparison.Target;

/** What is compared on MySQL, and what is to be reached. */
final class Comparisons {

    static final String LONG_STREAM = "long-stream";
    static final int LENGTH = 10_000;

    private Comparisons() {}

    static List<Comparison> onMySql() {
        return List.of(
                Comparison.of(
                        "one-by-one",
                        "one event a transaction, 1 client",
                        Map.of("what", "append"),
                        new Target("jdbc", "JDBC: insert, commit", 0.9),
                        new Target("axon", "Axon", 1.5)),
                Comparison.of(
                        "batch-100",
                        "batches of 100, 1 client",
                        Map.of("what", "append", "size", 100),
                        new Target("jdbc", "JDBC: multi-row insert", 0.8),
                        new Target("axon", "Axon", 3)),
                Comparison.of(
                        "batch-1000",
                        "batches of 1,000, 1 client",
                        Map.of("what", "append", "size", 1000),
                        new Target("jdbc", "JDBC: multi-row insert", 0.8)),
                Comparison.of(
                        "eight-streams",
                        "8 clients on 8 streams",
                        Map.of("what", "append", "clients", 8),
                        new Target("jdbc", "JDBC: insert, commit", 0.9)),
                Comparison.of(
                        "one-stream",
                        "8 clients on one stream, unconditional",
                        Map.of("what", "append-anywhere", "clients", 8),
                        new Target("jdbc", "JDBC: SELECT MAX, insert, again on 1062", 3)),
                Comparison.of(
                        "one-stream-expecting",
                        "8 clients on one stream, conditional, again on conflict",
                        Map.of("what", "append-expecting", "clients", 8),
                        new Target("jdbc", "JDBC: SELECT MAX, insert, again on 1062", 1)),
                Comparison.of(
                        "read-stream",
                        "read a stream of 10,000",
                        Map.of("what", "read", "stream", LONG_STREAM, "length", LENGTH),
                        new Target("jdbc", "JDBC: one result set", 0.7),
                        new Target("axon", "Axon", 1.5)),
                Comparison.of(
                        "read-log",
                        "read 100,000 of the log",
                        Map.of("what", "read-log", "size", 100_000),
                        new Target("jdbc", "JDBC: one result set", 0.7)));
    }
}
