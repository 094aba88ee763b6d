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
import java.util.Map;

/** What calls of the store on DynamoDB take, beside the floor that decisions 10 and 11 work out on paper. */
record Costs(Server server) {

    private static final double UNIT = 100;

    /**
     * @param title of the call
     * @param what the call
     * @param size its events
     * @param requests on paper
     * @param written units on paper
     * @param read units on paper
     * @param numbered units that the sequencer writes for it later, on paper
     */
    private record Floor(
            String title, String what, int size, long requests, double written, double read, double numbered) {}

    private static final List<Floor> FLOORS = List.of(
            new Floor("append 1, expecting", "append", 1, 1, 8, 0, 6),
            new Floor("append 1, unconditional", "append-anywhere", 1, 2, 8, 1, 6),
            new Floor("append 25, expecting", "append", 25, 1, 104, 0, 30),
            new Floor("append 100, expecting", "append", 100, 4, 406, 0, 105),
            new Floor("append 1,000, expecting", "append", 1000, 40, 4006, 0, 1005),
            new Floor("conflict", "conflict", 1, 1, 8, 0, 0),
            new Floor("the same 25 again", "again", 25, 3, 104, 50, 0),
            new Floor("read where a stream is", "sequence", 1, 1, 0, 1, 0),
            new Floor("read a page of 100", "read-page", 100, 2, 0, 10, 0));

    Table measured() throws IOException, InterruptedException {
        Table table = new Table("call", "requests", "write units", "read units", "numbered later, write units");
        for (Floor floor : FLOORS) {
            Answer cost = server.ask("cost", Map.of("what", floor.what(), "size", floor.size()));
            table.row(
                    floor.title(),
                    beside(cost.number("requests"), floor.requests()),
                    beside(cost.number("written") / UNIT, floor.written()),
                    beside(cost.number("read") / UNIT, floor.read()),
                    beside(cost.number("written-by-sequencer") / UNIT, floor.numbered()));
        }
        return table;
    }

    private static String beside(double counted, double floor) {
        return Text.of(Math.round(counted)) + (counted == floor ? " = floor" : ", floor " + Text.of(Math.round(floor)));
    }
}
