/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.fence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Decision;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Deletes objects that no event and no other item refers to. */
public final class ObjectSweeper {

    private static final Logger LOG = System.getLogger(ObjectSweeper.class.getName());

    private final ObjectStore objects;
    private final EventReads events;
    private final TableReads reads;
    private final TableReads views;
    private final String viewsTable;
    private final TableWrites writes;

    /**
     * @param views the reads of the table of views
     * @param viewsTable its name: objects of another one's states are left to whoever has that
     */
    public ObjectSweeper(
            ObjectStore objects,
            EventReads events,
            TableReads reads,
            TableReads views,
            String viewsTable,
            TableWrites writes) {
        this.objects = objects;
        this.events = events;
        this.reads = reads;
        this.views = views;
        this.viewsTable = viewsTable;
        this.writes = writes;
    }

    /** @param before younger objects may belong to an append that is under way */
    void sweep(Instant before) {
        objects.each(object -> {
            if (object.lastModified().isBefore(before) && isOrphan(object)) {
                objects.delete(object.key());
                LOG.log(Level.INFO, "deleted the orphaned object {0}", object.key());
            }
        });
    }

    /** An object whose key is not of this store's making is no orphan of its. */
    private boolean isOrphan(S3Object object) {
        return objects.eventId(object.key())
                .map(id -> !events.refersTo(id, object.key()))
                .or(() -> objects.batchOfRuns(object.key()).map(this::isAborted))
                .or(() -> objects.itemKey(object.key()).map(item -> !refersTo(reads, item, object.key())))
                .or(() ->
                        objects.viewItemKey(viewsTable, object.key()).map(item -> !refersTo(views, item, object.key())))
                .orElse(false);
    }

    /** Whether the item of a command, a snapshot or a state is there, and has this object. */
    private static boolean refersTo(TableReads table, Map<String, AttributeValue> itemKey, String objectKey) {
        return Offloaded.in(table.item(itemKey))
                .filter(object -> object.key().equals(objectKey))
                .isPresent();
    }

    /** What a batch tells the log. One that has not committed by now never will. */
    private boolean isAborted(BatchToken token) {
        return writes.decide(token, Decision.ABORTED) == Decision.ABORTED;
    }
}
