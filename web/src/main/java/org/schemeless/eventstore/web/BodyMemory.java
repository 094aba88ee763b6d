/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;

/**
 * How many bytes of request bodies are in memory at once, over all requests. A body counts from before it is read, or
 * as it is read if its length is not known, to the end of its request: what is made of it takes memory for as long.
 *
 * <p>A quarter is for the first {@link #SMALL} bytes of each body, so that small ones do not wait for large ones. Of
 * the rest, who has nothing yet is given it in the order of coming, and waits for a while. Who has some already and
 * needs more goes before them, but only one waits for more at a time: others are refused, so that two who have some
 * never wait for each other. A body that is larger than all there is counts as all there is.
 */
final class BodyMemory {

    /** What is small. */
    static final long SMALL = 64L * 1024;

    /** Who waits keeps a thread of the server, which others need. */
    static final int MOST_WAITING = 16;

    private static final int PARTS = 4;

    /** What is taken at a time for a body whose length is not known. */
    private static final long STEP = 256L * 1024;

    /** Who sends less in a second than this, for longer than the grace, keeps only what has come. */
    private static final long SLOW = 256L * 1024;

    private static final long GRACE = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String RETRY_SECONDS = "1";

    private final Lock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Set<Share> shares = new HashSet<>();
    private final Deque<Share> line = new ArrayDeque<>();
    private final long bytes;
    private final long small;
    private final long large;
    private final long patience;
    private final LongSupplier nanos;
    private long freeSmall;
    private long freeLarge;
    private @Nullable Share growing;

    /** @param patience how long who has to wait does so before it is refused */
    BodyMemory(long bytes, Duration patience, LongSupplier nanos) {
        this.bytes = bytes;
        this.small = bytes / PARTS;
        this.large = bytes - small;
        this.patience = patience.toNanos();
        this.nanos = nanos;
        freeSmall = small;
        freeLarge = large;
    }

    /** What the body of one request has of it. Nothing at first; a request has to give it back at its end. */
    final class Share implements AutoCloseable {

        private long read;
        private long granted;
        private long since;

        /**
         * Takes what a body of this length needs.
         *
         * @throws WebApplicationException a 503, if there is too little of it and will not be soon
         */
        void reserve(long length) {
            lock.lock();
            try {
                cover(this, length);
                since = nanos.getAsLong();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Counts what has been read, and takes more if that is more than was taken before.
         *
         * @throws WebApplicationException a 503, if there is too little of it and will not be soon
         */
        void add(int count) {
            lock.lock();
            try {
                read += count;
                if (read > granted) {
                    cover(this, read <= SMALL ? SMALL : read + STEP);
                }
            } finally {
                lock.unlock();
            }
        }

        /** Gives back all of it: what has been read is needed no more. */
        void forget() {
            lock.lock();
            try {
                grant(this, 0);
                read = 0;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            forget();
        }

        private boolean hasLarge() {
            return largeOf(granted) > 0;
        }

        private boolean isSlow() {
            long elapsed = nanos.getAsLong() - since;
            return elapsed > GRACE && read / (elapsed / SECOND) < SLOW;
        }
    }

    Share share() {
        return new Share();
    }

    /**
     * The share that {@link BodyShares} has given to a request. An application whose web.xml is complete has no filters
     * of its libraries, and so no bound.
     */
    static Share of(HttpServletRequest request) {
        return request.getAttribute(BodyMemory.class.getName()) instanceof Share share
                ? share
                : new BodyMemory(Long.MAX_VALUE, Duration.ZERO, System::nanoTime).share();
    }

    void giveTo(HttpServletRequest request, Share share) {
        request.setAttribute(BodyMemory.class.getName(), share);
    }

    /** What is not taken. */
    long free() {
        lock.lock();
        try {
            return freeSmall + freeLarge;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return line.size() + (growing == null ? 0 : 1);
        } finally {
            lock.unlock();
        }
    }

    private long smallOf(long length) {
        return Math.min(Math.min(length, SMALL), small);
    }

    private long largeOf(long length) {
        return Math.min(Math.max(length - SMALL, 0), large);
    }

    private void cover(Share share, long length) {
        if (!isNext(share, length) || !isFree(share, length)) {
            await(share, length);
        }
        grant(share, length);
    }

    private boolean isFree(Share share, long length) {
        return smallOf(length) - smallOf(share.granted) <= freeSmall
                && largeOf(length) - largeOf(share.granted) <= freeLarge;
    }

    /** Whether nobody goes before. */
    private boolean isNext(Share share, long length) {
        if (largeOf(length) == largeOf(share.granted)) {
            return true;
        }
        Share first = growing == null && !share.hasLarge() ? line.peek() : growing;
        return first == null || first == share;
    }

    private void grant(Share share, long length) {
        freeSmall += smallOf(share.granted) - smallOf(length);
        freeLarge += largeOf(share.granted) - largeOf(length);
        share.granted = length;
        if (share.hasLarge()) {
            shares.add(share);
        } else {
            shares.remove(share);
        }
        freed.signalAll();
    }

    private void await(Share share, long length) {
        boolean isSmall = largeOf(length) == largeOf(share.granted);
        boolean isMore = share.hasLarge();
        if (isSmall || (isMore ? growing != null : line.size() == MOST_WAITING)) {
            throw full();
        }
        if (isMore) {
            growing = share;
        } else {
            line.add(share);
        }
        try {
            awaitFree(share, length);
        } finally {
            if (isMore) {
                growing = null;
            } else {
                line.remove(share);
            }
            freed.signalAll();
        }
    }

    private void awaitFree(Share share, long length) {
        long start = System.nanoTime();
        for (long left = patience; left > 0; left = patience - (System.nanoTime() - start)) {
            takeBackFromSlow();
            if (isNext(share, length) && isFree(share, length)) {
                return;
            }
            try {
                freed.awaitNanos(Math.min(left, LOOK));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw full();
            }
        }
        if (!isNext(share, length) || !isFree(share, length)) {
            throw full();
        }
    }

    /** What was taken for a body whose sender lets others wait; for what still comes of it, it is taken as it comes. */
    private void takeBackFromSlow() {
        Set.copyOf(shares).stream()
                .filter(share -> share.granted > share.read + STEP && share.isSlow())
                .forEach(share -> grant(share, share.read + STEP));
    }

    private WebApplicationException full() {
        String detail = "Other requests have filled the memory for bodies: " + bytes
                + " bytes at once. Send the same request again, with the same ids";
        Problem problem = new Problem(ProblemType.UNAVAILABLE, detail).with("limit", bytes);
        return new WebApplicationException(problem.answerForNow(RETRY_SECONDS));
    }
}
