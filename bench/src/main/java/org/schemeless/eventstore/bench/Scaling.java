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
import java.util.List;

/**
 * Whether a call gets dearer with the size of something: the sizes take turns.
 *
 * @param size what has it, for the table
 * @param call what is done, for the table
 * @param sizes the first is the one that the others are beside
 * @param most that a call may cost, beside the first size
 */
record Scaling(String size, String call, List<Integer> sizes, double most) {

    /** @param turn makes calls at the size that it is given the number of */
    Table measured(Rounds rounds, Rounds.Turn turn) throws IOException, InterruptedException {
        List<Round> done = rounds.of(sizes.stream().map(String::valueOf).toList(), turn);
        String first = String.valueOf(sizes.get(0));
        Table table = new Table(size, call + ", µs", "beside the first", "target");
        for (int each : sizes) {
            String name = String.valueOf(each);
            double ratio = Median.of(done, round -> round.cost(name, first));
            double micros = Median.of(done, round -> round.of(name).microsPerCall());
            table.row(each, Math.round(micros), ratio, Text.verdict(ratio <= most, "≤ " + most));
        }
        return table;
    }
}
