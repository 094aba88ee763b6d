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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.web.format.LogFormat;
import org.schemeless.eventstore.web.problem.ErrorMapper;

/**
 * One client that is sent the log, in the order of positions, each event once. It never blocks a thread: it writes while
 * the client takes what is written, and reads the next page when that is done. So a slow client costs one page of memory,
 * and what the server keeps for its socket.
 */
final class Follower {

    private static final Logger LOG = System.getLogger(Follower.class.getName());

    private final LogFormat format;
    private final long until;
    private final LogTail tail;
    private final Output out;
    private final Turns turns;
    private final PageSize size = new PageSize();
    private final Clock taken = new Clock(LogSettings.stalledAfter());
    private final Clock said = new Clock(LogSettings.heartbeat());

    private long position;
    private List<StoredEvent> page = List.of();
    private int next;
    private boolean isLast;

    /** @param left is told once, when the client is gone or has it all */
    Follower(
            LogFormat format,
            Range range,
            LogTail tail,
            AsyncContext async,
            AsyncResponse answer,
            Executor executor,
            Consumer<Follower> left)
            throws IOException {
        this.format = format;
        this.position = range.after();
        this.until = range.until();
        this.tail = tail;
        this.turns = new Turns(executor, this::turn);
        this.out = new Output(async, answer, turns::call, () -> left.accept(this));
        out.put(format.start());
    }

    void start() {
        out.start();
    }

    /** Something may be there to send. */
    void wake() {
        turns.call();
    }

    /** Ends the answer. */
    void end() {
        out.end();
    }

    private void turn() {
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
                out.put(format.event(page.get(next++)));
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

    /** Whether there is something more to send now. */
    private boolean findMore() {
        readPage();
        if (page.isEmpty() && out.isWritten() && format.isLive() && said.isOver()) {
            out.put(format.heartbeat());
        }
        return !page.isEmpty() || !out.isWritten();
    }

    /** A backend that cannot answer now is asked again later; what cannot be read at all ends the answer. */
    private void readPage() {
        page = List.of();
        next = 0;
        try {
            page = tail.after(position, until, size);
            position += page.size();
        } catch (RuntimeException e) {
            Throwable cause = e instanceof EJBException && e.getCause() != null ? e.getCause() : e;
            if (!(cause instanceof EventStoreUnavailableException)) {
                out.put(format.problem(String.valueOf(ErrorMapper.answer(cause).getEntity())));
                isLast = true;
            }
        }
    }
}
