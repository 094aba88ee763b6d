/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.service.ProgressReader;

/**
 * How all that share the storage are doing, for those who look: the storage is asked once in five seconds at most, by
 * one thread at a time, and who looks waits for a second at most. A storage that does not answer in time leaves what
 * was read before, with its age. Public for its proxy; not for applications.
 */
@ApplicationScoped
public class SharedFigures {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Inject
    private @Nullable ProgressReader reader;

    private final LongSupplier nanoTime;
    private final Supplier<Future<Optional<LogStatus>>> read;

    private @Nullable Future<Optional<LogStatus>> reading;
    private long begun;
    private @Nullable LogStatus last;
    private long lastBegun;

    /** What was read last, and how long ago. */
    record Reading(LogStatus status, Duration age) {}

    public SharedFigures() {
        nanoTime = System::nanoTime;
        read = this::readByContainer;
    }

    /** Without a container. */
    SharedFigures(Supplier<Future<Optional<LogStatus>>> read, LongSupplier nanoTime) {
        this.read = read;
        this.nanoTime = nanoTime;
    }

    /** A server that ends, or has no thread, refuses. */
    @SuppressWarnings("NullAway") // the container fills it
    private Future<Optional<LogStatus>> readByContainer() {
        try {
            return reader.read();
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** What is known; empty if nothing was read yet, or there is no log. */
    Optional<Reading> now() {
        await(current(), PATIENCE);
        return known();
    }

    private synchronized Future<Optional<LogStatus>> current() {
        long now = nanoTime.getAsLong();
        Future<Optional<LogStatus>> current = reading;
        if (current == null || (current.isDone() && now - begun >= FRESH.toNanos())) {
            if (current != null) {
                // it may have been answered after all had given it up
                await(current, Duration.ZERO);
            }
            begun = now;
            current = read.get();
            reading = current;
        }
        return current;
    }

    private void await(Future<Optional<LogStatus>> current, Duration patience) {
        try {
            keep(current, current.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            // the next who looks may have more luck
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(Future<Optional<LogStatus>> answered, Optional<LogStatus> status) {
        if (answered == reading && status.isPresent()) {
            last = status.get();
            lastBegun = begun;
        }
    }

    private synchronized Optional<Reading> known() {
        LogStatus status = last;
        return status == null
                ? Optional.empty()
                : Optional.of(new Reading(status, Duration.ofNanos(nanoTime.getAsLong() - lastBegun)));
    }
}
