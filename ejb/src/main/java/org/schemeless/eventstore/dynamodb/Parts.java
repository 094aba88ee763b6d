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
record Parts(
        Heads heads,
        Events events,
        Links links,
        Writer writer,
        Gathering gathering,
        EventLog log,
        CheckpointItems checkpoints,
        Sweep sweep) {

    static Parts of(
            Settings settings,
            Clients clients,
            Executor executor,
            TransactionSynchronizationRegistry transactions,
            Consumer<Measurement> measured) {
        Retries retries = new Retries(settings.budget(), measured);
        Parallel parallel = new Parallel(executor, settings.parallelism());
        String name = settings.table().name();
        TableReads reads = new TableReads(clients.dynamoDb(), name, retries, parallel);
        TableWrites writes = new TableWrites(clients.dynamoDb(), name, retries);
        ObjectStore objects = new ObjectStore(clients.s3(), settings.bucket(), retries, measured);

        Heads heads = new Heads(reads);
        Settling settling = new Settling(settings.budget());
        Events events = new Events(reads, heads, objects, parallel, settling);
        Offload offload = new Offload(objects, parallel, settings.offloadLimit());
        Operations operations = new Operations(name);
        LogOperations logOperations = new LogOperations(name, operations);
        Announcements announcements = new Announcements(settings.log(), logOperations, objects, offload);
        Leftovers leftovers = new Leftovers(reads, writes, heads, parallel);
        Fences fences = new Fences(writes);
        Burial burial = new Burial(writes, fences, leftovers, parallel);
        Chunks chunks = new Chunks(operations, settings.chunkSize());
        Commit commit = new Commit(operations, chunks, announcements);
        StagedWrite staged = new StagedWrite(
                new Staging(writes, operations, parallel),
                new HeadsCommit(writes, commit, events, burial),
                new DecisionCommit(writes, fences, parallel, announcements),
                new Withdrawal(burial));
        Attempts attempts = new Attempts(writes, chunks, commit, events, staged);
        Obstacles obstacles =
                new Obstacles(events, heads, new Waiting(heads, burial, settings.patience()), leftovers, parallel);
        Writer writer = new Writer(heads, offload, attempts, obstacles, settings.budget());
        LogRuns runs = new LogRuns(objects);
        LogReads logReads = new LogReads(reads, runs, settling);
        Finishing finishing = new Finishing(writes, logReads, parallel, settings.patience());
        EventLog log = new EventLog(
                settings.log(),
                new LogReader(logReads, reads, events, settling),
                new Sequencing(reads, writes, logReads, runs, logOperations, parallel, finishing),
                new Backlog(reads, parallel));
        return new Parts(
                heads,
                events,
                new Links(new LinkIndex(reads, heads), events, settings.log(), logReads),
                writer,
                new Gathering(transactions, heads, events, writer),
                log,
                new CheckpointItems(reads, writes),
                new Sweep(
                        new FenceSweep(reads, heads, burial),
                        new ObjectSweep(objects, events, writes),
                        settings.sweepMinimumAge()));
    }
}
