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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** One that asks for what follows the last event it has, again and again. */
public final class PollingFollower extends Follower {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final String LINES = "application/x-ndjson";

    private final LongFunction<List<JsonObject>> more;

    private PollingFollower(long after, LongFunction<List<JsonObject>> more) {
        super(after);
        this.more = more;
        start("polling-follower");
    }

    /** By pages of {@code GET log}, each to where the one before leads. */
    public static Follower byPages(Store store, long after) {
        return new PollingFollower(after, last -> store.eventsByPages("log?limit=100&after=" + last));
    }

    /** By lines of {@code GET log}, to the end that it has. */
    public static Follower byLines(Store store, long after) {
        return new PollingFollower(
                after,
                last -> store.get("log?after=" + last, "Accept", LINES).is(200).lines());
    }

    /** By pages that an application beside the store reads of the log. */
    public static Follower inJava(Store store, long after) {
        return new PollingFollower(
                after,
                last -> store.get("../following/read?after=" + last).is(200).lines());
    }

    /** By what the subscription of an application beside the store is given, from the beginning on. */
    public static Follower ofSubscription(Store store) {
        AtomicLong taken = new AtomicLong();
        return new PollingFollower(0, last -> {
            List<JsonObject> events =
                    store.get("../following/given?after=" + taken).is(200).lines();
            taken.addAndGet(events.size());
            return events;
        });
    }

    @Override
    void follow() {
        List<JsonObject> found = more.apply(last());
        found.forEach(event -> take(event, event.getJsonNumber("position").longValue()));
        if (found.isEmpty()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
