/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** What an attempt met, and what follows from it: identity first, then where the streams are, then other batches. */
final class Obstacles {

    private final Events events;
    private final Heads heads;
    private final Fences fences;
    private final Leftovers leftovers;

    Obstacles(Events events, Heads heads, Fences fences, Leftovers leftovers) {
        this.events = events;
        this.heads = heads;
        this.fences = fences;
        this.leftovers = leftovers;
    }

    /**
     * The answer if what is intended is stored already.
     *
     * @throws org.schemeless.eventstore.ConcurrencyError if it is not, and cannot be with these sequences
     */
    Optional<AppendResult> answered(Intent intent, Map<StreamId, Long> sequences) {
        Optional<AppendResult> known = replayOf(intent, intent.claimedIds());
        return known.isPresent() ? known : refused(intent, sequences);
    }

    /**
     * Clears the way for the next attempt.
     *
     * @param sequences is brought up to date
     * @return as {@link #answered}
     */
    Optional<AppendResult> overcome(Intent intent, Collection<Operation.Failed> failed, Map<StreamId, Long> sequences) {
        Map<String, Placed> taken = taken(failed);
        Set<String> ids = new HashSet<>(intent.claimedIds());
        ids.addAll(taken.keySet());
        Optional<AppendResult> known = replayOf(intent, ids);
        if (known.isPresent()) {
            return known;
        }
        Map<StreamId, Head> met = met(failed);
        met.forEach((stream, head) -> sequences.put(stream, heads.settled(head).version()));
        if (failed.stream().anyMatch(operation -> operation.subject() instanceof Operation.OfDecision)) {
            sequences.putAll(heads.versions(intent.streams()));
        }
        refused(intent, sequences);
        taken.values().forEach(this::evict);
        met.forEach((stream, head) ->
                sequences.put(stream, fences.freed(stream, head).version()));
        return Optional.empty();
    }

    private Optional<AppendResult> replayOf(Intent intent, Set<String> ids) {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        List<StoredEvent> stored = events.withIds(ids);
        return intent.replayOf(stored);
    }

    private static Optional<AppendResult> refused(Intent intent, Map<StreamId, Long> sequences) {
        intent.violated(sequences).ifPresent(conflict -> {
            throw conflict;
        });
        return Optional.empty();
    }

    private static Map<String, Placed> taken(Collection<Operation.Failed> failed) {
        return failed.stream()
                .filter(operation -> operation.subject() instanceof Operation.OfId)
                .filter(operation -> !operation.old().isEmpty())
                .map(operation -> Placed.of(operation.old()))
                .collect(Collectors.toMap(Placed::eventId, place -> place));
    }

    /** The heads that were elsewhere or fenced, in the one order of all streams; events in the way are removed. */
    private Map<StreamId, Head> met(Collection<Operation.Failed> failed) {
        Map<StreamId, Head> met = new LinkedHashMap<>();
        failed.forEach(operation -> {
            if (operation.subject() instanceof Operation.OfHead head) {
                met.put(head.stream(), Head.of(operation.old()));
            }
        });
        failed.forEach(operation -> {
            if (operation.subject() instanceof Operation.OfEvent event && !met.containsKey(event.stream())) {
                leftovers.clear(event.stream());
                met.put(event.stream(), heads.stored(event.stream()));
            }
        });
        return met;
    }

    /** Removes the item of an id whose batch has not committed, after making sure that it never will. */
    private void evict(Placed placed) {
        Head head = heads.stored(placed.stream());
        if (head.isFencedBy(placed.token())) {
            head = fences.freed(placed.stream(), head);
        }
        boolean isStored = !events.committed(List.of(placed)).isEmpty();
        if (!isStored) {
            leftovers.remove(Keys.id(placed.eventId()), placed.token());
        }
    }
}
