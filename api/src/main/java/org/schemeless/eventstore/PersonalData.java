/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The erasure of persons' data. Personal members of events are encrypted by a key of the subject's own, and the erasure
 * takes the key away: they cannot be read any more, wherever copies of the events are, while the events stay. An
 * application injects it where it erases; over HTTP it is {@code POST /erasures}.
 */
public interface PersonalData {

    /**
     * Erases a subject: its key goes and an event says so ({@link Erasure#TYPE}), by one commit where keys and events
     * are in one database. It is part of the caller's transaction, if there is one. An append of personal members of
     * the subject that was committed before is erased with it, one that follows has a new key; in the same transaction
     * that is refused on DynamoDB, where keys go after the commit. No node gives the clear text once
     * {@code eventstore.personal.cache-seconds} have passed since the commit. What it takes does not depend on how many
     * events there are.
     *
     * @param request what the erasure rests on, such as the number of a request; it stays in the log for ever, and is
     *     not to have personal data; up to {@value Limits#REQUEST} characters
     * @throws InvalidEventException if the request is outside the limits
     * @throws EventStoreUnavailableException if it could not be done now
     */
    Erasure erase(Subject subject, @Nullable String request);

    /**
     * A page of the events that have personal members of this subject, and of none erased before, in the order they
     * were stored.
     *
     * @param after {@code null}, or what an earlier page gave as next
     * @param limit 1 to {@value Limits#PAGE}
     * @throws InvalidEventException if after or limit is none
     */
    PersonalPage eventsOf(Subject subject, @Nullable String after, int limit);

    /** All of them. Who must not fill the memory asks page by page. */
    List<StoredEvent> eventsOf(Subject subject);

    /**
     * Wraps all keys by the present master key that are wrapped by another one, which has to be known still. Events are
     * not touched. It can be called at any time and again after a failure.
     *
     * @return how many keys it has wrapped
     * @throws EventStoreUnavailableException if a master key cannot be used now
     */
    int rotate();

    /**
     * A page of the keys by id, as they are kept, for a copy that is kept or taken apart from the events.
     *
     * @param after {@code null}, or the id of the last key of an earlier page
     * @param limit 1 to {@value Limits#PAGE}
     */
    List<WrappedKey> keys(@Nullable KeyId after, int limit);

    /**
     * Keeps keys that another store gave. One that is here already, or was erased here, is passed by. A key here by
     * which nothing is encrypted makes way for another one of its subject where keys and events are in one database;
     * elsewhere (DynamoDB) none makes way.
     *
     * @return how many it has kept
     * @throws InvalidEventException if a subject has another key here; then none is kept
     */
    int storeKeys(List<WrappedKey> keys);
}
