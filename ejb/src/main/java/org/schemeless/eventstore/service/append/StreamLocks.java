/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.call.Waits;

/**
 * Lets the unconditional appenders of this node to one stream go one after another, so that they do not waste their
 * attempts on each other. Nothing depends on it for correctness: who waits too long goes ahead, other nodes know
 * nothing of it, and the database decides.
 */
@ApplicationScoped
public class StreamLocks {

    private static final int STRIPES = 512;

    private final ReentrantLock[] stripes =
            Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toArray(ReentrantLock[]::new);

    <T> T holding(Collection<StreamId> streams, Duration patience, Supplier<T> work) {
        Deque<ReentrantLock> mine = new ArrayDeque<>();
        try {
            long start = System.nanoTime();
            long end = start + patience.toNanos();
            streams.stream()
                    .mapToInt(stream -> Math.floorMod(stream.hashCode(), STRIPES))
                    .sorted()
                    .distinct()
                    .mapToObj(i -> stripes[i])
                    .filter(stripe -> taken(stripe, end - System.nanoTime()))
                    .forEach(mine::push);
            Waits.since(Waits.Reason.STREAM, start);
            return work.get();
        } finally {
            mine.forEach(ReentrantLock::unlock);
        }
    }

    private static boolean taken(ReentrantLock stripe, long nanos) {
        try {
            return stripe.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
