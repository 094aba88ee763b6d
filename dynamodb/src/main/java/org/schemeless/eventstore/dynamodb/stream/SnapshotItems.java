/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.logging.Mishaps;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * The items of snapshots: one for each stream, fold and shape, in no transaction of an append. A large state is in an
 * object, which is uploaded before the item refers to it, and deleted after another has taken its place.
 */
public final class SnapshotItems {

    private static final Logger LOG = System.getLogger(SnapshotItems.class.getName());

    private static final String STREAM = "s";
    private static final String FOLD = "f";
    private static final String SHAPE = "h";
    private static final String SEQUENCE = "q";
    private static final String EVENT = "e";
    private static final String STATE = "p";

    /** Forward only, and never over the snapshot of something else whose key has the same digests. */
    private static final String GOES_FORWARD = Keys.ABSENT + " OR (" + SEQUENCE + " < :sequence AND " + STREAM
            + " = :stream AND " + FOLD + " = :fold AND " + SHAPE + " = :shape)";

    private final TableReads reads;
    private final TableWrites writes;
    private final ObjectStore objects;
    private final int limit;

    /** @param limit bytes of an item from which on its state goes to an object */
    public SnapshotItems(TableReads reads, TableWrites writes, ObjectStore objects, int limit) {
        this.reads = reads;
        this.writes = writes;
        this.objects = objects;
        this.limit = limit;
    }

    /** @throws IllegalStateException if its object is gone, or is not what was written */
    public Optional<Snapshot> find(StreamId stream, String fold, String shape) {
        Map<String, AttributeValue> key = Keys.snapshot(stream, fold, shape);
        Map<String, AttributeValue> item = reads.item(key);
        try {
            return snapshot(item, stream, fold, shape);
        } catch (IllegalStateException e) {
            Map<String, AttributeValue> now = reads.item(key);
            if (Offloaded.in(now).equals(Offloaded.in(item))) {
                throw e;
            }
            return snapshot(now, stream, fold, shape);
        }
    }

    private Optional<Snapshot> snapshot(Map<String, AttributeValue> item, StreamId stream, String fold, String shape) {
        if (item.isEmpty() || !isOf(item, stream, fold, shape)) {
            return Optional.empty();
        }
        String state = Offloaded.in(item)
                .map(object -> objects.getText("the snapshot of " + stream + " for " + fold, object))
                .orElseGet(() -> Values.text(item, STATE));
        return Optional.of(new Snapshot(
                stream, fold, shape, Values.number(item, SEQUENCE), Values.text(item, EVENT), JsonText.stored(state)));
    }

    private static boolean isOf(Map<String, AttributeValue> item, StreamId stream, String fold, String shape) {
        return Values.text(item, STREAM).equals(Keys.partition(stream))
                && Values.text(item, FOLD).equals(fold)
                && Values.text(item, SHAPE).equals(shape);
    }

    /** Puts it in place of the one that is there, unless that one has the same or a higher sequence. */
    public void keep(Snapshot snapshot) {
        Map<String, AttributeValue> whole = item(snapshot, null);
        if (ItemSize.of(whole) <= limit) {
            put(whole, null);
            return;
        }
        Offloaded object;
        try {
            object = objects.putFor(Keys.of(whole), snapshot.state().toString());
        } catch (NoSuchBucketException e) {
            LOG.log(
                    Level.DEBUG,
                    "the snapshot of {0} for {1} is too large for an item, and there is no bucket: it is not kept",
                    snapshot.stream(),
                    snapshot.fold());
            return;
        }
        putWithObject(snapshot, object);
    }

    private void putWithObject(Snapshot snapshot, Offloaded object) {
        try {
            put(item(snapshot, object), object);
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            delete(object);
            throw e;
        }
    }

    private static Map<String, AttributeValue> item(Snapshot snapshot, @Nullable Offloaded object) {
        Map<String, AttributeValue> item =
                new HashMap<>(Keys.snapshot(snapshot.stream(), snapshot.fold(), snapshot.shape()));
        item.put(STREAM, Values.text(Keys.partition(snapshot.stream())));
        item.put(FOLD, Values.text(snapshot.fold()));
        item.put(SHAPE, Values.text(snapshot.shape()));
        item.put(SEQUENCE, Values.number(snapshot.sequence()));
        item.put(EVENT, Values.text(snapshot.eventId()));
        if (object == null) {
            item.put(STATE, Values.text(snapshot.state().toString()));
        } else {
            item.put(Offloaded.ATTRIBUTE, object.toValue());
        }
        return item;
    }

    /** An answer that was lost can make the item meet itself: then its object stays. */
    private void put(Map<String, AttributeValue> item, @Nullable Offloaded own) {
        TableWrites.Replaced replaced = writes.replace(PutItemRequest.builder()
                .item(item)
                .conditionExpression(GOES_FORWARD)
                .expressionAttributeValues(Map.of(
                        ":sequence", Values.required(item, SEQUENCE),
                        ":stream", Values.required(item, STREAM),
                        ":fold", Values.required(item, FOLD),
                        ":shape", Values.required(item, SHAPE)))
                .build());
        Optional<Offloaded> other = Offloaded.in(replaced.old());
        if (replaced.done()) {
            other.ifPresent(this::delete);
        } else if (own != null && other.filter(own::equals).isEmpty()) {
            delete(own);
        }
    }

    /** Removes all snapshots of a stream, whatever fold and shape they have. */
    public void forget(StreamId stream) {
        reads.query(QueryRequest.builder()
                        .consistentRead(true)
                        .keyConditionExpression(Keys.PARTITION + " = :snapshots")
                        .projectionExpression(String.join(", ", Keys.PARTITION, Keys.SORT, Offloaded.ATTRIBUTE))
                        .expressionAttributeValues(Map.of(":snapshots", Values.text(Keys.snapshots(stream))))
                        .build())
                .forEach(this::remove);
    }

    /** Another object may have taken the place of the one that was read. */
    private void remove(Map<String, AttributeValue> read) {
        Map<String, AttributeValue> removed = writes.remove(Keys.of(read));
        Stream.of(read, removed)
                .flatMap(item -> Offloaded.in(item).stream())
                .distinct()
                .forEach(this::delete);
    }

    /** Deletes what no item refers to. What cannot be deleted now is left to the sweep. */
    private void delete(Offloaded object) {
        try {
            objects.delete(object.key());
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "the object of a snapshot that is no more is left to the sweep", e);
        }
    }
}
