/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.RecentTokens;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.StorageName;

/**
 * Checkpoints in the table. A batch takes one with a token, and gives it back after the transaction, moved on if that
 * has committed: a crash in between lets the batch be handled again. A token that stays for {@link #LEASE} is taken for
 * a dead node's; each node measures that with its own watch, from when it saw the token first. The segments of views
 * have theirs in the table of their states, and move them in the transaction of these.
 */
@ApplicationScoped
@Alternative
@StorageName("dynamodb")
class DynamoDbCheckpoints implements Checkpoints {

    private static final Logger LOG = System.getLogger(DynamoDbCheckpoints.class.getName());
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** Who folds views writes nothing any more once another has taken over: it is enough to leave time for a round. */
    private static final Duration LEASE_OF_A_VIEW = Duration.ofSeconds(15);

    private static final String OF_A_VIEW = "$view ";

    /** So often, a second or more, a checkpoint that is to be held is looked at. */
    private static final int LOOKS = 100;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /**
     * So often the time doubles for which views are waited for: nodes whose batches take longer than that to their
     * first round would take over from each other for ever.
     */
    private static final int DOUBLINGS = 6;

    /**
     * What this node saw last: whose token at which position, since when, and how often it took that over there without
     * any progress since.
     */
    private record Sighting(BatchToken holder, long position, long since, int takeovers) {

        private Sighting takenOver() {
            return new Sighting(holder, position, since, Math.min(DOUBLINGS, takeovers + 1));
        }
    }

    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

    /** Tokens of this node whose return failed: nobody is at work under them. */
    private final RecentTokens ended = new RecentTokens();

    @Inject
    private StorageLifecycle backend;

    private Duration lease = LEASE;
    private Duration leaseOfView = LEASE_OF_A_VIEW;

    DynamoDbCheckpoints() {}

    /** For use without a container. */
    DynamoDbCheckpoints(StorageLifecycle backend, Duration lease) {
        this.backend = backend;
        this.lease = lease;
        this.leaseOfView = lease;
    }

    @Override
    public boolean areTransactional() {
        return false;
    }

    @Override
    public OptionalLong take(String name) {
        Optional<CheckpointItems.Checkpoint> found = items(name).read(name).filter(read -> isFree(name, read));
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        BatchToken token = BatchToken.next();
        if (!items(name).take(name, found.get(), token)) {
            return OptionalLong.empty();
        }
        if (found.get().holder() != null) {
            sightings.computeIfPresent(name, (key, seen) -> seen.takenOver());
        }
        Held held = new Held(name, token, found.get());
        backend.transactions().registerInterposedSynchronization(held);
        held().put(name, held);
        return OptionalLong.of(held.position);
    }

    /** A batch is over within moments: so it is looked at again for a second or two. */
    @Override
    public OptionalLong hold(String name) {
        OptionalLong taken = take(name);
        for (int i = 0; i < LOOKS && taken.isEmpty() && !Thread.currentThread().isInterrupted(); i++) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            taken = take(name);
        }
        return taken;
    }

    private boolean isFree(String name, CheckpointItems.Checkpoint read) {
        BatchToken holder = read.holder();
        if (holder == null || ended.contains(holder)) {
            return true;
        }
        Sighting seen = sightings.compute(name, (key, before) -> seen(before, holder, read.position()));
        Duration patience = isOfView(name) ? leaseOfView.multipliedBy(1L << seen.takeovers()) : lease;
        return System.nanoTime() - seen.since() > patience.toNanos();
    }

    private static Sighting seen(@Nullable Sighting before, BatchToken holder, long position) {
        if (before == null || before.position() != position) {
            return new Sighting(holder, position, System.nanoTime(), 0);
        }
        return before.holder().equals(holder)
                ? before
                : new Sighting(holder, position, System.nanoTime(), before.takeovers());
    }

    @Override
    public void move(String name, long position) {
        held(name).after = position;
    }

    /** @throws IllegalStateException if the current transaction has not taken it */
    Held held(String name) {
        Held held = held().get(name);
        if (held == null) {
            throw new IllegalStateException("the transaction has not taken the checkpoint " + name);
        }
        return held;
    }

    /** The checkpoints that the current transaction has taken, by name. */
    @SuppressWarnings("unchecked")
    Map<String, Held> held() {
        TransactionSynchronizationRegistry transactions = backend.transactions();
        Map<String, Held> held = (Map<String, Held>) transactions.getResource(DynamoDbCheckpoints.class);
        if (held == null) {
            held = new HashMap<>();
            transactions.putResource(DynamoDbCheckpoints.class, held);
        }
        return held;
    }

    @Override
    public void create(String name, long position) {
        items(name).create(name, position);
    }

    /** When the transaction ends, it finds nothing to give back. */
    @Override
    public void remove(String name) {
        items(name).remove(name);
    }

    @Override
    public OptionalLong find(String name) {
        return items(name).read(name).stream()
                .mapToLong(CheckpointItems.Checkpoint::seen)
                .findFirst();
    }

    @Override
    public List<Place> all() {
        List<Place> places = new ArrayList<>(backend.assembly().checkpoints().all());
        if (backend.knowsViews()) {
            places.addAll(backend.assembly().checkpointsOfViews().all());
            places.sort(Comparator.comparing(Place::name));
        }
        return places;
    }

    @Override
    public void stopped(String name, SubscriptionStop stop) {
        items(name).stopped(name, stop);
    }

    @Override
    public void goesOn(String name) {
        items(name).goesOn(name);
    }

    @Override
    public void list(String name) {
        items(name).list(name);
    }

    private CheckpointItems items(String name) {
        return isOfView(name)
                ? backend.assembly().checkpointsOfViews()
                : backend.assembly().checkpoints();
    }

    private static boolean isOfView(String name) {
        return name.startsWith(OF_A_VIEW);
    }

    /** A checkpoint in the hands of a transaction. */
    final class Held implements Synchronization {

        private final String name;
        private final BatchToken token;
        private long position;
        private long after;
        private boolean suspect;

        Held(String name, BatchToken token, CheckpointItems.Checkpoint read) {
            this.name = name;
            this.token = token;
            this.position = read.position();
            this.after = read.position();
            this.suspect = read.settled() != null;
        }

        /** What moves it as a part of a round's transaction. */
        Operation advance(long to) {
            return items(name).advance(name, token, position, to);
        }

        /** What makes sure that it stands where this transaction has found it. */
        Operation check() {
            return items(name).check(name, token, position);
        }

        /** Whether what was written up to it may not be seen everywhere yet. */
        boolean isSuspect() {
            return suspect;
        }

        /** A round is about to be sent. */
        void sending() {
            suspect = true;
        }

        /** It was not written. */
        void refused(boolean before) {
            suspect = before;
        }

        /** It was answered: the checkpoint is there. */
        void moved(long to) {
            position = to;
            after = Math.max(after, to);
            suspect = false;
        }

        @Override
        public void beforeCompletion() {
            // what counts is the outcome
        }

        @Override
        public void afterCompletion(int status) {
            try {
                if (status == Status.STATUS_COMMITTED) {
                    items(name).release(name, token, after);
                } else if (suspect) {
                    items(name).release(name, token);
                } else {
                    items(name).release(name, token, position);
                }
            } catch (RuntimeException e) {
                ended.add(token);
                Mishaps.tell(LOG, "the checkpoint of " + name + " did not move; its batch is handled again", e);
            }
        }
    }
}
