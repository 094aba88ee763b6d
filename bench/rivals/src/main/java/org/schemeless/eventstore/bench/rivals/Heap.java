/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How much of the heap something needs: what is alive, which only a collection tells. So collections are made all the
 * time, with as much time between them as they take: one right after the other would let nothing else happen.
 */
final class Heap {

    /** What is watched. */
    interface Task {
        void run() throws Exception;
    }

    private Heap() {}

    /** The most that was alive meanwhile, in bytes, above what was before. The work takes twice as long at least. */
    static long neededBy(Task work) throws Exception {
        long before = alive();
        AtomicLong most = new AtomicLong(before);
        AtomicBoolean ended = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            while (!ended.get()) {
                long start = System.nanoTime();
                most.accumulateAndGet(alive(), Math::max);
                LockSupport.parkNanos(System.nanoTime() - start);
            }
        });
        collector.start();
        try {
            work.run();
        } finally {
            ended.set(true);
            collector.join();
        }
        return most.get() - before;
    }

    /** As the collection left it: until it can be asked, more is in use. */
    private static long alive() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
