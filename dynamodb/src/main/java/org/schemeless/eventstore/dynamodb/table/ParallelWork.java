/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One piece of work for {@link Parallel}. */
final class ParallelWork<A, B> {

    private final List<A> input;
    private final Function<A, B> work;
    private final Map<Integer, B> results = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    private volatile @Nullable Throwable failure;
    private int helpers;
    private boolean closed;

    ParallelWork(Collection<A> input, Function<A, B> work) {
        this.input = List.copyOf(input);
        this.work = work;
    }

    /** Takes part from another thread, unless all is done. */
    void help() {
        if (entered()) {
            try {
                run();
            } finally {
                left();
            }
        }
    }

    /** Takes part, and waits for those who still help. */
    List<B> finish() {
        run();
        close();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return IntStream.range(0, input.size())
                .mapToObj(i -> Objects.requireNonNull(results.get(i)))
                .toList();
    }

    private void run() {
        int i = next.getAndIncrement();
        while (i < input.size() && failure == null) {
            try {
                results.put(i, work.apply(input.get(i)));
            } catch (RuntimeException | Error e) {
                fail(e);
            }
            i = next.getAndIncrement();
        }
    }

    private synchronized void fail(Throwable e) {
        if (failure == null) {
            failure = e;
        }
    }

    private synchronized boolean entered() {
        if (!closed) {
            helpers++;
        }
        return !closed;
    }

    private synchronized void left() {
        helpers--;
        notifyAll();
    }

    private synchronized void close() {
        closed = true;
        boolean interrupted = false;
        while (helpers > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
