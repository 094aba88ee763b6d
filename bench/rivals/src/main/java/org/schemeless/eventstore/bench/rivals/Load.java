/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * So many clients at the same time, each on a thread of its own, for so long. All are connected before the clock
 * starts.
 *
 * @param threads makes threads that know the application
 */
record Load(int clients, Duration time, ThreadFactory threads) {

    /**
     * @param steps gives each client what it does
     * @throws ExecutionException if one of them failed
     */
    Measured on(Rival rival, Supplier<Step> steps) throws InterruptedException, ExecutionException {
        CountDownLatch connected = new CountDownLatch(clients);
        List<FutureTask<Measured>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            FutureTask<Measured> one = new FutureTask<>(() -> work(rival, steps.get(), connected));
            threads.newThread(one).start();
            all.add(one);
        }
        Measured sum = Measured.NOTHING;
        for (FutureTask<Measured> one : all) {
            sum = sum.plus(one.get());
        }
        return sum;
    }

    private Measured work(Rival rival, Step step, CountDownLatch connected) throws Exception {
        try (Client client = connected(rival, connected)) {
            connected.await();
            long start = System.nanoTime();
            Measured done = Measured.NOTHING;
            long elapsed;
            do {
                done = done.plus(step.take(client));
                elapsed = System.nanoTime() - start;
            } while (elapsed < time.toNanos());
            return done.plus(new Measured(0, 0, 0, elapsed));
        }
    }

    /** Counts also if it fails, so that nobody waits for it. */
    private static Client connected(Rival rival, CountDownLatch connected) throws Exception {
        try {
            return rival.connect();
        } finally {
            connected.countDown();
        }
    }
}
