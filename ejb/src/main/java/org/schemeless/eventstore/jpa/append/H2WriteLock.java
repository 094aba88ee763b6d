/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The lock that lets what writes go one after the other, on H2. Each commit makes H2 write its maps to the file, one
 * after the other, while others change them: after a crash right then, a statement of another writer may have left a
 * part of itself (seen with 2.2.224 and 2.4.240). Other databases keep whole what they commit, and wait for nothing
 * here. Who waits too long goes ahead: one who writes may wait for a connection or a row of one who waits here.
 */
@ApplicationScoped
public class H2WriteLock {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Duration patience;

    private volatile boolean needed;

    H2WriteLock() {
        this(PATIENCE);
    }

    H2WriteLock(Duration patience) {
        this.patience = patience;
    }

    /** There is one writer at a time from now on. */
    public void need() {
        needed = true;
    }

    public <T> T exclusively(Supplier<T> work) {
        boolean mine = needed && taken();
        try {
            return work.get();
        } finally {
            if (mine) {
                lock.unlock();
            }
        }
    }

    private boolean taken() {
        try {
            return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
