/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;

/** One that asks for what follows the last event it has, again and again. */
final class PollingFollower implements Follower {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String LINES = "application/x-ndjson";

    private final LongFunction<List<JsonObject>> more;
    private final Thread thread = new Thread(this::run, "polling-follower");
    private final List<JsonObject> events = Collections.synchronizedList(new ArrayList<>());
    private volatile long last;
    private volatile boolean closed;
    private volatile Throwable failure;

    private PollingFollower(long after, LongFunction<List<JsonObject>> more) {
        this.last = after;
        this.more = more;
        thread.setDaemon(true);
        thread.start();
    }

    /** By pages of {@code GET log}, each to where the one before leads. */
    static Follower byPages(Store store, long after) {
        return new PollingFollower(after, last -> {
            List<JsonObject> events = new ArrayList<>();
            String page = "log?limit=100&after=" + last;
            while (!page.isEmpty()) {
                Reply reply = store.get(page).is(200);
                events.addAll(reply.events());
                page = reply.next();
            }
            return events;
        });
    }

    /** By lines of {@code GET log}, to the end that it has. */
    static Follower byLines(Store store, long after) {
        return new PollingFollower(after, last -> lines(store.get("log?after=" + last, "Accept", LINES)));
    }

    /** By pages that an application beside the store reads of the log. */
    static Follower inJava(Store store, long after) {
        return new PollingFollower(after, last -> lines(store.get("../following/read?after=" + last)));
    }

    /** By what the subscription of an application beside the store is given, from the beginning on. */
    static Follower ofSubscription(Store store) {
        AtomicLong taken = new AtomicLong();
        return new PollingFollower(0, last -> {
            List<JsonObject> events = lines(store.get("../following/given?after=" + taken));
            taken.addAndGet(events.size());
            return events;
        });
    }

    private static List<JsonObject> lines(Reply reply) {
        return reply.is(200).body().lines().map(Reply::object).toList();
    }

    private void run() {
        while (!closed && failure == null) {
            try {
                List<JsonObject> found = more.apply(last);
                events.addAll(found);
                if (found.isEmpty()) {
                    LockSupport.parkNanos(POLL.toNanos());
                } else {
                    last = found.get(found.size() - 1).getJsonNumber("position").longValue();
                }
            } catch (RuntimeException | AssertionError e) {
                failure = e;
            }
        }
    }

    @Override
    public Follower awaitPosition(long position) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .failFast(() -> {
                    if (failure != null) {
                        throw new AssertionError(failure);
                    }
                })
                .until(() -> last >= position);
        return this;
    }

    @Override
    public List<JsonObject> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        closed = true;
    }
}
