/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.StoredEvent;

/** The log of the whole store: who reads to its end has what is committed numbered first. */
@Dependent
class Log {

    private final EventStorage storage;
    private final OwnTransaction own;
    private final Failures failures;
    private final Reads reads;
    private final Retries retries;

    @Inject
    Log(EventStorage storage, OwnTransaction own, Failures failures, Reads reads, Retries retries) {
        this.storage = storage;
        this.own = own;
        this.failures = failures;
        this.reads = reads;
        this.retries = retries;
    }

    List<StoredEvent> read(long after, int limit) {
        List<StoredEvent> page = reads.ask(() -> storage.readLog(after, limit));
        if (page.size() == limit) {
            return page;
        }
        number();
        return reads.ask(() -> storage.readLog(after, limit));
    }

    /** The last position, that of all events committed before the call. */
    long end() {
        number();
        return reads.ask(storage::lastPosition);
    }

    /** Gives positions to all events committed before the call. */
    void number() {
        boolean more;
        do {
            more = retries.repeat(first -> failures.translated(
                    () -> storage.write(() -> own.call(() -> failures.translated(storage::assignPositions)))));
        } while (more);
    }
}
