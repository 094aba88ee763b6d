/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Runs work in a few threads of another executor, in the order it came: followers leave connections to the writers. */
final class BoundedExecutor implements Executor {

    private final Executor executor;
    private final Semaphore free;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    BoundedExecutor(Executor executor, int count) {
        this.executor = executor;
        this.free = new Semaphore(count);
    }

    /** Returns at once. If the other executor takes nothing now, the work waits for a later call. */
    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        retry();
    }

    /** Tries again what the other executor has not taken. */
    void retry() {
        while (!waiting.isEmpty() && free.tryAcquire()) {
            boolean taken = false;
            try {
                executor.execute(this::run);
                taken = true;
            } catch (RejectedExecutionException e) {
                return;
            } finally {
                if (!taken) {
                    free.release();
                }
            }
        }
    }

    /** One piece of work, so that the thread comes free for others in between. */
    private void run() {
        try {
            Runnable work = waiting.poll();
            if (work != null) {
                work.run();
            }
        } finally {
            free.release();
            retry();
        }
    }
}
