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
import org.schemeless.eventstore.dynamodb.append.Announcements;
import org.schemeless.eventstore.dynamodb.append.AppendLoop;
import org.schemeless.eventstore.dynamodb.append.BatchWriter;
import org.schemeless.eventstore.dynamodb.append.BoundaryGuard;
import org.schemeless.eventstore.dynamodb.append.Chunks;
import org.schemeless.eventstore.dynamodb.append.CommandItems;
import org.schemeless.eventstore.dynamodb.append.CommitTransaction;
import org.schemeless.eventstore.dynamodb.append.DecisionCommit;
import org.schemeless.eventstore.dynamodb.append.FailedConditions;
import org.schemeless.eventstore.dynamodb.append.HeadsCommit;
import org.schemeless.eventstore.dynamodb.append.JtaAppends;
import org.schemeless.eventstore.dynamodb.append.Offload;
import org.schemeless.eventstore.dynamodb.append.Staging;
import org.schemeless.eventstore.dynamodb.fence.DeadBatches;
import org.schemeless.eventstore.dynamodb.fence.DeadItems;
import org.schemeless.eventstore.dynamodb.fence.FenceSweeper;
import org.schemeless.eventstore.dynamodb.fence.FenceWait;
import org.schemeless.eventstore.dynamodb.fence.Fences;
import org.schemeless.eventstore.dynamodb.fence.ObjectSweeper;
import org.schemeless.eventstore.dynamodb.fence.Sweeper;
import org.schemeless.eventstore.dynamodb.key.KeyGuard;
import org.schemeless.eventstore.dynamodb.key.KeyItems;
import org.schemeless.eventstore.dynamodb.key.KeyUses;
import org.schemeless.eventstore.dynamodb.links.LinkIndex;
import org.schemeless.eventstore.dynamodb.links.LinkedEvents;
import org.schemeless.eventstore.dynamodb.log.EventLog;
import org.schemeless.eventstore.dynamodb.log.LogEvents;
import org.schemeless.eventstore.dynamodb.log.LogOperations;
import org.schemeless.eventstore.dynamodb.log.LogReads;
import org.schemeless.eventstore.dynamodb.log.LogRuns;
import org.schemeless.eventstore.dynamodb.log.PendingAppends;
import org.schemeless.eventstore.dynamodb.log.PositionRounds;
import org.schemeless.eventstore.dynamodb.log.RoundCompletion;
import org.schemeless.eventstore.dynamodb.start.Clients;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.stream.BoundaryReads;
import org.schemeless.eventstore.dynamodb.stream.CommandReads;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.stream.HeadOperations;
import org.schemeless.eventstore.dynamodb.stream.NewStreams;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.stream.PointerReads;
import org.schemeless.eventstore.dynamodb.stream.SnapshotItems;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.stream.StreamNames;
import org.schemeless.eventstore.dynamodb.table.BulkWrites;
import org.schemeless.eventstore.dynamodb.table.ItemWait;
import org.schemeless.eventstore.dynamodb.table.Operations;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.TableIdentity;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.view.StateItems;
import org.schemeless.eventstore.dynamodb.view.StateObjects;
import org.schemeless.eventstore.dynamodb.view.ViewItems;

/** The storage put together. */
record Assembly(
        StreamHeads heads,
        EventReads events,
        BoundaryReads boundaries,
        LinkedEvents links,
        StreamNames names,
        CommandReads commands,
        SnapshotItems snapshots,
        AppendLoop appendLoop,
        JtaAppends jtaAppends,
        EventLog log,
        CheckpointItems checkpoints,
        CheckpointItems checkpointsOfViews,
        ViewItems views,
        StateItems states,
        KeyItems keys,
        KeyUses keyUses,
        Sweeper sweeper) {

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
        BulkWrites bulk = new BulkWrites(clients.dynamoDb(), name, retries, parallel);
        String viewsName = settings.table().viewsName();
        TableReads viewReads = new TableReads(clients.dynamoDb(), viewsName, retries, parallel);
        TableWrites viewWrites = new TableWrites(clients.dynamoDb(), viewsName, retries);
        String keysName = settings.table().keysName();
        TableReads keyReads = new TableReads(clients.dynamoDb(), keysName, retries, parallel);
        TableWrites keyWrites = new TableWrites(clients.dynamoDb(), keysName, retries);
        KeyGuard keyGuard = new KeyGuard(keyReads, keyWrites, reads, writes, keysName, parallel, settings.patience());
        ObjectStore objects = new ObjectStore(clients.s3(), settings.bucket(), retries, measured);

        StreamHeads heads = new StreamHeads(reads);
        ItemWait itemWait = new ItemWait(settings.budget());
        EventReads events = new EventReads(reads, heads, objects, parallel, itemWait);
        TableIdentity identity = new TableIdentity(clients.dynamoDb(), name, retries);
        BoundaryReads boundaries =
                new BoundaryReads(identity, heads, new PointerReads(reads, itemWait), events, parallel);
        BoundaryGuard guard = new BoundaryGuard(identity, heads, boundaries);
        Offload offload = new Offload(objects, parallel, settings.offloadLimit());
        Operations operations = new Operations(name);
        CommandReads commands = new CommandReads(reads, heads, objects, itemWait);
        CommandItems commandItems = new CommandItems(commands, objects, offload, operations);
        HeadOperations headOperations = new HeadOperations(name);
        LogOperations logOperations = new LogOperations(name, operations);
        Announcements announcements = new Announcements(settings.log(), logOperations, objects, offload);
        DeadItems deadItems = new DeadItems(reads, writes, heads, parallel);
        Fences fences = new Fences(writes);
        DeadBatches deadBatches = new DeadBatches(writes, fences, deadItems, parallel);
        Chunks chunks = new Chunks(operations, settings.chunkSize());
        CommitTransaction commit = new CommitTransaction(headOperations, keyGuard, chunks, commandItems, announcements);
        BatchWriter batchWriter = new BatchWriter(
                writes,
                chunks,
                commit,
                events,
                commandItems,
                new Staging(writes, headOperations, parallel),
                keyGuard,
                new HeadsCommit(writes, commit, events, deadBatches),
                new DecisionCommit(writes, fences, parallel, commandItems, announcements),
                deadBatches);
        FailedConditions failedConditions = new FailedConditions(
                events,
                commands,
                heads,
                new FenceWait(heads, deadBatches, settings.patience()),
                deadItems,
                guard,
                parallel);
        AppendLoop appendLoop = new AppendLoop(
                heads,
                offload,
                guard,
                commandItems,
                batchWriter,
                failedConditions,
                new NewStreams(settings.lists()),
                settings.budget());
        LogRuns runs = new LogRuns(objects);
        LogReads logReads = new LogReads(reads, runs, itemWait);
        RoundCompletion completion = new RoundCompletion(writes, bulk, logReads, parallel, settings.patience());
        EventLog log = new EventLog(
                settings.log(),
                new LogEvents(logReads, reads, events, itemWait),
                new PositionRounds(reads, writes, logReads, runs, logOperations, parallel, completion),
                new PendingAppends(reads, parallel));
        return new Assembly(
                heads,
                events,
                boundaries,
                new LinkedEvents(new LinkIndex(reads, heads), events, settings.log(), logReads),
                new StreamNames(settings.lists(), reads, heads, parallel),
                commands,
                new SnapshotItems(reads, writes, objects, settings.offloadLimit()),
                appendLoop,
                new JtaAppends(transactions, heads, events, guard, keyGuard, appendLoop),
                log,
                CheckpointItems.ofSubscriptions(reads, writes, name),
                CheckpointItems.ofViews(viewReads, viewWrites, viewsName),
                new ViewItems(viewReads, viewWrites, viewsName),
                new StateItems(
                        viewReads,
                        viewWrites,
                        new StateObjects(
                                objects,
                                viewReads,
                                viewsName,
                                Math.min(settings.offloadLimit(), StateItems.LEAST_OFFLOADED)),
                        parallel,
                        viewsName,
                        settings.offloadLimit()),
                new KeyItems(keyReads, keyWrites, keysName, keyGuard, settings.budget()),
                new KeyUses(reads, events),
                new Sweeper(
                        new FenceSweeper(reads, heads, deadBatches),
                        new ObjectSweeper(objects, events, reads, viewReads, viewsName, writes),
                        settings.sweepMinimumAge()));
    }
}
