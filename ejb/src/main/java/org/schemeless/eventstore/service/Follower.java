/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStatus;

/** What this node knows of a subscription: whether a run is due, how the last one ended, when to try again. */
final class Follower {

    private static final Logger LOG = System.getLogger(Follower.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Subscription subscription;
    private final String name;
    private final int attempts;
    private final LongSupplier nanoTime;
    private long position;
    private long end;
    private boolean running;
    private boolean behind = true;
    private boolean elsewhere;
    private int failures;
    private int pauses;
    private long pausedUntil;
    private @Nullable String failure;
    private boolean stopped;

    Follower(Subscription subscription, int attempts) {
        this(subscription, attempts, System::nanoTime);
    }

    Follower(Subscription subscription, int attempts, LongSupplier nanoTime) {
        this.subscription = subscription;
        this.name = subscription.name();
        this.attempts = attempts;
        this.nanoTime = nanoTime;
    }

    Subscription subscription() {
        return subscription;
    }

    String name() {
        return name;
    }

    /**
     * Whether a run is to begin now; the one who is told so begins it. One runs at a time on this node.
     *
     * @param endOfLog the last position given, as far as the caller knows
     */
    synchronized boolean begins(long endOfLog) {
        end = Math.max(end, endOfLog);
        behind |= position < end;
        if (running || stopped || !behind || (pauses > 0 && nanoTime.getAsLong() - pausedUntil < 0)) {
            return false;
        }
        running = true;
        elsewhere = false;
        return true;
    }

    /** A batch is done; if the log goes on, the next run is due. */
    synchronized void reached(long reached) {
        running = false;
        position = Math.max(position, reached);
        behind = position < end;
        failures = 0;
        pauses = 0;
        failure = null;
    }

    /** Whether the last run left something to do at once. */
    synchronized boolean hasMore() {
        return behind && pauses == 0 && !elsewhere;
    }

    /** Another node is at it; whether it brings it to an end is seen later. */
    synchronized void elsewhere() {
        running = false;
        elsewhere = true;
    }

    /** The backend cannot answer: no fault of the subscription's. */
    synchronized void heldUp(Throwable reason) {
        running = false;
        failure = reason.toString();
        pause();
        LOG.log(Level.WARNING, "the subscription {0} waits: {1}", name, failure);
    }

    synchronized void failed(Throwable reason) {
        running = false;
        failures++;
        failure = reason.toString();
        stopped = failures >= attempts;
        if (stopped) {
            String text =
                    "the subscription %s has stopped: its batch after position %d failed %d times. Mend the cause, then restart it"
                            .formatted(name, position, failures);
            LOG.log(Level.ERROR, text, reason);
        } else {
            pause();
            LOG.log(Level.WARNING, "the subscription %s failed and will try again".formatted(name), reason);
        }
    }

    private void pause() {
        long factor = 1L << Math.min(pauses, 20);
        pauses++;
        pausedUntil = nanoTime.getAsLong() + Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() * factor);
    }

    synchronized void restart() {
        stopped = false;
        failures = 0;
        pauses = 0;
        failure = null;
        behind = true;
    }

    synchronized SubscriptionStatus status() {
        return new SubscriptionStatus(name, position, Math.max(0, end - position), failures, failure, stopped);
    }
}
