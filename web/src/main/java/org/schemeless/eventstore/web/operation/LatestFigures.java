/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the storage last: it is asked once in five seconds at most, by one thread at a time, and who looks
 * waits for a second at most. A storage that does not answer in time leaves what was read before, with its age.
 */
final class LatestFigures<T> {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Supplier<Future<Optional<T>>> read;

    private @Nullable Future<Optional<T>> reading;
    private long begun;
    private @Nullable T last;
    private long lastBegun;

    /** What was read last, and how long ago. */
    record Reading<T>(T figures, Duration age) {}

    LatestFigures(Supplier<Future<Optional<T>>> read, LongSupplier nanoTime) {
        this.read = read;
        this.nanoTime = nanoTime;
    }

    /** What is known; empty if nothing was read yet, or there is nothing to read. */
    Optional<Reading<T>> now() {
        await(current(), PATIENCE);
        return known();
    }

    private synchronized Future<Optional<T>> current() {
        long now = nanoTime.getAsLong();
        Future<Optional<T>> current = reading;
        if (current == null || (current.isDone() && now - begun >= FRESH.toNanos())) {
            if (current != null) {
                // it may have been answered after all had given it up
                await(current, Duration.ZERO);
            }
            begun = now;
            current = begin();
            reading = current;
        }
        return current;
    }

    /** A server that ends, or has no thread, refuses. */
    private Future<Optional<T>> begin() {
        try {
            return read.get();
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private void await(Future<Optional<T>> current, Duration patience) {
        try {
            keep(current, current.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            // the next who looks may have more luck
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(Future<Optional<T>> answered, Optional<T> figures) {
        if (answered == reading && figures.isPresent()) {
            last = figures.get();
            lastBegun = begun;
        }
    }

    private synchronized Optional<Reading<T>> known() {
        T figures = last;
        return figures == null
                ? Optional.empty()
                : Optional.of(new Reading<>(figures, Duration.ofNanos(nanoTime.getAsLong() - lastBegun)));
    }
}
