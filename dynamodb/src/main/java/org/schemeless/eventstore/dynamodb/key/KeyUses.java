/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.dynamodb.stream.EventIdItem;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.SubjectKeys;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Finds the events that have members encrypted by a key: by the items that were put with them. */
public final class KeyUses {

    private static final int DIGITS = 38;

    private final TableReads reads;
    private final EventReads events;

    public KeyUses(TableReads reads, EventReads events) {
        this.reads = reads;
        this.events = events;
    }

    /**
     * A page of the ids of these events, in the order they were stored.
     *
     * @param after absent, or what an earlier page gave as next
     * @throws InvalidEventException if after is none
     */
    public SubjectKeys.IdPage page(KeyId key, @Nullable String after, int limit) {
        List<String> ids = new ArrayList<>();
        @Nullable String last = after == null ? null : place(after);
        while (true) {
            List<Map<String, AttributeValue>> items = items(key, last, limit - ids.size());
            ids.addAll(committed(items));
            if (items.isEmpty()) {
                return new SubjectKeys.IdPage(ids, null);
            }
            last = Values.required(items.get(items.size() - 1), Keys.SORT).n();
            if (ids.size() == limit) {
                return new SubjectKeys.IdPage(ids, items(key, last, 1).isEmpty() ? null : last);
            }
        }
    }

    private static String place(String after) {
        if (!after.matches("[0-9]{1," + DIGITS + "}")) {
            throw new InvalidEventException("after", "is none that a page has given as next", "what a page has given");
        }
        return new BigInteger(after).toString();
    }

    private List<Map<String, AttributeValue>> items(KeyId key, @Nullable String after, int limit) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":key", Values.text(Keys.keyUses(key))));
        String condition = Keys.PARTITION + " = :key";
        if (after != null) {
            values.put(":after", AttributeValue.fromN(after));
            condition += " AND " + Keys.SORT + " > :after";
        }
        QueryRequest query = QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(condition)
                .expressionAttributeValues(values)
                .limit(limit)
                .build();
        return reads.page(query, Map.of()).items();
    }

    /**
     * One that was put by the commit itself counts; the event of one that was staged has to be looked at. Writers that
     * died may have left others for the same event.
     */
    private List<String> committed(List<Map<String, AttributeValue>> items) {
        List<EventIdItem> placed = items.stream().map(EventIdItem::of).toList();
        Set<EventIdItem> known =
                placed.stream().filter(place -> !place.staged()).collect(Collectors.toSet());
        List<EventIdItem> staged = new ArrayList<>(placed);
        staged.removeAll(known);
        while (!staged.isEmpty()) {
            Map<String, EventIdItem> oneEach = new HashMap<>();
            staged.forEach(place -> oneEach.putIfAbsent(place.eventId(), place));
            events.committed(List.copyOf(oneEach.values()))
                    .forEach(item -> known.add(oneEach.get(Values.text(item, EventItem.ID))));
            staged.removeAll(oneEach.values());
        }
        return placed.stream().filter(known::contains).map(EventIdItem::eventId).toList();
    }
}
