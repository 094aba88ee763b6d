/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** One that follows the log on a thread of its own, from where it was told to until it is closed. */
public abstract class Follower implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<JsonObject> events = Collections.synchronizedList(new ArrayList<>());
    private volatile long last;
    private volatile boolean closed;
    private volatile Throwable failure;

    Follower(long after) {
        last = after;
    }

    /** To be called when it is made. */
    final void start(String name) {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed && failure == null) {
            try {
                follow();
            } catch (RuntimeException | AssertionError e) {
                failure = e;
            }
        }
    }

    /** Takes what follows the last event, as long as it likes; called again and again. */
    abstract void follow();

    final void take(JsonObject event, long position) {
        events.add(event);
        last = position;
    }

    /** There was nothing for it up to this position. */
    final void pass(long position) {
        last = position;
    }

    /** Up to where it has the log. */
    final long last() {
        return last;
    }

    /** Waits until it has what there is for it up to this position, or one after it. */
    public Follower awaitPosition(long position) {
        await(() -> last >= position);
        return this;
    }

    final void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .failFast(() -> {
                    if (failure != null) {
                        throw new AssertionError(failure);
                    }
                })
                .until(condition);
    }

    /** All it was given, in this order. */
    public final List<JsonObject> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        closed = true;
    }
}
