/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;

/**
 * What a backend implements beside the events: the keeping of the keys of subjects, wrapped as they are, at most one of
 * each subject. The service wraps and unwraps them; a storage knows no master key.
 */
public interface SubjectKeys {

    /**
     * Makes ready what keys are kept in, when keys are used at all. Called once, before all other calls, outside of a
     * transaction.
     *
     * @throws IllegalStateException if it cannot be used, and why
     */
    default void start() {}

    /** The key of a subject, as it is committed; empty if it has none. Outside of a transaction. */
    Optional<WrappedKey> of(Subject subject);

    /** Those of the keys that are there, as it is committed. Outside of a transaction. */
    Map<KeyId, WrappedKey> withIds(Collection<KeyId> ids);

    /**
     * Keeps a key unless its subject has one, and commits at once. Outside of a transaction.
     *
     * @return the key that the subject has
     * @throws GoneKeysException if there was a key with this id that was taken away: no key has its id again
     */
    WrappedKey keep(WrappedKey fresh);

    /**
     * Takes a key away, as part of the current transaction where the backend has transactions, once no transaction is
     * under way that has appended by it; else at once.
     *
     * @return whether it was there
     */
    boolean remove(KeyId id);

    /** A page of the keys by id. */
    List<WrappedKey> page(@Nullable KeyId after, int limit);

    /** The keys with the last ids, up to so many, in any order: those of this store that were made last. */
    List<WrappedKey> last(int limit);

    /**
     * Puts a key in place of itself that another master key wraps, unless it is gone or was wrapped anew meanwhile.
     * Outside of a transaction, as {@link #page} and {@link #eventsOf}.
     *
     * @return whether it did
     */
    boolean replace(WrappedKey before, WrappedKey after);

    /**
     * A page of the ids of the events that have members encrypted by a key, in the order they were stored.
     *
     * @param after {@code null}, or what an earlier page gave as next
     * @throws org.schemeless.eventstore.InvalidEventException if after is none
     */
    IdPage eventsOf(KeyId key, @Nullable String after, int limit);

    /** @param next what the next page begins after; absent with the last one */
    record IdPage(List<String> ids, @Nullable String next) {}

    /**
     * Whether an erasure is one commit with the event that says so: if not, the event is committed first, and the key
     * taken away after it.
     */
    boolean isInTransactionOfEvents();
}
