/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.SubjectKeys;
import org.schemeless.eventstore.spi.SubjectKeys.IdPage;

/** The keys of subjects for those who administer them: to take away, to wrap anew, to copy. */
@Dependent
public class PersonalKeys {

    private static final Logger LOG = System.getLogger(PersonalKeys.class.getName());

    private final SubjectKeys keys;
    private final EventStorage storage;
    private final UnwrappedKeys unwrapped;
    private final MasterKeyRing masters;
    private final KeyCache cache;
    private final ErasureReplay erasures;
    private final CallerTransaction caller;
    private final OwnTransaction own;
    private final FailureTranslation failures;

    @Inject
    PersonalKeys(
            SubjectKeys keys,
            EventStorage storage,
            UnwrappedKeys unwrapped,
            MasterKeyRing masters,
            KeyCache cache,
            ErasureReplay erasures,
            CallerTransaction caller,
            OwnTransaction own,
            FailureTranslation failures) {
        this.keys = keys;
        this.storage = storage;
        this.unwrapped = unwrapped;
        this.masters = masters;
        this.cache = cache;
        this.erasures = erasures;
        this.caller = caller;
        this.own = own;
        this.failures = failures;
    }

    /** @throws InvalidEventException if there is no master key, so that there are no keys */
    public void require() {
        masters.present();
    }

    /** Whether a key is taken away by the same commit as the event that says so. */
    public boolean areInTransactionOfEvents() {
        return keys.isInTransactionOfEvents();
    }

    /** The key of a subject as it is committed; none, if this transaction has taken it away. */
    public Optional<WrappedKey> find(Subject subject) {
        TransactionKeys mine = unwrapped.ofTransaction();
        if (mine.made(subject).isPresent()) {
            return failures.translated(() -> keys.of(subject));
        }
        return mine.hasErased(subject) ? Optional.empty() : unwrapped.committed(() -> keys.of(subject));
    }

    /**
     * Takes a key away as part of the current transaction.
     *
     * @return whether it was there
     */
    public boolean remove(WrappedKey key) {
        if (!keys.remove(key.id())) {
            return false;
        }
        erased(key);
        caller.afterCommit(() -> cache.forget(Set.of(key.id())));
        return true;
    }

    /**
     * Takes a key away when the current transaction has committed; at once if there is none.
     *
     * @return whether it is gone now
     */
    public boolean removeAfterCommit(WrappedKey key) {
        if (caller.isActive()) {
            erased(key);
            caller.afterCommit(() -> removed(key));
            return false;
        }
        return removed(key);
    }

    private void erased(WrappedKey key) {
        unwrapped.ofTransaction().erased(key.subject(), key.id());
    }

    /** What fails here is done by the log. */
    private boolean removed(WrappedKey key) {
        try {
            failures.translated(() -> own.without(() -> keys.remove(key.id())));
            return true;
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, key + " is erased and could not be taken away yet; it will be", e);
            return false;
        } finally {
            cache.forget(Set.of(key.id()));
        }
    }

    /** The ids of the events with members of a subject. */
    public IdPage eventsOf(Subject subject, @Nullable String after, int limit) {
        return find(subject)
                .map(key -> unwrapped.committed(() -> keys.eventsOf(key.id(), after, limit)))
                .orElse(new IdPage(List.of(), null));
    }

    public List<WrappedKey> page(@Nullable KeyId after, int limit) {
        return unwrapped.committed(() -> keys.page(after, limit));
    }

    /** Wraps by the present master key what another one wraps. Outside of a transaction. */
    public int rotate() {
        String present = masters.present().name();
        int rotated = 0;
        @Nullable RuntimeException failure = null;
        @Nullable KeyId last = null;
        List<WrappedKey> page;
        do {
            page = page(last, Limits.PAGE);
            for (WrappedKey key : page) {
                last = key.id();
                try {
                    if (!key.masterKey().equals(present) && isRotated(key)) {
                        rotated++;
                    }
                } catch (RuntimeException e) {
                    // one that cannot be unwrapped does not keep the others from it
                    failure = failure == null ? e : failure;
                }
            }
        } while (page.size() == Limits.PAGE);
        if (failure != null) {
            throw failure;
        }
        return rotated;
    }

    private boolean isRotated(WrappedKey key) {
        byte[] secret = masters.unwrap(key)
                .orElseThrow(() -> new EventStoreUnavailableException(
                        key + " cannot be unwrapped: its master key \"" + key.masterKey() + "\" is not known here,"
                                + " or not the one that wrapped it; name it in " + PersonalSettings.FORMER_MASTER_KEYS,
                        null));
        try {
            WrappedKey after = masters.wrap(key.id(), key.subject(), secret, key.created());
            return failures.translated(() -> storage.exclusively(() -> keys.replace(key, after)));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Keeps keys of another store. Outside of a transaction. */
    public int store(List<WrappedKey> others) {
        masters.present();
        Set<KeyId> there = unwrapped
                .committed(
                        () -> keys.withIds(others.stream().map(WrappedKey::id).toList()))
                .keySet();
        List<WrappedKey> wanted = others.stream()
                .filter(key -> !there.contains(key.id()))
                .collect(Collectors.toCollection(ArrayList::new));
        Set<KeyId> erased = wanted.isEmpty() ? Set.of() : erasures.erasedOf(wanted);
        wanted.removeIf(key -> erased.contains(key.id()));
        wanted.forEach(this::requireNoOther);
        int kept = 0;
        for (WrappedKey key : wanted) {
            kept += isKept(key) ? 1 : 0;
        }
        // one that the log got to erase meanwhile was not there to be taken away
        if (!wanted.isEmpty()) {
            erasures.erasedOf(wanted).forEach(erasures::remove);
        }
        cache.forget(others.stream().map(WrappedKey::id).toList());
        return kept;
    }

    private void requireNoOther(WrappedKey key) {
        other(key).ifPresent(other -> requireUnused(other, key));
    }

    /** The same key may have come from another call meanwhile. */
    private Optional<WrappedKey> other(WrappedKey key) {
        return find(key.subject()).filter(other -> !other.id().equals(key.id()));
    }

    private void requireUnused(WrappedKey other, WrappedKey key) {
        if (!keys.isInTransactionOfEvents()
                || !keys.eventsOf(other.id(), null, 1).ids().isEmpty()) {
            throw new InvalidEventException(
                    "keys",
                    "have " + key + " of " + key.subject() + ", which has " + other + " here",
                    "keys of subjects that have none here, or one by which no event is encrypted");
        }
    }

    private boolean isKept(WrappedKey key) {
        other(key).ifPresent(other -> {
            requireUnused(other, key);
            makeWay(other, key);
        });
        try {
            return failures.translated(() -> storage.exclusively(() -> keys.keep(key)))
                    .id()
                    .equals(key.id());
        } catch (GoneKeysException e) {
            return false;
        }
    }

    /**
     * It goes unless somebody has appended by it meanwhile, who is waited for: that undoes its going, where that is
     * part of the transaction. Elsewhere nothing makes way.
     */
    private void makeWay(WrappedKey other, WrappedKey key) {
        failures.translated(() -> storage.exclusively(() -> own.call(() -> failures.translated(() -> {
            boolean removed = keys.remove(other.id());
            requireUnused(other, key);
            return removed;
        }))));
    }
}
