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
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.spi.MasterKey;
import org.schemeless.eventstore.spi.MasterKeys;

/** The master keys that this node has: the present one, which wraps, and former ones, which only unwrap. */
@ApplicationScoped
class MasterKeyRing {

    private static final Logger LOG = System.getLogger(MasterKeyRing.class.getName());

    private final Iterable<MasterKeys> kinds;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile @Nullable MasterKey present;
    private volatile Map<String, MasterKey> byName = Map.of();

    /** The constructor for the container's proxy. */
    MasterKeyRing() {
        this(List.of());
    }

    @Inject
    MasterKeyRing(@Any Instance<MasterKeys> kinds) {
        this((Iterable<MasterKeys>) kinds);
    }

    MasterKeyRing(Iterable<MasterKeys> kinds) {
        this.kinds = kinds;
    }

    /**
     * Takes the master keys that the settings name.
     *
     * @throws IllegalStateException if one cannot be had, with a message for the administrator
     */
    void start() {
        start(PersonalSettings.masterKey(), PersonalSettings.formerMasterKeys());
    }

    void start(Optional<String> wraps, List<String> unwrap) {
        Map<String, MasterKey> all = new LinkedHashMap<>();
        Optional<MasterKey> first = wraps.map(text -> named(PersonalSettings.MASTER_KEY, text));
        first.ifPresent(key -> all.put(key.name(), key));
        for (String former : unwrap) {
            MasterKey key = named(PersonalSettings.FORMER_MASTER_KEYS, former);
            if (all.put(key.name(), key) != null) {
                throw new IllegalStateException(PersonalSettings.MASTER_KEY + " and "
                        + PersonalSettings.FORMER_MASTER_KEYS + " have two master keys with the name \"" + key.name()
                        + "\", by which it is kept what has wrapped a key: give one of them another alias");
            }
        }
        if (first.isEmpty() && !all.isEmpty()) {
            throw new IllegalStateException(PersonalSettings.FORMER_MASTER_KEYS + " is set, and "
                    + PersonalSettings.MASTER_KEY + " is not: name the one that wraps keys from now on");
        }
        byName = all;
        present = first.orElse(null);
    }

    private MasterKey named(String setting, String text) {
        int colon = text.indexOf(':');
        // without a kind the text is not told, since it may be a key
        String kind = colon < 0 ? "(none)" : text.substring(0, colon);
        List<MasterKeys> known =
                StreamSupport.stream(kinds.spliterator(), false).toList();
        return known.stream()
                .filter(one -> colon > 0 && one.kind().equals(kind))
                .findFirst()
                .map(one -> one.named(text.substring(colon + 1)))
                .orElseThrow(() -> new IllegalStateException(setting + " names a master key of the kind \"" + kind
                        + "\", and has to be such as keystore:PATH#ALIAS; kinds in this application: "
                        + known.stream().map(MasterKeys::kind).sorted().collect(Collectors.joining(", "))));
    }

    /**
     * Looks whether master keys have the values that they had when they wrapped keys: one with another value would lock
     * what there is, and wrap new keys so that no other node can unwrap them. Of a master key that wraps none of these
     * keys, or that cannot be had now, nothing is known. One key that can be unwrapped is enough: another one may have
     * been tampered with, which is to lock that alone.
     *
     * @param some keys that are kept
     * @throws IllegalStateException if a master key unwraps none of those that name it, with a message for the
     *     administrator
     */
    void requireValues(Collection<WrappedKey> some) {
        byName.values().forEach(master -> {
            List<WrappedKey> wrapped = some.stream()
                    .filter(key -> key.masterKey().equals(master.name()))
                    .toList();
            if (!wrapped.isEmpty() && !unwrapsAny(master, wrapped)) {
                throw new IllegalStateException(refusal(master, wrapped.get(0)));
            }
        });
    }

    private static boolean unwrapsAny(MasterKey master, List<WrappedKey> wrapped) {
        try {
            return wrapped.stream()
                    .map(master::unwrap)
                    .flatMap(Optional::stream)
                    .anyMatch(key -> {
                        Arrays.fill(key, (byte) 0);
                        return true;
                    });
        } catch (EventStoreUnavailableException e) {
            Mishaps.tell(LOG, "whether the master key \"" + master.name() + "\" is the right one is not known", e);
            return true;
        }
    }

    private String refusal(MasterKey master, WrappedKey wrapped) {
        boolean isPresent = master.equals(present);
        return "the master key \"" + master.name() + "\" of "
                + (isPresent ? PersonalSettings.MASTER_KEY : PersonalSettings.FORMER_MASTER_KEYS)
                + " has another value than the one that has wrapped keys of subjects under this name, or is no more: "
                + wrapped + " cannot be unwrapped. Bring its value back; a new one needs a new name. If it is lost, "
                + (isPresent ? "name a new one there" : "leave it out there")
                + ": the personal members of all subjects whose keys it wraps stay locked";
    }

    /** Whether there is a master key, so that keys are used at all. */
    boolean isThere() {
        return present != null;
    }

    /**
     * What wraps keys.
     *
     * @throws InvalidEventException if there is none
     */
    MasterKey present() {
        MasterKey key = present;
        if (key == null) {
            throw new InvalidEventException(
                    "personal",
                    "needs a master key, and " + PersonalSettings.MASTER_KEY + " is not set",
                    "events without personal members, until there is one");
        }
        return key;
    }

    /** Wraps a key by the present master key. */
    WrappedKey wrap(KeyId id, Subject subject, byte[] key, Instant created) {
        MasterKey master = present();
        return new WrappedKey(id, subject, master.name(), master.wrap(id, subject, key), created);
    }

    /** @return empty if no master key at hand can */
    Optional<byte[]> unwrap(WrappedKey wrapped) {
        Optional<byte[]> key =
                Optional.ofNullable(byName.get(wrapped.masterKey())).flatMap(one -> one.unwrap(wrapped));
        if (key.isEmpty() && told.add(wrapped.masterKey())) {
            LOG.log(
                    Level.WARNING,
                    wrapped + ", and perhaps others, cannot be unwrapped: it is of the master key \""
                            + wrapped.masterKey() + "\", and this node has " + new TreeSet<>(byName.keySet())
                            + ". The personal members that it encrypts are not shown; name that master key in "
                            + PersonalSettings.FORMER_MASTER_KEYS);
        }
        return key;
    }
}
