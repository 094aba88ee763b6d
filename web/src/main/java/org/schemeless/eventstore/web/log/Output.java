/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer that is written while the client takes it, and never blocks. One thread at a time may use it. */
final class Output implements WriteListener, AsyncListener {

    private static final Logger LOG = System.getLogger(Output.class.getName());

    private static final int SLICE = 32 * 1024;

    private final AsyncContext async;
    private final AsyncResponse answer;
    private final ServletOutputStream out;
    private final Runnable possible;
    private final Runnable over;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean open;
    private byte[] bytes = {};
    private int written;
    private boolean unflushed = true;

    /**
     * @param possible is run when more can be written
     * @param over is run once, when the answer has ended or the client is gone
     */
    Output(AsyncContext async, AsyncResponse answer, Runnable possible, Runnable over) throws IOException {
        this.async = async;
        this.answer = answer;
        this.out = async.getResponse().getOutputStream();
        this.possible = possible;
        this.over = over;
    }

    void start() {
        async.addListener(this);
        out.setWriteListener(this);
    }

    boolean isOpen() {
        return open && !ended.get();
    }

    /** Takes what is to be written next; what was there before has to be written. */
    void put(byte[] next) {
        bytes = next;
        written = 0;
    }

    boolean isWritten() {
        return written == bytes.length;
    }

    /** Whether the client takes something now; if not, {@code possible} is run when it does. */
    boolean isReady() {
        return out.isReady();
    }

    /** Writes a part of what was put, if ready. */
    void write() throws IOException {
        int length = Math.min(SLICE, bytes.length - written);
        out.write(bytes, written, length);
        written += length;
        unflushed = true;
    }

    /** Sends what is written on its way, if ready; whether there was something. */
    boolean flush() throws IOException {
        boolean due = unflushed;
        if (due) {
            out.flush();
            unflushed = false;
        }
        return due;
    }

    /** Ends the answer. Its head is sent; only Jakarta REST can end what it suspended without complaints in the log. */
    void end() {
        if (leave()) {
            try {
                answer.resume(Response.ok().build());
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "the answer had ended before", e);
            }
        }
    }

    private boolean leave() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            over.run();
        }
        return first;
    }

    @Override
    public void onWritePossible() {
        open = true;
        possible.run();
    }

    @Override
    public void onError(Throwable error) {
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
