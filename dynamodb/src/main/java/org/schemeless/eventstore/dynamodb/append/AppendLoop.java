/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.Command;
import java.util.function.BiFunction;
import java.util.Set;
import java.util.HashSet;
import org.schemeless.eventstore.spi.LostRaceException;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.stream.CommandItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.stream.OrderNumbers;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;

/**
 * Stores what is planned, whole or not at all: tries with what it knows of the streams, and learns from the items a
 * failed attempt met. A successful append with an exact expectation reads nothing.
 */
public final class AppendLoop {

    private final StreamHeads heads;
    private final Offload offload;
    private final CommandItems commands;
    private final BatchWriter batchWriter;
    private final FailedConditions failedConditions;
    private final OrderNumbers orders = new OrderNumbers();
    private final Duration budget;

    public AppendLoop(
            StreamHeads heads,
            Offload offload,
            CommandItems commands,
            BatchWriter batchWriter,
            FailedConditions failedConditions,
            Duration budget) {
        this.heads = heads;
        this.offload = offload;
        this.commands = commands;
        this.batchWriter = batchWriter;
        this.failedConditions = failedConditions;
        this.budget = budget;
    }

    /**
     * @throws LostRaceException if a command of it is kept already: nothing is stored
     * @throws ConcurrencyError if a stream is where the plan cannot be stored
     * @throws org.schemeless.eventstore.DuplicateEventException if an id is taken
     * @throws EventStoreUnavailableException if it was not stored within the budget
     * @throws OutcomeUnknownException if it is not known whether it was stored
     */
    public AppendResult write(AppendPlan plan) {
        Map<StreamId, Long> sequences = new HashMap<>(plan.required().orElseGet(() -> heads.versions(plan.streams())));
        List<StoredEvent> large = offload.tooLarge(plan.sequenced(sequences));
        if (large.isEmpty()) {
            return repeat(plan, sequences, Map.of());
        }
        if (plan.required().isPresent()) {
            sequences.putAll(heads.versions(plan.streams()));
        }
        Optional<AppendResult> known = failedConditions.answered(plan, sequences);
        return known.isPresent() ? repeated(plan, known.get()) : writeWithObjects(plan, sequences, large);
    }

    private AppendResult writeWithObjects(AppendPlan plan, Map<StreamId, Long> sequences, List<StoredEvent> large) {
        Map<String, Offloaded> uploaded = offload.upload(large);
        try {
            AppendResult result = repeat(plan, sequences, uploaded);
            if (result.replayed()) {
                offload.delete(uploaded.values());
            }
            return result;
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            offload.delete(uploaded.values());
            throw e;
        }
    }

    private AppendResult repeat(AppendPlan plan, Map<StreamId, Long> start, Map<String, Offloaded> uploaded) {
        long end = System.nanoTime() + budget.toNanos();
        Map<StreamId, Long> sequences = new HashMap<>(start);
        for (int round = 1; ; round++) {
            Optional<ConcurrencyError> conflict = plan.violated(sequences);
            if (conflict.isPresent()) {
                return repeated(plan, failedConditions.answered(plan, sequences).orElseThrow(conflict::get));
            }
            List<StoredEvent> events = plan.sequenced(sequences);
            AppendResult result = AppendResult.stored(events);
            CommitStatus status = write(
                    plan.kept(result, sequences),
                    (token, kept) ->
                            Batch.of(token, entries(events, uploaded), sequences, plan.checkedOnly(), kept),
                    round > 1);
            if (status instanceof CommitStatus.Success) {
                return result;
            }
            if (status instanceof CommitStatus.Unknown unknown) {
                throw unknown.cause();
            }
            if (status instanceof CommitStatus.Failure failure) {
                Optional<AppendResult> known = failedConditions.overcome(plan, failure.failed(), sequences);
                if (known.isPresent()) {
                    return repeated(plan, known.get());
                }
            }
            if (System.nanoTime() - end > 0) {
                throw new EventStoreUnavailableException("other writers were faster for " + budget, null);
            }
            pause(round);
        }
    }

    /**
     * The first answer to a batch that is stored already, whose command was not kept with it: it is kept now, alone.
     * Nothing can be in its way but the same command.
     */
    private AppendResult repeated(AppendPlan plan, AppendResult known) {
        if (plan.commands().isEmpty()) {
            return known;
        }
        Set<StreamId> named = new HashSet<>(plan.streams());
        known.events().forEach(event -> named.remove(event.stream()));
        CommitStatus status = write(
                plan.kept(known, heads.versions(named)),
                (token, kept) -> Batch.of(token, List.of(), Map.of(), Map.of(), kept),
                false);
        if (status instanceof CommitStatus.Unknown unknown) {
            throw unknown.cause();
        }
        if (status instanceof CommitStatus.Failure) {
            failedConditions.refuseKept(plan);
        }
        return known;
    }

    /** One attempt. What it uploaded of its commands is of this attempt alone, for it says where the streams were. */
    private CommitStatus write(
            Map<Command, KeptCommand> toKeep, BiFunction<BatchToken, List<CommandItem>, Batch> batch, boolean inOrder) {
        BatchToken token = BatchToken.next();
        List<CommandItem> kept = commands.of(token, toKeep);
        try {
            CommitStatus status = batchWriter.write(batch.apply(token, kept), inOrder);
            if (status instanceof CommitStatus.Failure) {
                commands.withdraw(kept);
            }
            return status;
        } catch (RuntimeException e) {
            commands.withdraw(kept);
            throw e;
        }
    }

    private List<BatchEntry> entries(List<StoredEvent> events, Map<String, Offloaded> uploaded) {
        long order = orders.next(events.size());
        List<BatchEntry> entries = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            entries.add(new BatchEntry(event, order++, uploaded.get(event.id())));
        }
        return entries;
    }

    private static void pause(int round) {
        long most = Duration.ofMillis(Math.min(500, 2L << Math.min(round, 8))).toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }
}
