/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StreamId;

/** Snapshots in memory, under the lock of their store. */
final class InMemorySnapshots implements Snapshots {

    private final InMemoryEventStore store;
    private final Map<Key, Snapshot> kept = new HashMap<>();

    private record Key(StreamId stream, String fold, String shape) {}

    InMemorySnapshots(InMemoryEventStore store) {
        this.store = store;
    }

    @Override
    public Optional<Snapshot> find(StreamId stream, String fold, String shape) {
        synchronized (store) {
            return store.transaction()
                            .filter(transaction -> transaction.forgotten().contains(stream))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(kept.get(new Key(stream, fold, shape)));
        }
    }

    @Override
    public void keep(Snapshot snapshot) {
        synchronized (store) {
            store.transaction()
                    .ifPresentOrElse(transaction -> transaction.snapshots().add(snapshot), () -> put(snapshot));
        }
    }

    @Override
    public void forget(StreamId stream) {
        synchronized (store) {
            store.transaction()
                    .ifPresentOrElse(transaction -> transaction.forgotten().add(stream), () -> remove(stream));
        }
    }

    /** What the transaction has done to them; the caller has the lock. */
    void commit(InMemoryTransaction transaction) {
        transaction.forgotten().forEach(this::remove);
        transaction.snapshots().forEach(this::put);
    }

    List<Snapshot> all() {
        return List.copyOf(kept.values());
    }

    void clear() {
        kept.clear();
    }

    private void put(Snapshot snapshot) {
        kept.merge(
                new Key(snapshot.stream(), snapshot.fold(), snapshot.shape()),
                snapshot,
                (before, next) -> next.sequence() > before.sequence() ? next : before);
    }

    private void remove(StreamId stream) {
        kept.keySet().removeIf(key -> key.stream().equals(stream));
    }
}
