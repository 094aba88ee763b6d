/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import jakarta.ejb.EJBException;
import jakarta.servlet.AsyncContext;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.web.format.EventPart;
import org.schemeless.eventstore.web.format.LogFormat;
import org.schemeless.eventstore.web.format.Payloads;
import org.schemeless.eventstore.web.problem.ErrorMapper;

/**
 * One client that is sent what it wants of the log, in the order of positions, each event once. It never blocks a
 * thread: it writes while the client takes what is written, and reads the next page when that is done. So a slow client
 * costs one page of memory, and what the server keeps for its socket. Who is sent little, since it wants few of the
 * events, is told from time to time how far the log was looked at, and need not begin further back when it connects
 * again.
 */
final class LogClient {

    private static final Logger LOG = System.getLogger(LogClient.class.getName());

    private final LogFormat format;
    private final LogFilter filter;
    private final Payloads payloads;
    private final long until;
    private final LogTail tail;
    private final Output out;
    private final CoalescingRun run;
    private final PageSize size = new PageSize();
    private final Stopwatch taken = new Stopwatch(LogSettings.stalledAfter());
    private final Stopwatch said = new Stopwatch(LogSettings.heartbeat());

    /** The log was looked at up to here. */
    private long position;

    /** The client knows that it was, up to here. */
    private long told;

    private List<StoredEvent> page = List.of();
    private int next;
    private boolean isLast;

    /**
     * @param until the last position that is looked at
     * @param left is told once, when the client is gone or has it all
     */
    LogClient(
            Wish wish,
            long until,
            LogTail tail,
            AsyncContext async,
            AsyncResponse answer,
            Executor executor,
            Consumer<LogClient> left)
            throws IOException {
        this.format = wish.format();
        this.filter = wish.filter();
        this.payloads = wish.payloads();
        this.position = wish.after();
        this.told = wish.after();
        this.until = until;
        this.tail = tail;
        this.run = new CoalescingRun(executor, this::runOnce);
        this.out = new Output(async, answer, run::call, () -> left.accept(this));
        out.put(format.start());
    }

    void start() {
        out.start();
    }

    /** Something may be there to send. */
    void wake() {
        run.call();
    }

    /** Ends the answer. */
    void end() {
        out.end();
    }

    private void runOnce() {
        if (!out.isOpen()) {
            return;
        }
        try {
            send();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a follower of the log went away", e);
            end();
        }
    }

    /** Sends what the client takes, one page at most, so that others have their turn. */
    private void send() throws IOException {
        boolean hasRead = false;
        while (out.isReady()) {
            taken.restart();
            if (!out.isWritten()) {
                out.write();
                said.restart();
            } else if (next < page.size()) {
                putNext();
            } else if (!out.flush()) {
                if (isLast || position == until) {
                    end();
                    return;
                }
                if (hasRead) {
                    wake();
                    return;
                }
                hasRead = true;
                if (!findMore()) {
                    return;
                }
            }
        }
        if (taken.isOver()) {
            LOG.log(Level.INFO, "a follower of the log takes nothing and is let go, at position " + position);
            end();
        }
    }

    private void putNext() {
        StoredEvent event = page.get(next++);
        long place = Objects.requireNonNull(event.position());
        try {
            List<EventPart> parts = payloads.of(event);
            if (parts.isEmpty()) {
                tell(place);
            } else {
                out.put(format.event(parts));
                told = place;
            }
        } catch (RuntimeException e) {
            putProblem(e);
        }
    }

    /** The answer ends with it. */
    private void putProblem(Throwable cause) {
        out.put(format.problem(String.valueOf(ErrorMapper.answer(cause).getEntity())));
        page = List.of();
        next = 0;
        isLast = true;
    }

    /** Whether there may be something more to send now. */
    private boolean findMore() {
        long before = position;
        readPage();
        if (page.isEmpty() && out.isWritten()) {
            tell(position);
        }
        return position > before || !out.isWritten();
    }

    /** @param upTo where there is nothing to send, up to here */
    private void tell(long upTo) {
        boolean isNews = upTo > told;
        boolean isDue = said.isOver() && (isNews || format.isLive());
        if (isDue || format.isLive() && upTo - told >= Limits.SCAN) {
            out.put(isNews ? format.lookedUpTo(upTo) : format.heartbeat());
            told = upTo;
        }
    }

    /** A backend that cannot answer now is asked again later; what cannot be read at all ends the answer. */
    private void readPage() {
        page = List.of();
        next = 0;
        try {
            List<StoredEvent> looked = tail.after(position, until, size, payloads.isSealed());
            position += looked.size();
            page = looked.stream().filter(filter::takes).toList();
        } catch (RuntimeException e) {
            Throwable cause = e instanceof EJBException && e.getCause() != null ? e.getCause() : e;
            if (!(cause instanceof EventStoreUnavailableException)) {
                putProblem(cause);
            }
        }
    }
}
