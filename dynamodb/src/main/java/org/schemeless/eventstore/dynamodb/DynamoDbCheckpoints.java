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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.RecentTokens;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.StorageName;

/**
 * Checkpoints in the table. A batch takes one with a token, and gives it back after the transaction, moved on if that
 * has committed: a crash in between lets the batch be handled again. A token that stays for {@link #LEASE} is taken for
 * a dead node's; each node measures that with its own watch, from when it saw the token first.
 */
@ApplicationScoped
@Alternative
@StorageName("dynamodb")
class DynamoDbCheckpoints implements Checkpoints {

    private static final Logger LOG = System.getLogger(DynamoDbCheckpoints.class.getName());
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** What this node saw last: whose token, and since when. */
    private record Sighting(BatchToken holder, long since) {}

    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

    /** Tokens of this node whose return failed: nobody is at work under them. */
    private final RecentTokens ended = new RecentTokens();

    @Inject
    private StorageLifecycle backend;

    @Override
    public OptionalLong take(String name) {
        Optional<CheckpointItems.Checkpoint> found = items().read(name).filter(read -> isFree(name, read));
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        BatchToken token = BatchToken.next();
        if (!items().take(name, found.get(), token)) {
            return OptionalLong.empty();
        }
        Held held = new Held(name, token, found.get().position());
        TransactionSynchronizationRegistry transactions = backend.transactions();
        transactions.registerInterposedSynchronization(held);
        transactions.putResource(key(name), held);
        return OptionalLong.of(held.before);
    }

    private boolean isFree(String name, CheckpointItems.Checkpoint read) {
        BatchToken holder = read.holder();
        if (holder == null || ended.contains(holder)) {
            return true;
        }
        Sighting seen = sightings.compute(
                name,
                (key, before) -> before != null && before.holder().equals(holder)
                        ? before
                        : new Sighting(holder, System.nanoTime()));
        return System.nanoTime() - seen.since() > LEASE.toNanos();
    }

    @Override
    public void move(String name, long position) {
        Held held = (Held) backend.transactions().getResource(key(name));
        if (held == null) {
            throw new IllegalStateException("the transaction has not taken the checkpoint " + name);
        }
        held.after = position;
    }

    private static String key(String name) {
        return DynamoDbCheckpoints.class.getName() + ":" + name;
    }

    @Override
    public void create(String name, long position) {
        items().create(name, position);
    }

    /** When the transaction ends, it finds nothing to give back. */
    @Override
    public void remove(String name) {
        items().remove(name);
    }

    @Override
    public OptionalLong find(String name) {
        return items().read(name).stream()
                .mapToLong(CheckpointItems.Checkpoint::position)
                .findFirst();
    }

    @Override
    public List<Place> all() {
        return items().all();
    }

    @Override
    public void stopped(String name, SubscriptionStop stop) {
        items().stopped(name, stop);
    }

    @Override
    public void goesOn(String name) {
        items().goesOn(name);
    }

    @Override
    public void list(String name) {
        items().list(name);
    }

    private CheckpointItems items() {
        return backend.assembly().checkpoints();
    }

    /** A checkpoint in the hands of a transaction. */
    private final class Held implements Synchronization {

        private final String name;
        private final BatchToken token;
        private final long before;
        private long after;

        Held(String name, BatchToken token, long position) {
            this.name = name;
            this.token = token;
            this.before = position;
            this.after = position;
        }

        @Override
        public void beforeCompletion() {
            // what counts is the outcome
        }

        @Override
        public void afterCompletion(int status) {
            try {
                items().release(name, token, status == Status.STATUS_COMMITTED ? after : before);
            } catch (RuntimeException e) {
                ended.add(token);
                Mishaps.tell(LOG, "the checkpoint of " + name + " did not move; its batch is handled again", e);
            }
        }
    }
}
