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
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;

/**
 * The keys that this node has unwrapped, and which it has found gone or locked, for the time that the settings allow:
 * it counts from before the key was looked for, so that nothing is known here longer than that after an erasure. What
 * is over is overwritten and let go, also when nobody asks for it ({@link #purge}). What was looked for before a key
 * was forgotten is not taken in any more: it may be that key. It has a bound, beyond which the oldest go.
 */
@ApplicationScoped
class KeyCache {

    private static final int MOST = 10_000;

    private static final class Entry {

        private final KeyId id;
        private final @Nullable Subject subject;
        private final byte @Nullable [] key;
        private final long end;

        Entry(KeyId id, @Nullable Subject subject, byte @Nullable [] key, long end) {
            this.id = id;
            this.subject = subject;
            this.key = key;
            this.end = end;
        }

        SubjectKey get() {
            if (subject == null) {
                return SubjectKey.gone(id);
            }
            return key == null ? SubjectKey.locked(id, subject) : SubjectKey.of(id, subject, key);
        }

        void wipe() {
            if (key != null) {
                Arrays.fill(key, (byte) 0);
            }
        }
    }

    private final LongSupplier nanoTime;
    private final Map<KeyId, Entry> entries = new LinkedHashMap<>();
    private final Map<Subject, KeyId> bySubject = new HashMap<>();
    private volatile long nanos;
    private long forgotten;

    /** The constructor for the container. */
    KeyCache() {
        this(System::nanoTime);
    }

    KeyCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.forgotten = nanoTime.getAsLong() - 1;
    }

    /** @param time how long it knows a key; zero for not at all */
    void start(Duration time) {
        nanos = time.toNanos();
    }

    Duration time() {
        return Duration.ofNanos(nanos);
    }

    /** The moment from which on the time counts of what is looked for now. */
    long now() {
        return nanoTime.getAsLong();
    }

    synchronized Optional<SubjectKey> find(KeyId id) {
        Entry entry = entries.get(id);
        if (entry != null && entry.end - nanoTime.getAsLong() <= 0) {
            remove(id);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Entry::get);
    }

    synchronized Optional<SubjectKey> find(Subject subject) {
        return Optional.ofNullable(bySubject.get(subject)).flatMap(this::find);
    }

    /**
     * @param key what is there unwrapped; the caller overwrites its own copy
     * @param since {@link #now} of before it was looked for
     */
    void put(KeyId id, Subject subject, byte[] key, long since) {
        put(new Entry(id, subject, key.clone(), since + nanos), since);
    }

    /** One that is gone or locked. */
    void put(SubjectKey absent, long since) {
        put(new Entry(absent.id(), absent.subject(), null, since + nanos), since);
    }

    private synchronized void put(Entry entry, long since) {
        if (since - forgotten <= 0 || entry.end - nanoTime.getAsLong() <= 0) {
            entry.wipe();
            return;
        }
        remove(entry.id);
        if (entries.size() == MOST) {
            remove(entries.keySet().iterator().next());
        }
        entries.put(entry.id, entry);
        if (entry.subject != null) {
            bySubject.put(entry.subject, entry.id);
        }
    }

    synchronized void forget(Collection<KeyId> ids) {
        forgotten = nanoTime.getAsLong();
        ids.forEach(this::remove);
    }

    private void remove(KeyId id) {
        Entry entry = entries.remove(id);
        if (entry == null) {
            return;
        }
        entry.wipe();
        if (entry.subject != null) {
            bySubject.remove(entry.subject, id);
        }
    }

    /** Lets go what is over, or will be when this much time has passed. */
    synchronized void purge(Duration within) {
        long then = nanoTime.getAsLong() + within.toNanos();
        entries.values().stream()
                .filter(entry -> entry.end - then <= 0)
                .map(entry -> entry.id)
                .toList()
                .forEach(this::remove);
    }

    synchronized int size() {
        return entries.size();
    }
}
