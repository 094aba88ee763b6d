/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import java.util.List;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.WrappedKey;

/** A store that seals personal members, and what can happen to its keys behind its back. */
public interface PersonalFixture extends StoreFixture {

    PersonalData personal();

    EventImport imports();

    /** A page of the log as it is exported, with personal members sealed. */
    List<StoredEvent> sealedLog(long after, int limit);

    /** Whether this text, of ASCII letters and digits, is anywhere in what the backend keeps, be it in a file of it. */
    boolean isKept(String text);

    /** Takes a key away as another node does, so that this one is told nothing. */
    void takenAwayElsewhere(KeyId key);

    /** Puts a key back as a restore of an older copy of the keys does. */
    void restored(WrappedKey key);

    /** What a node does with the log's erasures when it starts. */
    void startAgain();

    /** Whether a key is taken away by the same commit as the event that says so. */
    default boolean erasesInTransaction() {
        return true;
    }

    /** What a subscription that listens for erasures was given so far: ids of events, and of keys that are gone. */
    List<String> listened();

    /** The domain whose events that subscription wants. */
    String listenedDomain();
}
