/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.SubjectKeys;

/**
 * Takes away again, by what the log says, keys that have come back: with a backup of them that was older than the
 * erasure, or since whoever erased did not come so far. It does no harm to do so again.
 */
@ApplicationScoped
public class ErasureReplay {

    private static final Logger LOG = System.getLogger(ErasureReplay.class.getName());

    @Inject
    private EventStorage storage;

    @Inject
    private SubjectKeys keys;

    @Inject
    private KeyCache cache;

    @Inject
    private OwnTransaction own;

    @Inject
    private FailureTranslation failures;

    @Inject
    private Retries retries;

    private long reached;

    /** Begins with the first one: what is kept may have been put back. Outside of a transaction. */
    synchronized void runAll() {
        reached = 0;
        run();
    }

    /** Goes on from where this node was. Outside of a transaction. */
    public synchronized void run() {
        List<StoredEvent> page = page(reached);
        while (!page.isEmpty()) {
            Map<KeyId, Instant> erased = erased(page);
            Set<KeyId> back = back(erased, kept(erased.keySet()).values());
            back.forEach(this::remove);
            reached = page.get(page.size() - 1).sequence();
            page = page(reached);
        }
    }

    /** Which of these keys the log says to be erased. */
    Set<KeyId> erasedOf(Collection<WrappedKey> wanted) {
        Set<KeyId> found = new HashSet<>();
        List<StoredEvent> page = page(0);
        while (!page.isEmpty()) {
            found.addAll(back(erased(page), wanted));
            page = page(page.get(page.size() - 1).sequence());
        }
        return found;
    }

    /** No key is of a time after its erasure: an event that says so may be anything. */
    private static Set<KeyId> back(Map<KeyId, Instant> erased, Collection<WrappedKey> there) {
        Set<KeyId> back = new HashSet<>();
        there.forEach(key -> {
            Instant time = erased.get(key.id());
            if (time != null && !key.created().isAfter(time)) {
                back.add(key.id());
            }
        });
        return back;
    }

    private static Map<KeyId, Instant> erased(List<StoredEvent> page) {
        Map<KeyId, Instant> erased = new HashMap<>();
        page.forEach(event -> Erasures.keyOf(event)
                .ifPresent(
                        key -> erased.merge(key, event.created(), (one, other) -> one.isAfter(other) ? one : other)));
        return erased;
    }

    private List<StoredEvent> page(long after) {
        return retries.repeat(first -> failures.translated(
                () -> storage.readStream(Erasure.STREAM, after, Limits.PAGE).events()));
    }

    private Map<KeyId, WrappedKey> kept(Set<KeyId> ids) {
        return retries.repeat(first -> failures.translated(() -> keys.withIds(ids)));
    }

    /** Takes a key away that the log says to be erased. Outside of a transaction. */
    void remove(KeyId id) {
        boolean removed = retries.repeat(first -> failures.translated(() ->
                storage.exclusively(() -> own.call(() -> failures.translated(() -> keys.remove(id))))));
        cache.forget(Set.of(id));
        if (removed) {
            LOG.log(Level.INFO, "key " + id + " was there, and is erased by the log: it is taken away");
        }
    }
}
