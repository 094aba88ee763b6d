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

/**
 * Whether appends and pages get dearer as the store grows: the same work in a store, and of a stream, of more and more events.
 * The store has to be empty at first.
 */
record Growth(Server server, Rounds rounds) {

    private static final List<Integer> SIZES = List.of(10_000, 100_000);
    private static final int PAGE = 100;

    /** Microseconds a call at one size. */
    private record Cost(double append, double page) {}

    Table measured() throws IOException, InterruptedException {
        Table table = new Table(
                "events in the store and in the stream read",
                "append, µs",
                "page of 100, µs",
                "append beside the first",
                "page beside the first");
        List<Cost> costs = new ArrayList<>();
        for (int size : SIZES) {
            String stream = "growth-" + size;
            server.ask("fill", Map.of("rival", Comparison.STORE, "stream", stream, "length", size));
            Cost cost = new Cost(micros(Work.append(1, 1)), micros(Work.readPages(1, PAGE, stream, size)));
            costs.add(cost);
            table.row(
                    size,
                    Math.round(cost.append()),
                    Math.round(cost.page()),
                    cost.append() / costs.get(0).append(),
                    cost.page() / costs.get(0).page());
        }
        return table;
    }

    private double micros(Work work) throws IOException, InterruptedException {
        Comparison alone = Comparison.of("growth", "growth", work);
        return Median.of(rounds.of(alone, new Contenders(server)).stream()
                .mapToDouble(round -> round.of(Comparison.STORE).microsPerCall())
                .toArray());
    }
}
