/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that is done once more after each call, in a thread of the executor, never twice at a time. */
final class CoalescingRun {

    private final Executor executor;
    private final Runnable work;
    private final AtomicInteger calls = new AtomicInteger();

    CoalescingRun(Executor executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    /** Returns at once. Calls made before a run begins are answered by that run. */
    void call() {
        if (calls.getAndIncrement() == 0) {
            submit();
        }
    }

    private void runOnce() {
        int answered = calls.get();
        try {
            work.run();
        } finally {
            if (calls.addAndGet(-answered) != 0) {
                submit();
            }
        }
    }

    private void submit() {
        executor.execute(this::runOnce);
    }
}
