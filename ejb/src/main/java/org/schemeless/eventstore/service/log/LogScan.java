/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.spi.SliceSize;

/**
 * One page of the log while it is read, in slices, so that large events do not fill the memory. It is full when it has
 * as many wanted events as were asked for, or as many characters as a page may have, or when {@link Limits#SCAN}
 * positions were looked at.
 */
public final class LogScan {

    private final Log log;
    private final long after;
    private final int limit;
    private final LogFilter filter;
    private final SliceSize slices;
    private final List<StoredEvent> events = new ArrayList<>();
    private long position;

    public LogScan(Log log, long after, int limit, LogFilter filter, long maxCharacters) {
        this.log = log;
        this.after = after;
        this.limit = limit;
        this.filter = filter;
        this.slices = new SliceSize(maxCharacters);
        this.position = after;
    }

    /** Waits once for what has no position yet, when all that has one was looked at. */
    public LogPage page() {
        readAssigned();
        if (isFull()) {
            return new LogPage(events, position, log.goesOn(position));
        }
        LogEnd end = log.await(position, limit - events.size());
        Log.requireReached(after, end);
        if (end.position() > position) {
            readAssigned();
        }
        return new LogPage(events, position, end.hasMore() || end.position() > position);
    }

    private boolean isFull() {
        return events.size() >= limit || slices.isFull() || position - after >= Limits.SCAN;
    }

    private void readAssigned() {
        int asked;
        int found = 0;
        do {
            asked = next();
            List<StoredEvent> slice = asked == 0 ? List.of() : log.readAssigned(position, asked);
            found = slice.size();
            slice.forEach(this::add);
        } while (found > 0 && found == asked && !isFull());
    }

    private int next() {
        if (isFull()) {
            return 0;
        }
        long left = Limits.SCAN - (position - after);
        return slices.next(filter.equals(LogFilter.all()) ? Math.min(left, limit - events.size()) : left);
    }

    /** Wanted events of the slice that would be too many are left for the next page. */
    private void add(StoredEvent event) {
        if (events.size() >= limit) {
            return;
        }
        position++;
        slices.read(event);
        if (filter.takes(event)) {
            events.add(event);
            slices.add(event);
        }
    }
}
