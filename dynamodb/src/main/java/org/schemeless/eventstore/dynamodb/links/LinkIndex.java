/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.links;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.EventPlace;
import org.schemeless.eventstore.dynamodb.stream.OrderNumbers;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Two sparse indexes that hold nothing but keys. They follow the table within moments, and may show what no longer is
 * or does not count yet: each hit is looked at in the table.
 */
public final class LinkIndex {

    public static final String CAUSATION = "causation";
    public static final String CORRELATION = "correlation";

    private final TableReads table;
    private final StreamHeads heads;

    public LinkIndex(TableReads table, StreamHeads heads) {
        this.table = table;
        this.heads = heads;
    }

    static QueryRequest query(CausalLink link, String id, long after, int limit) {
        return query(link)
                .keyConditionExpression(attribute(link) + " = :id AND " + EventItem.ORDER + " > :after")
                .expressionAttributeValues(Map.of(":id", Values.text(id), ":after", Values.number(after)))
                .limit(limit)
                .build();
    }

    /** Those that have a position, behind this one. */
    static QueryRequest queryOfPositions(CausalLink link, String id, long after) {
        return query(link)
                .keyConditionExpression(attribute(link) + " = :id AND " + EventItem.ORDER + " BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(
                        ":id", Values.text(id),
                        ":first", Values.number(after + 1),
                        ":last", Values.number(OrderNumbers.LEAST - 1)))
                .build();
    }

    private static QueryRequest.Builder query(CausalLink link) {
        return QueryRequest.builder().indexName(link == CausalLink.CAUSATION ? CAUSATION : CORRELATION);
    }

    /** All events with this id from one page of the index, in its order, and where the next one begins. */
    Found found(CausalLink link, String id, QueryRequest query, Map<String, AttributeValue> start) {
        QueryResponse page = table.page(query, start);
        return new Found(confirmed(link, id, page.items()), page.lastEvaluatedKey());
    }

    /** @param next where the next page of the index begins, empty if there is none */
    record Found(List<LinkHit> hits, Map<String, AttributeValue> next) {}

    /** The events of those hits that are committed, in the order of the hits. Heads are read before events. */
    private List<LinkHit> confirmed(CausalLink link, String id, List<Map<String, AttributeValue>> hits) {
        Set<StreamId> streams = hits.stream().map(hit -> Keys.stream(hit)).collect(Collectors.toSet());
        Map<StreamId, Long> versions = heads.versions(streams);
        List<Map<String, AttributeValue>> keys = hits.stream()
                .map(EventPlace::of)
                .filter(event -> event.sequence() <= versions.getOrDefault(event.stream(), 0L))
                .distinct()
                .map(EventPlace::key)
                .toList();
        Map<EventPlace, Map<String, AttributeValue>> items = new HashMap<>();
        table.items(keys).forEach(item -> items.put(EventPlace.of(item), item));
        return hits.stream()
                .map(hit -> isOf(items.get(EventPlace.of(hit)), hit, link, id))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** The index may still have an event where it was before it got its position. */
    private static @Nullable LinkHit isOf(
            @Nullable Map<String, AttributeValue> item, Map<String, AttributeValue> hit, CausalLink link, String id) {
        if (item == null) {
            return null;
        }
        long order = LinkHit.order(hit);
        boolean same = (LinkHit.order(item) == order || LinkHit.stored(item) == order)
                && Objects.equals(Values.optionalText(item, attribute(link)), id);
        return same ? new LinkHit(order, item) : null;
    }

    private static String attribute(CausalLink link) {
        return link == CausalLink.CAUSATION ? EventItem.CAUSATION : EventItem.CORRELATION;
    }
}
