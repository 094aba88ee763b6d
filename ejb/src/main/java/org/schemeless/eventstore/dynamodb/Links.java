/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.StreamId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Finds events by causation and correlation id, in two sparse indexes that hold nothing but keys. They follow the table
 * within moments, and may show what no longer is or does not count yet: each hit is looked at in the table.
 */
final class Links {

    static final String CAUSATION_INDEX = "causation";
    static final String CORRELATION_INDEX = "correlation";

    private final TableReads table;
    private final Heads heads;
    private final Events events;

    Links(TableReads table, Heads heads, Events events) {
        this.table = table;
        this.heads = heads;
        this.events = events;
    }

    /** Events of the same order number are on the same page, so that none is skipped between two. */
    LookupPage page(CausalLink link, String id, long after, int limit) {
        QueryRequest query = query(link, id, after, limit + 1);
        List<Map<String, AttributeValue>> page = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse hits = table.page(query, start);
            for (Map<String, AttributeValue> item : confirmed(link, id, hits.items())) {
                if (page.size() >= limit && order(item) != order(page.get(page.size() - 1))) {
                    return new LookupPage(events.events(page), order(page.get(page.size() - 1)));
                }
                page.add(item);
            }
            start = hits.lastEvaluatedKey();
        } while (!start.isEmpty());
        return new LookupPage(events.events(page), null);
    }

    private static QueryRequest query(CausalLink link, String id, long after, int limit) {
        return QueryRequest.builder()
                .indexName(link == CausalLink.CAUSATION ? CAUSATION_INDEX : CORRELATION_INDEX)
                .keyConditionExpression(attribute(link) + " = :id AND " + EventItem.ORDER + " > :after")
                .expressionAttributeValues(Map.of(":id", Values.text(id), ":after", Values.number(after)))
                .limit(limit)
                .build();
    }

    /** The events of those hits that are committed, in the order of the hits. Heads are read before events. */
    private List<Map<String, AttributeValue>> confirmed(
            CausalLink link, String id, List<Map<String, AttributeValue>> hits) {
        Set<StreamId> streams = hits.stream()
                .map(hit -> Keys.stream(Values.text(hit, Keys.PARTITION)))
                .collect(Collectors.toSet());
        Map<StreamId, Long> versions = heads.versions(streams);
        List<Map<String, AttributeValue>> keys = hits.stream()
                .filter(hit -> Values.number(hit, Keys.SORT)
                        <= versions.getOrDefault(Keys.stream(Values.text(hit, Keys.PARTITION)), 0L))
                .map(Keys::of)
                .distinct()
                .toList();
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
        table.items(keys).forEach(item -> items.put(Keys.of(item), item));
        return hits.stream()
                .map(hit -> isOf(items.get(Keys.of(hit)), hit, link, id))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static @Nullable Map<String, AttributeValue> isOf(
            @Nullable Map<String, AttributeValue> item, Map<String, AttributeValue> hit, CausalLink link, String id) {
        boolean same = item != null
                && order(item) == order(hit)
                && Objects.equals(Values.optionalText(item, attribute(link)), id);
        return same ? item : null;
    }

    private static long order(Map<String, AttributeValue> item) {
        return Values.number(item, EventItem.ORDER);
    }

    private static String attribute(CausalLink link) {
        return link == CausalLink.CAUSATION ? EventItem.CAUSATION : EventItem.CORRELATION;
    }
}
