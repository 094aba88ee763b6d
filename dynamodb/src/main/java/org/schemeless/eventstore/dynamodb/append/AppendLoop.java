/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.dynamodb.stream.CommandItem;
import org.schemeless.eventstore.dynamodb.stream.NewStreams;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.stream.OrderNumbers;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * Stores what is planned, whole or not at all: tries with what it knows of the streams, and learns from the items a
 * failed attempt met. A successful append with an exact expectation reads nothing.
 */
public final class AppendLoop {

    private final StreamHeads heads;
    private final Offload offload;
    private final BoundaryGuard guard;
    private final CommandItems commands;
    private final BatchWriter batchWriter;
    private final FailedConditions failedConditions;
    private final NewStreams newStreams;
    private final OrderNumbers orders = new OrderNumbers();
    private final Duration budget;

    public AppendLoop(
            StreamHeads heads,
            Offload offload,
            BoundaryGuard guard,
            CommandItems commands,
            BatchWriter batchWriter,
            FailedConditions failedConditions,
            NewStreams newStreams,
            Duration budget) {
        this.heads = heads;
        this.offload = offload;
        this.guard = guard;
        this.commands = commands;
        this.batchWriter = batchWriter;
        this.failedConditions = failedConditions;
        this.newStreams = newStreams;
        this.budget = budget;
    }

    /**
     * @throws LostRaceException if a command of it is kept already: nothing is stored
     * @throws org.schemeless.eventstore.spi.GoneKeysException if keys are gone that encrypt members of its events:
     *     nothing is stored
     * @throws ConcurrencyError if a stream is where the plan cannot be stored, or a boundary has moved
     * @throws org.schemeless.eventstore.InvalidEventException if a mark is none that this store can have given
     * @throws org.schemeless.eventstore.DuplicateEventException if an id is taken
     * @throws EventStoreUnavailableException if it was not stored within the budget
     * @throws OutcomeUnknownException if it is not known whether it was stored
     */
    public AppendResult write(AppendPlan plan) {
        Standing standing = start(plan);
        List<StoredEvent> large = offload.tooLarge(plan.sequenced(standing.sequences()));
        if (large.isEmpty()) {
            return repeat(plan, standing, Map.of());
        }
        if (plan.required().isPresent() || !plan.conditions().isEmpty()) {
            standing.put(heads.versionsOf(plan.heads()));
        }
        Optional<AppendResult> known = failedConditions.answered(plan, standing);
        return known.isPresent() ? repeated(plan, known.get()) : writeWithObjects(plan, standing, large);
    }

    /** What an expectation or a mark says of a head is taken for true; the others are read, by one request. */
    private Standing start(AppendPlan plan) {
        Standing standing = new Standing(plan.conditions());
        Optional<Map<StreamId, Long>> required = plan.required();
        required.ifPresent(standing.sequences()::putAll);
        Set<HeadKey> unknown = plan.heads();
        unknown.removeIf(head -> head.isOfStream() ? required.isPresent() : standing.knows(head));
        standing.put(heads.versionsOf(unknown));
        return standing;
    }

    private AppendResult writeWithObjects(AppendPlan plan, Standing standing, List<StoredEvent> large) {
        Map<String, Offloaded> uploaded = offload.upload(large);
        try {
            AppendResult result = repeat(plan, standing, uploaded);
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

    private AppendResult repeat(AppendPlan plan, Standing standing, Map<String, Offloaded> uploaded) {
        long end = System.nanoTime() + budget.toNanos();
        for (int round = 1; ; round++) {
            Optional<RuntimeException> refusal = guard.refusal(plan, standing);
            if (refusal.isPresent()) {
                return repeated(plan, failedConditions.replay(plan).orElseThrow(refusal::get));
            }
            List<StoredEvent> events = plan.sequenced(standing.sequences());
            AppendResult result = AppendResult.stored(events);
            CommitStatus status = write(
                    plan.kept(result, standing.sequences()),
                    (token, kept) -> Batch.of(
                            token,
                            entries(events, standing, uploaded),
                            standing,
                            plan.checkedOnly(),
                            kept,
                            plan.keys(),
                            newStreams),
                    round > 1);
            if (status instanceof CommitStatus.Success) {
                newStreams.committed(events);
                return result;
            }
            if (status instanceof CommitStatus.Unknown unknown) {
                throw unknown.cause();
            }
            if (status instanceof CommitStatus.Failure failure) {
                Optional<AppendResult> known = failedConditions.overcome(plan, failure.failed(), standing);
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
                (token, kept) -> Batch.of(
                        token, List.of(), new Standing(List.of()), Map.of(), kept, new TreeSet<>(), newStreams),
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

    private List<BatchEntry> entries(List<StoredEvent> events, Standing standing, Map<String, Offloaded> uploaded) {
        long order = orders.next(events.size());
        Map<HeadKey, Long> last = new HashMap<>();
        List<BatchEntry> entries = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            SortedMap<HeadKey, Long> pointers = new TreeMap<>();
            for (Tag tag : event.tags()) {
                HeadKey head = HeadKey.of(tag);
                pointers.put(head, last.merge(head, standing.of(head) + 1, (before, first) -> before + 1));
            }
            entries.add(new BatchEntry(event, order++, uploaded.get(event.id()), pointers));
        }
        return entries;
    }

    private static void pause(int round) {
        long most = Duration.ofMillis(Math.min(500, 2L << Math.min(round, 8))).toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }
}
