/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.table.ItemWait;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads the head of the log and what stands at its positions. */
public final class LogReads {

    /** Items hold one event or many: so much of a page is asked for first, the rest if it takes more. */
    private static final int FIRST_SHARE = 10;

    private static final int LEAST_ITEMS = 4;

    private final TableReads table;
    private final LogRuns runs;
    private final ItemWait itemWait;

    public LogReads(TableReads table, LogRuns runs, ItemWait itemWait) {
        this.table = table;
        this.runs = runs;
        this.itemWait = itemWait;
    }

    LogHead head() {
        return LogHead.of(table.item(LogKeys.head()));
    }

    /** The last position up to which every event has its position with it: a round under way still hands them out. */
    public long settled() {
        LogHead head = head();
        return isFinished(head) ? head.last() : head.before();
    }

    /** Whether nothing is left to do of the last round: what is removed last is gone. */
    boolean isFinished(LogHead head) {
        return head.round().isEmpty()
                || table.item(LogKeys.pending(head.round().get(0))).isEmpty();
    }

    /** What stands after a position up to another, which is not beyond the head. */
    List<LogPlace> places(long after, long last) {
        return itemWait.complete(last - after, () -> visible(after, last));
    }

    /** As much of the log as can be seen without a gap: a transaction becomes visible item by item. */
    private List<LogPlace> visible(long after, long last) {
        List<LogPlace> places = new ArrayList<>();
        boolean isWhole = true;
        while (isWhole && after + places.size() < last) {
            long end = Math.min(last, LogKeys.bucketEnd(after + places.size() + 1));
            isWhole = addBucket(places, after, end);
        }
        return places;
    }

    private boolean addBucket(List<LogPlace> places, long after, long end) {
        long wanted = end - after - places.size();
        QueryRequest query = QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :bucket AND " + Keys.SORT + " > :after")
                .expressionAttributeValues(Map.of(
                        ":bucket", Values.text(LogKeys.bucket(end)), ":after", Values.number(after + places.size())))
                .build();
        int limit = (int) Math.max(LEAST_ITEMS, wanted / FIRST_SHARE);
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse page = table.page(query.toBuilder().limit(limit).build(), start);
            for (Map<String, AttributeValue> item : page.items()) {
                if (after + places.size() < end && !add(places, after, end, LogItem.of(item))) {
                    return false;
                }
            }
            start = page.lastEvaluatedKey();
            limit = (int) wanted;
        } while (after + places.size() < end && !start.isEmpty());
        return after + places.size() == end;
    }

    private boolean add(List<LogPlace> places, long after, long end, LogItem item) {
        long next = after + places.size() + 1;
        if (item.first() > next) {
            return false;
        }
        LogPlace.of(item.first(), runs.of(item)).stream()
                .filter(place -> place.position() >= next && place.position() <= end)
                .forEach(places::add);
        return true;
    }
}
