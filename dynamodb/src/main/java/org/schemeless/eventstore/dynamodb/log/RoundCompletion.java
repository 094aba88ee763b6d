/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.table.BulkWrites;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Does what is left of a round when its positions are assigned: shows them in the events, then removes the pending
 * appends. All of it may be done again, and by several nodes at once. No round begins before the one before it is
 * finished.
 */
public final class RoundCompletion {

    private static final long NONE = -1;

    private final TableWrites writes;
    private final BulkWrites bulk;
    private final LogReads log;
    private final Parallel parallel;
    private final Duration patience;

    private long finished = NONE;
    private long own = NONE;
    private long watched = NONE;
    private long end;

    public RoundCompletion(TableWrites writes, BulkWrites bulk, LogReads log, Parallel parallel, Duration patience) {
        this.writes = writes;
        this.bulk = bulk;
        this.log = log;
        this.parallel = parallel;
        this.patience = patience;
    }

    /** Whether nothing is left to do of the last round; once that is known, nobody is asked. */
    boolean isDone(LogHead head) {
        if (head.last() != finished && log.isFinished(head)) {
            finished = head.last();
        }
        return head.last() == finished;
    }

    /** Whether another node may be at work on this round: it is given some time, then taken for dead. */
    boolean isLeftToAnother(LogHead head) {
        if (head.last() == own) {
            return false;
        }
        if (head.last() != watched) {
            watched = head.last();
            end = System.nanoTime() + patience.toNanos();
        }
        return System.nanoTime() - end < 0;
    }

    /** This node begins the round that ends at this position. */
    void begin(long last) {
        own = last;
    }

    void finish(LogHead head) {
        finish(head, log.places(head.before(), head.last()));
    }

    /** @param places those of the round */
    void finish(LogHead head, List<LogPlace> places) {
        List<BulkWrites.Change> refused =
                bulk.change(places.stream().map(RoundCompletion::position).toList(), EventItem.STORED);
        parallel.each(refused, this::keepStored);
        List<Map<String, AttributeValue>> round =
                head.round().stream().map(LogKeys::pending).toList();
        bulk.delete(round.subList(1, round.size()));
        writes.delete(DeleteItemRequest.builder().key(round.get(0)).build());
        finished = head.last();
    }

    /** The order of look-ups becomes the position; the order of storing is kept for those who are between two pages. */
    private static BulkWrites.Change position(LogPlace place) {
        AttributeValue position = Values.number(place.position());
        return new BulkWrites.Change(
                place.event().key(), new TreeMap<>(Map.of(EventItem.ORDER, position, EventItem.POSITION, position)));
    }

    /** Events of an earlier version have their order of storing nowhere else. One that is gone does not come back. */
    private void keepStored(BulkWrites.Change change) {
        writes.update(UpdateItemRequest.builder()
                .key(change.key())
                .conditionExpression("attribute_exists(" + Keys.PARTITION + ")")
                .updateExpression("SET " + EventItem.STORED + " = if_not_exists(" + EventItem.STORED + ", "
                        + EventItem.ORDER + "), " + EventItem.ORDER + " = :position, " + EventItem.POSITION
                        + " = :position")
                .expressionAttributeValues(Map.of(":position", Values.required(change.values(), EventItem.POSITION)))
                .build());
    }
}
