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
import java.util.List;
import java.util.Objects;

/**
 * Cuts the positions of a round into items of the log: small ones, so that a page of the log is read for what it holds;
 * if that would be more than a transaction takes, fewer and larger ones. None crosses the end of a bucket.
 */
final class LogItems {

    /** A transaction has a hundred operations; one moves the head. */
    private static final int MOST_ITEMS = 90;

    private static final long SMALL = 6_000;

    private final List<LogItem> items = new ArrayList<>();
    private final long limit;
    private long first;
    private long next;
    private RunsText text = new RunsText();

    private LogItems(long last, long limit) {
        this.limit = limit;
        first = last + 1;
        next = last + 1;
    }

    /** @param last the last position assigned before */
    static List<LogItem> of(List<PendingRuns> appends, long last) {
        List<LogItem> small = cut(appends, last, SMALL);
        return small.size() <= MOST_ITEMS ? small : cut(appends, last, PendingAppend.MOST_BYTES);
    }

    private static List<LogItem> cut(List<PendingRuns> appends, long last, long limit) {
        LogItems items = new LogItems(last, limit);
        for (PendingRuns append : appends) {
            if (append.pending().object() == null) {
                append.runs().forEach(items::add);
            } else {
                items.refer(append.pending());
            }
        }
        items.close();
        return items.items;
    }

    private void add(Run run) {
        Run rest = run;
        while (rest.count() > 0) {
            Run part = rest.start(Math.min(rest.count(), LogKeys.bucketEnd(next) - next + 1));
            if (!text.isEmpty() && text.bytesWith(part) > limit) {
                close();
            }
            text.add(part);
            next += part.count();
            rest = rest.without(part.count());
            if (LogKeys.bucketEnd(next - 1) == next - 1) {
                close();
            }
        }
    }

    private void close() {
        if (!text.isEmpty()) {
            items.add(new LogItem(first, next - 1, text.toString(), null, 0));
            text = new RunsText();
        }
        first = next;
    }

    private void refer(PendingAppend append) {
        close();
        long end = next + append.events();
        while (next < end) {
            long last = Math.min(end - 1, LogKeys.bucketEnd(next));
            items.add(new LogItem(
                    next, last, null, Objects.requireNonNull(append.object()), append.events() - (end - next)));
            next = last + 1;
        }
        first = next;
    }
}
