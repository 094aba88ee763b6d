/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.lang.System.Logger;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.dynamodb.stream.EventBody;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.stream.OrderNumbers;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.logging.Mishaps;

/** Puts payload and meta of events that are too large for an item into the object store. */
public final class Offload {

    private static final Logger LOG = System.getLogger(Offload.class.getName());

    private final ObjectStore objects;
    private final Parallel parallel;
    private final int limit;

    public Offload(ObjectStore objects, Parallel parallel, int limit) {
        this.objects = objects;
        this.parallel = parallel;
        this.limit = limit;
    }

    List<StoredEvent> tooLarge(Collection<StoredEvent> events) {
        return events.stream().filter(this::isTooLarge).toList();
    }

    private boolean isTooLarge(StoredEvent event) {
        return ItemSize.of(new BatchEntry(event, OrderNumbers.MOST, null, Collections.emptySortedMap())
                        .item(BatchToken.next(), true))
                > limit;
    }

    /**
     * Uploads each of these events once.
     *
     * @return where they are, by event id
     * @throws EventStoreUnavailableException if one could not be uploaded; those that were are deleted again
     */
    Map<String, Offloaded> upload(List<StoredEvent> events) {
        Map<String, Offloaded> uploaded = new ConcurrentHashMap<>();
        try {
            parallel.each(
                    events,
                    event -> uploaded.put(
                            event.id(), objects.put(event.id(), new EventBody(event.payload(), event.meta()))));
            return uploaded;
        } catch (RuntimeException e) {
            delete(uploaded.values());
            throw unavailable(e);
        }
    }

    /** What an upload that failed is told as: an object that nothing refers to makes no outcome unknown. */
    static RuntimeException unavailable(RuntimeException failed) {
        return failed instanceof OutcomeUnknownException ? RequestRetries.unavailable(failed) : failed;
    }

    /** Deletes what no event will refer to. What cannot be deleted now is left to the sweep. */
    void delete(Collection<Offloaded> uploaded) {
        try {
            parallel.each(uploaded, offloaded -> objects.delete(offloaded.key()));
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "objects of a failed append are left to the sweep", e);
        }
    }
}
