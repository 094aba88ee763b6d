/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.schemeless.eventstore.spi.Micros;

/**
 * Numbers that tell in which order events were stored, as well as clocks can: the time in microseconds, no two alike on
 * one node. They order look-ups of events that have no position yet, and nothing else.
 */
public final class OrderNumbers {

    /** These numbers are above all positions. */
    public static final long LEAST = 1L << 52;

    /** Every number is below the integers that JSON readers keep. */
    public static final long MOST = (1L << 53) - 1;

    private final AtomicLong last = new AtomicLong();

    /** The first of so many consecutive numbers. */
    public long next(int count) {
        long now = LEAST + Math.max(0, Micros.of(Instant.now()));
        return last.updateAndGet(before -> Math.max(before + 1, now) + count - 1) - count + 1;
    }
}
