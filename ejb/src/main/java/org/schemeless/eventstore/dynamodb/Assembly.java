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
record Assembly(
        StreamHeads heads,
        EventReads events,
        LinkedEvents links,
        AppendLoop appendLoop,
        JtaAppends jtaAppends,
        EventLog log,
        CheckpointItems checkpoints,
        Sweep sweep) {

    static Assembly of(
            Settings settings,
            Clients clients,
            Executor executor,
            TransactionSynchronizationRegistry transactions,
            Consumer<Measurement> measured) {
        RequestRetries retries = new RequestRetries(settings.budget(), measured);
        Parallel parallel = new Parallel(executor, settings.parallelism());
        String name = settings.table().name();
        TableReads reads = new TableReads(clients.dynamoDb(), name, retries, parallel);
        TableWrites writes = new TableWrites(clients.dynamoDb(), name, retries);
        ObjectStore objects = new ObjectStore(clients.s3(), settings.bucket(), retries, measured);

        StreamHeads heads = new StreamHeads(reads);
        ItemWait itemWait = new ItemWait(settings.budget());
        EventReads events = new EventReads(reads, heads, objects, parallel, itemWait);
        Offload offload = new Offload(objects, parallel, settings.offloadLimit());
        Operations operations = new Operations(name);
        LogOperations logOperations = new LogOperations(name, operations);
        Announcements announcements = new Announcements(settings.log(), logOperations, objects, offload);
        DeadItems deadItems = new DeadItems(reads, writes, heads, parallel);
        Fences fences = new Fences(writes);
        DeadBatches deadBatches = new DeadBatches(writes, fences, deadItems, parallel);
        Chunks chunks = new Chunks(operations, settings.chunkSize());
        CommitTransaction commit = new CommitTransaction(operations, chunks, announcements);
        StagedWrite staged = new StagedWrite(
                new Staging(writes, operations, parallel),
                new HeadsCommit(writes, commit, events, deadBatches),
                new DecisionCommit(writes, fences, parallel, announcements),
                new Withdrawal(deadBatches));
        BatchWriter batchWriter = new BatchWriter(writes, chunks, commit, events, staged);
        FailedConditions failedConditions = new FailedConditions(
                events, heads, new FenceWait(heads, deadBatches, settings.patience()), deadItems, parallel);
        AppendLoop appendLoop = new AppendLoop(heads, offload, batchWriter, failedConditions, settings.budget());
        LogRuns runs = new LogRuns(objects);
        LogReads logReads = new LogReads(reads, runs, itemWait);
        RoundCompletion completion = new RoundCompletion(writes, logReads, parallel, settings.patience());
        EventLog log = new EventLog(
                settings.log(),
                new LogEvents(logReads, reads, events, itemWait),
                new PositionRounds(reads, writes, logReads, runs, logOperations, parallel, completion),
                new PendingAppends(reads, parallel));
        return new Assembly(
                heads,
                events,
                new LinkedEvents(new LinkIndex(reads, heads), events, settings.log(), logReads),
                appendLoop,
                new JtaAppends(transactions, heads, events, appendLoop),
                log,
                new CheckpointItems(reads, writes),
                new Sweep(
                        new FenceSweep(reads, heads, deadBatches),
                        new ObjectSweep(objects, events, writes),
                        settings.sweepMinimumAge()));
    }
}
