/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.schemeless.eventstore.Measurement;

/** The storage put together. */
record Parts(Heads heads, Events events, Links links, Writer writer, Gathering gathering, Sweep sweep) {

    static Parts of(
            Settings settings,
            Clients clients,
            Executor executor,
            TransactionSynchronizationRegistry transactions,
            Consumer<Measurement> measured) {
        Retries retries = new Retries(settings.budget(), measured);
        Parallel parallel = new Parallel(executor, settings.parallelism());
        EventTable table = new EventTable(clients.dynamoDb(), settings.table().name(), retries, parallel);
        ObjectStore objects = new ObjectStore(clients.s3(), settings.bucket(), retries, measured);

        Heads heads = new Heads(table);
        Events events = new Events(table, heads, objects, parallel, new Settling(settings.budget()));
        Leftovers leftovers = new Leftovers(table, heads, parallel);
        Fences fences = new Fences(table, heads, leftovers, settings.patience());
        Operations operations = new Operations(settings.table().name());
        Chunks chunks = new Chunks(operations, settings.chunkSize());
        Attempts attempts = new Attempts(table, operations, chunks, events, fences, leftovers, parallel);
        Obstacles obstacles = new Obstacles(events, heads, fences, leftovers);
        Offload offload = new Offload(objects, parallel, settings.offloadLimit());
        Writer writer = new Writer(heads, offload, attempts, obstacles, settings.budget());
        return new Parts(
                heads,
                events,
                new Links(table, heads, events),
                writer,
                new Gathering(transactions, heads, events, writer),
                new Sweep(objects, events, settings.sweepMinimumAge()));
    }
}
