/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.EventPlace;
import org.schemeless.eventstore.dynamodb.table.TableReads;

/**
 * Chooses which pending appends get the next positions, and in which order: those whose streams are in the log up to
 * the event before, or are so after those chosen before them. A transaction becomes visible item by item, so a later
 * append may be seen while an earlier one is not: it waits.
 */
final class RoundSelection {

    private static final int MOST_EVENTS = 2_000;

    private final TableReads table;
    private final LoggedStreams logged;

    RoundSelection(TableReads table, LoggedStreams logged) {
        this.table = table;
        this.logged = logged;
    }

    /** @param pending in the order in which they are preferred */
    List<PendingRuns> of(List<PendingRuns> pending) {
        return new Choice(assigned(pending)).of(pending);
    }

    /** Which events that come right before these appends are in the log, other than the appends themselves. */
    private Set<EventPlace> assigned(List<PendingRuns> pending) {
        Set<EventPlace> ends = new HashSet<>();
        pending.forEach(append -> append.runs().forEach(run -> ends.add(new EventPlace(run.stream(), run.last()))));
        Set<EventPlace> asked = new HashSet<>();
        pending.forEach(append -> PendingAppend.firsts(append.runs()).forEach((stream, first) -> {
            EventPlace before = new EventPlace(stream, first - 1);
            if (first > 1 && !logged.contains(stream, first - 1) && !ends.contains(before)) {
                asked.add(before);
            }
        }));
        return table.items(asked.stream().map(EventPlace::key).toList(), EventItem.POSITION).stream()
                .filter(event -> event.containsKey(EventItem.POSITION))
                .map(EventPlace::of)
                .collect(Collectors.toSet());
    }

    /** One choice. */
    private final class Choice {

        private final Set<EventPlace> assigned;
        private final Map<StreamId, Long> reached = new HashMap<>();
        private final List<PendingRuns> chosen = new ArrayList<>();
        private long events;
        private long bytes;

        Choice(Set<EventPlace> assigned) {
            this.assigned = assigned;
        }

        List<PendingRuns> of(List<PendingRuns> pending) {
            List<PendingRuns> waiting = pending;
            int before;
            do {
                before = chosen.size();
                List<PendingRuns> still = new ArrayList<>();
                for (PendingRuns append : waiting) {
                    if (!follows(append)) {
                        still.add(append);
                    } else if (fits(append)) {
                        choose(append);
                    } else {
                        return chosen;
                    }
                }
                waiting = still;
            } while (chosen.size() > before);
            return chosen;
        }

        private boolean follows(PendingRuns append) {
            return PendingAppend.firsts(append.runs()).entrySet().stream()
                    .allMatch(stream -> isReached(stream.getKey(), stream.getValue() - 1));
        }

        private boolean isReached(StreamId stream, long sequence) {
            return sequence == 0
                    || reached.getOrDefault(stream, 0L) >= sequence
                    || logged.contains(stream, sequence)
                    || assigned.contains(new EventPlace(stream, sequence));
        }

        private boolean fits(PendingRuns append) {
            return chosen.isEmpty()
                    || events + append.pending().events() <= MOST_EVENTS
                            && bytes + append.bytes() <= PendingAppend.MOST_BYTES;
        }

        private void choose(PendingRuns append) {
            chosen.add(append);
            events += append.pending().events();
            bytes += append.bytes();
            append.runs().forEach(run -> reached.put(run.stream(), run.last()));
        }
    }
}
