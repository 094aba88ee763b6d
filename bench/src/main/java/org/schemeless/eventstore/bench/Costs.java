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

    /**
     * @param title of the call
     * @param path where the servlet answers for it
     * @param what the call
     * @param size its events
     * @param requests on paper
     * @param written units on paper
     * @param read units on paper
     */
    private record Floor(
            String title, String path, String what, int size, long requests, double written, double read) {}

    private static final List<Floor> FLOORS = List.of(
            new Floor("append 1, expecting", "cost", "append", 1, 1, 8, 0),
            new Floor("append 1, unconditional", "cost", "append-anywhere", 1, 2, 8, 1),
            new Floor("append 25, expecting", "cost", "append", 25, 1, 104, 0),
            new Floor("append 100, expecting", "cost", "append", 100, 4, 408, 0),
            new Floor("append 1,000, expecting", "cost", "append", 1000, 40, 4008, 0),
            new Floor("conflict", "cost", "conflict", 1, 1, 0, 0),
            new Floor("read where a stream is", "cost", "sequence", 1, 1, 0, 1),
            new Floor("read a page of 100", "cost", "read-page", 100, 2, 0, 11),
            new Floor("number an append of 1", "cost-of-numbering", "", 1, 8, 6, 5),
            new Floor("number an append of 100", "cost-of-numbering", "", 100, 107, 105, 5));

    Table measured() throws IOException, InterruptedException {
        Table table = new Table("call", "requests", "floor", "write units", "floor", "read units", "floor", "");
        for (Floor floor : FLOORS) {
            Answer cost = server.ask(floor.path(), Map.of("what", floor.what(), "size", floor.size()));
            double written = cost.number("written") / 100.0;
            double read = cost.number("read") / 100.0;
            boolean same =
                    cost.number("requests") == floor.requests() && written == floor.written() && read == floor.read();
            table.row(
                    floor.title(),
                    cost.number("requests"),
                    floor.requests(),
                    written,
                    floor.written(),
                    read,
                    floor.read(),
                    same ? "met" : "differs");
        }
        return table;
    }
}
