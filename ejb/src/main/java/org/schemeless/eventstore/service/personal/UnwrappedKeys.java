/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.SubjectKeys;

/**
 * The keys of subjects as they can be used: from the cache, or kept and unwrapped. A caller's transaction is left out
 * of it, which may see keys that are gone, but for what it has done to keys itself.
 */
@Dependent
class UnwrappedKeys {

    private final SubjectKeys keys;
    private final EventStorage storage;
    private final MasterKeyRing masters;
    private final KeyCache cache;
    private final CallerTransaction caller;
    private final OwnTransaction own;
    private final FailureTranslation failures;

    @Inject
    UnwrappedKeys(
            SubjectKeys keys,
            EventStorage storage,
            MasterKeyRing masters,
            KeyCache cache,
            CallerTransaction caller,
            OwnTransaction own,
            FailureTranslation failures) {
        this.keys = keys;
        this.storage = storage;
        this.masters = masters;
        this.cache = cache;
        this.caller = caller;
        this.own = own;
        this.failures = failures;
    }

    /** Whether keys are held in the transaction that appends by them. */
    boolean areInTransactionOfEvents() {
        return keys.isInTransactionOfEvents();
    }

    /** What the current transaction has done to keys; nothing, and nothing is kept of it, where there is none. */
    TransactionKeys ofTransaction() {
        return caller.isActive() ? caller.kept(TransactionKeys.class, TransactionKeys::new) : new TransactionKeys();
    }

    /** Asks what is committed now. */
    <T> T committed(Supplier<T> question) {
        return failures.translated(
                () -> caller.isActive() ? own.without(() -> failures.translated(question)) : question.get());
    }

    /**
     * The key that encrypts what is appended of a subject; empty if it has none.
     *
     * @throws EventStoreUnavailableException if it cannot be unwrapped
     */
    Optional<SubjectKey> find(Subject subject) {
        TransactionKeys mine = ofTransaction();
        if (mine.hasErased(subject)) {
            return mine.made(subject);
        }
        long since = cache.now();
        return cache.find(subject)
                .or(() -> committed(() -> keys.of(subject)).map(wrapped -> unwrapped(wrapped, since)))
                .map(UnwrappedKeys::usable);
    }

    private static SubjectKey usable(SubjectKey key) {
        if (key.form() != Form.CLEAR) {
            throw new EventStoreUnavailableException(
                    key + " of " + key.subject() + " cannot be used: no master key at hand unwraps it", null);
        }
        return key;
    }

    /**
     * Makes a key for a subject that has none, unless somebody else does meanwhile.
     *
     * @throws InvalidEventException if there is no master key
     * @throws EventStoreUnavailableException if it cannot be kept now
     */
    SubjectKey make(Subject subject) {
        TransactionKeys mine = ofTransaction();
        boolean again = mine.hasErased(subject);
        if (again && !areInTransactionOfEvents()) {
            throw new InvalidEventException(
                    "personal.subject",
                    "is erased by the same transaction, and with this storage its key goes after the commit",
                    "an append of its new data in a later transaction");
        }
        long since = cache.now();
        byte[] secret = AesGcm.newKey();
        KeyId id = new KeyId(UlidCreator.getUlid().toString());
        WrappedKey fresh = masters.wrap(id, subject, secret, Instant.now().truncatedTo(ChronoUnit.MICROS));
        try {
            WrappedKey kept = again
                    ? failures.translated(() -> keys.keep(fresh))
                    : storage.exclusively(() -> committed(() -> keys.keep(fresh)));
            if (!kept.id().equals(id)) {
                return usable(unwrapped(kept, since));
            }
            SubjectKey key = SubjectKey.of(id, subject, secret);
            if (again) {
                mine.made(subject, key);
            } else {
                cache.put(id, subject, secret, since);
            }
            return key;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** All of these keys, be they gone. */
    Map<KeyId, SubjectKey> withIds(Collection<KeyId> ids) {
        TransactionKeys mine = ofTransaction();
        Map<KeyId, SubjectKey> found = new HashMap<>();
        Set<KeyId> unknown = new HashSet<>();
        for (KeyId id : ids) {
            Optional<SubjectKey> known = mine.hasRemoved(id)
                    ? Optional.of(SubjectKey.gone(id))
                    : mine.made(id).or(() -> cache.find(id));
            known.ifPresentOrElse(key -> found.put(id, key), () -> unknown.add(id));
        }
        if (!unknown.isEmpty()) {
            long since = cache.now();
            Map<KeyId, WrappedKey> kept = committed(() -> keys.withIds(unknown));
            unknown.forEach(id -> {
                WrappedKey wrapped = kept.get(id);
                found.put(id, wrapped == null ? absent(SubjectKey.gone(id), since) : unwrapped(wrapped, since));
            });
        }
        return found;
    }

    private SubjectKey absent(SubjectKey key, long since) {
        cache.put(key, since);
        return key;
    }

    private SubjectKey unwrapped(WrappedKey wrapped, long since) {
        Optional<byte[]> secret = masters.unwrap(wrapped);
        if (secret.isEmpty()) {
            return absent(SubjectKey.locked(wrapped.id(), wrapped.subject()), since);
        }
        try {
            cache.put(wrapped.id(), wrapped.subject(), secret.get(), since);
            return SubjectKey.of(wrapped.id(), wrapped.subject(), secret.get());
        } finally {
            Arrays.fill(secret.get(), (byte) 0);
        }
    }

    /** They are to be looked for again. */
    void forget(Collection<KeyId> ids) {
        cache.forget(ids);
    }
}
