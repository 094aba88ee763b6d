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
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.web.format.LogFormat;
import org.schemeless.eventstore.web.problem.ErrorMapper;

/**
 * One client that is sent the log, in the order of positions, each event once. It never blocks a thread: it writes while
 * the client takes what is written, and reads the next page when that is done. So a slow client costs one page of memory.
 */
final class Follower implements WriteListener, AsyncListener {

    private static final Logger LOG = System.getLogger(Follower.class.getName());

    private static final int SLICE = 32 * 1024;

    private final LogFormat format;
    private final long until;
    private final LogTail tail;
    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Consumer<Follower> left;
    private final Turns turns;
    private final PageSize size = new PageSize();
    private final Clock taken = new Clock(LogSettings.stalledAfter());
    private final Clock said = new Clock(LogSettings.heartbeat());
    private final AtomicBoolean ended = new AtomicBoolean();

    private long position;
    private List<StoredEvent> page = List.of();
    private int next;
    private byte[] chunk;
    private int written;
    private boolean unflushed = true;
    private boolean last;

    /** @param left is told once, when the client is gone or has it all */
    Follower(
            LogFormat format, Range range, LogTail tail, AsyncContext async, Executor executor, Consumer<Follower> left)
            throws IOException {
        this.format = format;
        this.position = range.after();
        this.until = range.until();
        this.tail = tail;
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.left = left;
        this.turns = new Turns(executor, this::turn);
        this.chunk = format.start();
    }

    void start() {
        async.addListener(this);
        out.setWriteListener(this);
    }

    /** Something may be there to send. */
    void wake() {
        turns.call();
    }

    private void turn() {
        if (ended.get()) {
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
            if (written < chunk.length) {
                writeSlice();
            } else if (next < page.size()) {
                begin(format.event(page.get(next++)));
            } else if (unflushed) {
                out.flush();
                unflushed = false;
            } else if (last || position == until) {
                end();
                return;
            } else if (hasRead) {
                wake();
                return;
            } else if (hasNext()) {
                hasRead = true;
            } else {
                return;
            }
        }
        if (taken.isOver()) {
            LOG.log(Level.INFO, "a follower of the log takes nothing and is let go, at position " + position);
            end();
        }
    }

    private void writeSlice() throws IOException {
        int length = Math.min(SLICE, chunk.length - written);
        out.write(chunk, written, length);
        written += length;
        unflushed = true;
        said.restart();
    }

    private void begin(byte[] bytes) {
        chunk = bytes;
        written = 0;
    }

    /** Whether there is something more to send now. */
    private boolean hasNext() {
        readPage();
        if (page.isEmpty() && !last && format.isLive() && said.isOver()) {
            begin(format.heartbeat());
        }
        return !page.isEmpty() || written < chunk.length;
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
                begin(format.problem(
                        String.valueOf(new ErrorMapper().toResponse(cause).getEntity())));
                last = true;
            }
        }
    }

    /** Ends the answer. */
    void end() {
        if (leave()) {
            try {
                async.complete();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "the answer had ended before", e);
            }
        }
    }

    private boolean leave() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            left.accept(this);
        }
        return first;
    }

    @Override
    public void onWritePossible() {
        wake();
    }

    @Override
    public void onError(Throwable error) {
        LOG.log(Level.DEBUG, "a follower of the log went away", error);
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        leave();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // the answer is not dispatched again
    }
}
