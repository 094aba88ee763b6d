/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.logging.Mishaps;

/**
 * What the append on the current thread has waited for, so that a slow one can tell. Costs a reading of the clock for
 * each wait.
 */
public final class Waits {

    /** What an append waits for before it comes to the backend. */
    public enum Reason {
        STREAM("until other appends of this node to the same streams were in"),
        GROUP("for others, to be stored together with them"),
        WRITER("until other writers of this node were done"),
        PAUSE("in pauses before it was tried again");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private static final ThreadLocal<@Nullable Waits> CURRENT = new ThreadLocal<>();

    private final Map<Reason, Duration> waited = new EnumMap<>(Reason.class);
    private int retries;
    private @Nullable Throwable last;

    /** Runs an append, whose waits on this thread are noted here. Another one may run within it. */
    public <T> T note(Supplier<T> append) {
        Waits outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return append.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The append on this thread, if there is one, has waited since then. */
    public static void since(Reason reason, long nanoTime) {
        Waits current = CURRENT.get();
        if (current != null) {
            current.waited.merge(reason, Duration.ofNanos(System.nanoTime() - nanoTime), Duration::plus);
        }
    }

    /** The append on this thread, if there is one, is tried again. */
    public static void retried(Throwable because) {
        Waits current = CURRENT.get();
        if (current != null) {
            current.retries++;
            current.last = because;
        }
    }

    /** What was waited for within this time; the rest was the backend's. */
    public String within(Duration whole) {
        Duration known = waited.values().stream().reduce(Duration.ZERO, Duration::plus);
        Stream<String> reasons = waited.entrySet().stream()
                .filter(entry -> entry.getValue().toMillis() > 0)
                .map(entry -> entry.getValue().toMillis() + " ms " + entry.getKey().text);
        String rest = Math.max(0, whole.minus(known).toMillis())
                + " ms in the backend (a connection of the pool, locks of other transactions, writing, the commit)";
        String times = Stream.concat(reasons, Stream.of(rest)).collect(Collectors.joining(", "));
        return last == null
                ? times
                : times + "; tried again %d times, the last after: %s".formatted(retries, Mishaps.line(last));
    }
}
