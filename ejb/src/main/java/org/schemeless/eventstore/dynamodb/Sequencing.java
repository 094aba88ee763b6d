/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives positions to pending appends, round by round. The positions of a round are given by one transaction, on the
 * condition that the log's head is where it was read; so of several sequencers one does a round. It is begun only when the
 * one before is finished, by whoever: then no numbered append is pending any more, and every numbered event shows its
 * position (docs/adr/0011-dynamodb-log.md has the argument).
 */
final class Sequencing {

    /** Pending appends held while others are looked for. */
    private static final int MOST_WAITING = 10_000;

    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final TableReads reads;
    private final TableWrites writes;
    private final LogReads log;
    private final LogRuns runs;
    private final LogOperations operations;
    private final Parallel parallel;
    private final Finishing finishing;
    private final LoggedStreams logged = new LoggedStreams();
    private final Lookout lookout = new Lookout();
    private final Selection selection;

    Sequencing(
            TableReads reads,
            TableWrites writes,
            LogReads log,
            LogRuns runs,
            LogOperations operations,
            Parallel parallel,
            Finishing finishing) {
        this.reads = reads;
        this.writes = writes;
        this.log = log;
        this.runs = runs;
        this.operations = operations;
        this.parallel = parallel;
        this.finishing = finishing;
        this.selection = new Selection(reads, logged);
    }

    /**
     * Does a round. On one node one is done at a time.
     *
     * @return whether there may be more to number
     */
    synchronized boolean round() {
        LogHead head = log.head();
        if (!finishing.isDone(head)) {
            if (finishing.isLeftToAnother(head)) {
                return waitsForAnother(head);
            }
            finishing.finish(head);
        }
        return number(head);
    }

    /** What the other node has numbered is in the log already; what it has not may have to be numbered here. */
    private boolean waitsForAnother(LogHead head) {
        Set<String> numbered = new HashSet<>(head.round());
        PendingPages pages = pages();
        boolean more = pages.next().stream()
                        .anyMatch(append -> !numbered.contains(append.pending().token()))
                || pages.hasNext();
        if (more) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return more;
    }

    private boolean number(LogHead head) {
        PendingPages pages = pages();
        List<Ready> waiting = new ArrayList<>();
        while (pages.hasNext()) {
            waiting.addAll(pages.next());
            waiting.subList(0, Math.max(0, waiting.size() - MOST_WAITING)).clear();
            waiting.sort(Comparator.comparing(append -> append.pending().token()));
            List<Ready> chosen = selection.of(waiting);
            if (!chosen.isEmpty()) {
                boolean done = give(head, chosen);
                return !done || pages.hasNext() || chosen.size() < waiting.size();
            }
        }
        return lookout.again(waiting);
    }

    private PendingPages pages() {
        return new PendingPages(reads, runs, parallel);
    }

    /** @return whether this round was done, and not another node's */
    private boolean give(LogHead head, List<Ready> chosen) {
        List<LogItem> items = LogItems.of(chosen, head.last());
        long last = items.get(items.size() - 1).last();
        List<String> tokens =
                chosen.stream().map(append -> append.pending().token()).toList();
        List<Operation> all = new ArrayList<>();
        all.add(operations.advance(head, last, tokens));
        items.forEach(item -> all.add(operations.item(item)));
        finishing.begin(last);
        if (!writes.transact(all).isEmpty()) {
            return false;
        }
        List<Run> given =
                chosen.stream().flatMap(append -> append.runs().stream()).toList();
        finishing.finish(new LogHead(true, last, head.last(), tokens), LogPlace.of(head.last() + 1, given));
        logged.add(given);
        return true;
    }
}
