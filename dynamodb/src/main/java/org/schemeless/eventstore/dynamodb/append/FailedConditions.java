/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import org.schemeless.eventstore.spi.LostRaceException;
import org.schemeless.eventstore.dynamodb.stream.CommandReads;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.fence.DeadItems;
import org.schemeless.eventstore.dynamodb.fence.FenceWait;
import org.schemeless.eventstore.dynamodb.stream.EventIdItem;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.Values;

/**
 * What an attempt met, and what follows from it: commands first, then identity, then where the streams are, then other
 * batches.
 */
public final class FailedConditions {

    private final EventReads events;
    private final CommandReads commands;
    private final StreamHeads heads;
    private final FenceWait fenceWait;
    private final DeadItems deadItems;
    private final Parallel parallel;

    public FailedConditions(
            EventReads events,
            CommandReads commands,
            StreamHeads heads,
            FenceWait fenceWait,
            DeadItems deadItems,
            Parallel parallel) {
        this.events = events;
        this.commands = commands;
        this.heads = heads;
        this.fenceWait = fenceWait;
        this.deadItems = deadItems;
        this.parallel = parallel;
    }

    /**
     * The answer if what is planned is stored already.
     *
     * @throws LostRaceException if a command of it is kept already
     * @throws org.schemeless.eventstore.ConcurrencyError if it is not, and cannot be with these sequences
     */
    Optional<AppendResult> answered(AppendPlan plan, Map<StreamId, Long> sequences) {
        refuseKept(plan);
        Optional<AppendResult> known = replayOf(plan, plan.claimedIds());
        return known.isPresent() ? known : refused(plan, sequences);
    }

    /**
     * Clears the way for the next attempt.
     *
     * @param sequences is brought up to date
     * @return as {@link #answered}
     */
    Optional<AppendResult> overcome(
            AppendPlan plan, Collection<Operation.Failed> failed, Map<StreamId, Long> sequences) {
        refuseKept(plan);
        Map<String, EventIdItem> taken = taken(failed);
        Set<String> ids = new HashSet<>(plan.claimedIds());
        ids.addAll(taken.keySet());
        Optional<AppendResult> known = replayOf(plan, ids);
        if (known.isPresent()) {
            return known;
        }
        Map<StreamId, StreamHead> met = met(plan, failed);
        sequences.putAll(heads.versions(met));
        refused(plan, sequences);
        Map<StreamId, StreamHead> blocking = new HashMap<>(met);
        blocking.putAll(fencedBy(taken.values()));
        Map<StreamId, StreamHead> freed = fenceWait.freed(blocking);
        met.keySet()
                .forEach(stream -> sequences.put(
                        stream, freed.getOrDefault(stream, StreamHead.NONE).version()));
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

    private static Optional<AppendResult> refused(AppendPlan plan, Map<StreamId, Long> sequences) {
        plan.violated(sequences).ifPresent(conflict -> {
            throw conflict;
        });
        return Optional.empty();
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
     * batches: all are looked at, so that they are waited for together. Events in the way are removed.
     */
    private Map<StreamId, StreamHead> met(AppendPlan plan, Collection<Operation.Failed> failed) {
        Map<StreamId, StreamHead> met = new HashMap<>();
        Set<StreamId> withEvents = new HashSet<>();
        boolean isAborted = false;
        for (Operation.Failed operation : failed) {
            if (operation.subject() instanceof Operation.OfHead head) {
                met.put(head.stream(), StreamHead.of(operation.old()));
            } else if (operation.subject() instanceof Operation.OfEvent event) {
                withEvents.add(event.stream());
            } else if (operation.subject() instanceof Operation.OfDecision) {
                isAborted = true;
            }
        }
        withEvents.removeAll(met.keySet());
        parallel.each(withEvents, deadItems::clear);
        met.putAll(heads.stored(withEvents));
        if (isAborted || met.values().stream().anyMatch(StreamHead::isFenced)) {
            met.putAll(heads.stored(plan.streams()));
        }
        return met;
    }

    /** The heads of streams in which batches that have these ids are still being staged. */
    private Map<StreamId, StreamHead> fencedBy(Collection<EventIdItem> taken) {
        Map<StreamId, StreamHead> stored =
                heads.stored(taken.stream().map(EventIdItem::stream).collect(Collectors.toSet()));
        Map<StreamId, StreamHead> fenced = new HashMap<>();
        taken.forEach(placed -> {
            StreamHead head = stored.getOrDefault(placed.stream(), StreamHead.NONE);
            if (head.isFencedBy(placed.token())) {
                fenced.put(placed.stream(), head);
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
