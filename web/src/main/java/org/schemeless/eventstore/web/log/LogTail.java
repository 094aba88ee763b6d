/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.StoredEvent;

/**
 * The end of the log, as far as this node has looked, and what came last. Who reads past the end may wait for
 * positions; so one looks for all, and followers read up to the end that was seen.
 */
@ApplicationScoped
public class LogTail {

    /**
     * The position of the last event seen, and the last page, which begins after {@code after}; no events, if some of
     * them have personal members: nothing in the clear outlasts the service's keys.
     */
    private record Seen(long end, long after, List<StoredEvent> events) {}

    private final LogReader log;
    private final PageSize size = new PageSize();
    private volatile Seen seen = new Seen(0, 0, List.of());

    @Inject
    LogTail(LogReader log) {
        this.log = log;
    }

    /** The constructor for the container's proxy. */
    LogTail() {
        this(new LogReader());
    }

    /**
     * Where the log ends, with the events acknowledged before the call, or before the one whose answer had this. If
     * that is before the end that was seen, {@link #refresh} is left to say so, to those who follow.
     */
    LogEnd locate(@Nullable String until) {
        LogEnd end = log.end(until);
        Seen now = seen;
        if (end.position() > now.end()) {
            seen = new Seen(end.position(), now.after(), now.events());
        }
        return end;
    }

    /** Forgets what was seen: the log is another one. */
    void startOver() {
        seen = new Seen(log.end(null).position(), 0, List.of());
    }

    /**
     * Looks for what comes next; one at a time. While others locate the end, it may be seen further ahead, then less
     * far again.
     *
     * @return whether there was something, so that there may be more
     * @throws InvalidEventException if the log is shorter than it was
     */
    boolean refresh() {
        long end = seen.end();
        List<StoredEvent> page = log.next(end, size.limit());
        if (page.isEmpty()) {
            return false;
        }
        boolean isPersonal = page.stream().anyMatch(event -> !event.personal().isEmpty());
        seen = new Seen(end + page.size(), end, isPersonal ? List.of() : page);
        size.adapt(page);
        return true;
    }

    /**
     * Events after a position, up to the end that was seen: the last page for those who are nearly there, another one
     * for those who are not. Never waits for whoever looks.
     *
     * @param sealed whether personal members are wanted as they are stored; a page that is kept has none
     */
    List<StoredEvent> after(long position, long until, PageSize own, boolean sealed) {
        Seen now = seen;
        long skipped = position - now.after();
        if (skipped >= 0 && skipped < now.events().size() && until >= now.end()) {
            return now.events().subList((int) skipped, now.events().size());
        }
        long most = Math.min(now.end(), until) - position;
        if (most <= 0) {
            return List.of();
        }
        List<StoredEvent> page = log.read(position, (int) Math.min(most, own.limit()), sealed);
        own.adapt(page);
        return page;
    }
}
