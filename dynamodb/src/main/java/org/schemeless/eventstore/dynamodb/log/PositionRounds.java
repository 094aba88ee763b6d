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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;

/**
 * Assigns positions to pending appends, round by round. The positions of a round are assigned by one transaction, on
 * the condition that the log's head is where it was read; so of several sequencers one does a round. It is begun only
 * when the one before is finished, by whoever: then no append that has its positions is pending any more, and every
 * event that has one shows it (docs/adr/0011-dynamodb-log.md has the argument).
 */
public final class PositionRounds {

    /** Pending appends held while others are looked for. */
    private static final int MOST_WAITING = 10_000;

    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final TableReads reads;
    private final TableWrites writes;
    private final LogReads log;
    private final LogRuns runs;
    private final LogOperations operations;
    private final Parallel parallel;
    private final RoundCompletion completion;
    private final LoggedStreams logged = new LoggedStreams();
    private final PendingBackoff pendingBackoff = new PendingBackoff();
    private final RoundSelection selection;

    public PositionRounds(
            TableReads reads,
            TableWrites writes,
            LogReads log,
            LogRuns runs,
            LogOperations operations,
            Parallel parallel,
            RoundCompletion completion) {
        this.reads = reads;
        this.writes = writes;
        this.log = log;
        this.runs = runs;
        this.operations = operations;
        this.parallel = parallel;
        this.completion = completion;
        this.selection = new RoundSelection(reads, logged);
    }

    /**
     * Does a round. On one node one is done at a time.
     *
     * @return whether there may be more without positions
     */
    synchronized boolean round() {
        LogHead head = log.head();
        if (!completion.isDone(head)) {
            if (completion.isLeftToAnother(head)) {
                return waitsForAnother(head);
            }
            completion.finish(head);
        }
        return assignNext(head);
    }

    /** What has got positions from the other node is in the log already; what has not may have to get them here. */
    private boolean waitsForAnother(LogHead head) {
        Set<BatchToken> assigned = new HashSet<>(head.round());
        PendingPages pages = pages();
        boolean more = pages.next().stream()
                        .anyMatch(append -> !assigned.contains(append.pending().token()))
                || pages.hasNext();
        if (more) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return more;
    }

    private boolean assignNext(LogHead head) {
        PendingPages pages = pages();
        List<PendingRuns> waiting = new ArrayList<>();
        while (pages.hasNext()) {
            waiting.addAll(pages.next());
            waiting.subList(0, Math.max(0, waiting.size() - MOST_WAITING)).clear();
            waiting.sort(Comparator.comparing(append -> append.pending().token()));
            List<PendingRuns> chosen = selection.of(waiting);
            if (!chosen.isEmpty()) {
                boolean done = assign(head, chosen);
                return !done || pages.hasNext() || chosen.size() < waiting.size();
            }
        }
        return pendingBackoff.again(waiting);
    }

    private PendingPages pages() {
        return new PendingPages(reads, runs, parallel);
    }

    /** @return whether this round was done, and not another node's */
    private boolean assign(LogHead head, List<PendingRuns> chosen) {
        List<LogItem> items = LogItems.of(chosen, head.last());
        long last = items.get(items.size() - 1).last();
        List<BatchToken> tokens =
                chosen.stream().map(append -> append.pending().token()).toList();
        List<Operation> all = new ArrayList<>();
        all.add(operations.advance(head, last, tokens));
        items.forEach(item -> all.add(operations.item(item)));
        completion.begin(last);
        if (!writes.transact(all).isEmpty()) {
            return false;
        }
        List<Run> assigned =
                chosen.stream().flatMap(append -> append.runs().stream()).toList();
        completion.finish(new LogHead(true, last, head.last(), tokens), LogPlace.of(head.last() + 1, assigned));
        logged.add(assigned);
        return true;
    }
}
