/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.dynamodb.fence.DeadItems;
import org.schemeless.eventstore.dynamodb.fence.FenceWait;
import org.schemeless.eventstore.dynamodb.stream.CommandReads;
import org.schemeless.eventstore.dynamodb.stream.EventIdItem;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * What an attempt met, and what follows from it: commands first, then identity, then where the streams are, then
 * boundaries, then keys, then other batches.
 */
public final class FailedConditions {

    private final EventReads events;
    private final CommandReads commands;
    private final StreamHeads heads;
    private final FenceWait fenceWait;
    private final DeadItems deadItems;
    private final BoundaryGuard guard;
    private final Parallel parallel;

    public FailedConditions(
            EventReads events,
            CommandReads commands,
            StreamHeads heads,
            FenceWait fenceWait,
            DeadItems deadItems,
            BoundaryGuard guard,
            Parallel parallel) {
        this.events = events;
        this.commands = commands;
        this.heads = heads;
        this.fenceWait = fenceWait;
        this.deadItems = deadItems;
        this.guard = guard;
        this.parallel = parallel;
    }

    /**
     * The answer if what is planned is stored already.
     *
     * @throws LostRaceException if a command of it is kept already
     * @throws org.schemeless.eventstore.ConcurrencyError if it is not, and cannot be where the heads are
     */
    Optional<AppendResult> answered(AppendPlan plan, Standing standing) {
        Optional<AppendResult> known = replay(plan);
        return known.isPresent() ? known : refused(plan, standing);
    }

    /**
     * The answer if what is planned is stored already.
     *
     * @throws LostRaceException if a command of it is kept already
     */
    Optional<AppendResult> replay(AppendPlan plan) {
        refuseKept(plan);
        return replayOf(plan, plan.claimedIds());
    }

    /**
     * Clears the way for the next attempt.
     *
     * @param standing is brought up to date
     * @return as {@link #answered}
     * @throws GoneKeysException if keys are gone that encrypt members of its events
     */
    Optional<AppendResult> overcome(AppendPlan plan, Collection<Operation.Failed> failed, Standing standing) {
        refuseKept(plan);
        Map<String, EventIdItem> taken = taken(failed);
        Set<String> ids = new HashSet<>(plan.claimedIds());
        ids.addAll(taken.keySet());
        Optional<AppendResult> known = replayOf(plan, ids);
        if (known.isPresent()) {
            return known;
        }
        Map<HeadKey, StreamHead> met = met(plan, failed);
        standing.put(heads.versions(met));
        refused(plan, standing);
        refuseGone(failed);
        Map<HeadKey, StreamHead> blocking = new HashMap<>(met);
        blocking.putAll(fencedBy(taken.values()));
        Map<HeadKey, StreamHead> freed = fenceWait.freed(blocking);
        Map<HeadKey, Long> versions = new HashMap<>();
        met.keySet()
                .forEach(head -> versions.put(
                        head, freed.getOrDefault(head, StreamHead.NONE).version()));
        standing.put(versions);
        evict(taken);
        return Optional.empty();
    }

    /** A command that is kept already comes before all else: whoever kept it may have moved the streams too. */
    void refuseKept(AppendPlan plan) {
        commands.firstKept(plan.commands()).ifPresent(kept -> {
            throw new LostRaceException(new IllegalStateException(
                    "the command " + kept.id() + " of " + kept.scope() + " was carried out before"));
        });
    }

    private Optional<AppendResult> replayOf(AppendPlan plan, Set<String> ids) {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        List<StoredEvent> stored = events.withIds(ids);
        return plan.replayOf(stored);
    }

    private Optional<AppendResult> refused(AppendPlan plan, Standing standing) {
        guard.refusal(plan, standing).ifPresent(refusal -> {
            throw refusal;
        });
        return Optional.empty();
    }

    private static void refuseGone(Collection<Operation.Failed> failed) {
        Set<KeyId> gone = new HashSet<>();
        for (Operation.Failed operation : failed) {
            if (operation.subject() instanceof Operation.OfKey key) {
                gone.add(key.key());
            }
        }
        if (!gone.isEmpty()) {
            throw new GoneKeysException(gone);
        }
    }

    private static Map<String, EventIdItem> taken(Collection<Operation.Failed> failed) {
        return failed.stream()
                .filter(operation -> operation.subject() instanceof Operation.OfId)
                .filter(operation -> !operation.old().isEmpty())
                .map(operation -> EventIdItem.of(operation.old()))
                .collect(Collectors.toMap(EventIdItem::eventId, place -> place));
    }

    /**
     * The heads that were elsewhere or fenced. Where one is fenced others of the same batch may be, and of other
     * batches: all are looked at, so that they are waited for together. Items in the way are removed.
     */
    private Map<HeadKey, StreamHead> met(AppendPlan plan, Collection<Operation.Failed> failed) {
        Map<HeadKey, StreamHead> met = new HashMap<>();
        Set<HeadKey> inTheWay = new HashSet<>();
        boolean isAborted = false;
        for (Operation.Failed operation : failed) {
            if (operation.subject() instanceof Operation.OfHead head) {
                met.put(head.head(), StreamHead.of(operation.old()));
            } else if (operation.subject() instanceof Operation.OfCounted counted) {
                inTheWay.add(counted.head());
            } else if (operation.subject() instanceof Operation.OfDecision) {
                isAborted = true;
            }
        }
        inTheWay.removeAll(met.keySet());
        parallel.each(inTheWay, deadItems::clear);
        met.putAll(heads.stored(inTheWay));
        if (isAborted || met.values().stream().anyMatch(StreamHead::isFenced)) {
            met.putAll(heads.stored(plan.heads()));
        }
        return met;
    }

    /** The heads of streams in which batches that have these ids are still being staged. */
    private Map<HeadKey, StreamHead> fencedBy(Collection<EventIdItem> taken) {
        Map<HeadKey, StreamHead> stored = heads.stored(
                taken.stream().map(placed -> HeadKey.of(placed.stream())).collect(Collectors.toSet()));
        Map<HeadKey, StreamHead> fenced = new HashMap<>();
        taken.forEach(placed -> {
            HeadKey key = HeadKey.of(placed.stream());
            StreamHead head = stored.getOrDefault(key, StreamHead.NONE);
            if (head.isFencedBy(placed.token())) {
                fenced.put(key, head);
            }
        });
        return fenced;
    }

    /** Removes items of ids whose batches have not committed. They have lost their fences by now, and never will. */
    private void evict(Map<String, EventIdItem> taken) {
        Set<String> stored = events.committed(List.copyOf(taken.values())).stream()
                .map(item -> Values.text(item, EventItem.ID))
                .collect(Collectors.toSet());
        parallel.each(taken.values(), placed -> {
            if (!stored.contains(placed.eventId())) {
                deadItems.remove(Keys.id(placed.eventId()), placed.token());
            }
        });
    }
}
