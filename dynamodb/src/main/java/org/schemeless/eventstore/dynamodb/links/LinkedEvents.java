/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.links;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.dynamodb.log.LogReads;
import org.schemeless.eventstore.dynamodb.stream.EventPlace;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.stream.OrderNumbers;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Finds events by causation and correlation id: first those with a position, then those without in the order they were
 * stored. One number says where a page ends: a position, or an order of storing.
 */
public final class LinkedEvents {

    private final LinkIndex index;
    private final EventReads events;
    private final boolean log;
    private final LogReads positions;

    /** @param log whether events get positions */
    public LinkedEvents(LinkIndex index, EventReads events, boolean log, LogReads positions) {
        this.index = index;
        this.events = events;
        this.log = log;
        this.positions = positions;
    }

    public LookupPage page(CausalLink link, String id, long after, int limit) {
        return log && after >= OrderNumbers.LEAST ? stored(link, id, after, limit) : inOrder(link, id, after, limit);
    }

    /**
     * Events of the same order number are on the same page, so that none is skipped between two. While a round of the
     * log gives its events their positions, in no order, all of them still count as without. A page ends with a
     * position if it has any: events that get theirs before the next page are then on that.
     */
    private LookupPage inOrder(CausalLink link, String id, long after, int limit) {
        long settled = log ? positions.settled() : Long.MAX_VALUE;
        QueryRequest query = LinkIndex.query(link, id, after, limit + 1);
        List<LinkHit> page = new ArrayList<>();
        OrderedHits unsettled = new OrderedHits(limit);
        Set<EventPlace> seen = new HashSet<>();
        Map<String, AttributeValue> start = Map.of();
        boolean isOneLook = true;
        do {
            LinkIndex.Found found = index.found(link, id, query, start);
            for (LinkHit hit : found.hits()) {
                boolean isSettled = hit.order() <= settled;
                if (isSettled && page.size() >= limit && hit.order() != last(page)) {
                    return page(page.stream(), last(page));
                }
                if (!seen.add(hit.event())) {
                    continue;
                }
                if (isSettled) {
                    page.add(hit);
                } else {
                    unsettled.add(hit);
                }
            }
            start = found.next();
            isOneLook &= start.isEmpty();
        } while (!start.isEmpty());
        if (log && !isOneLook) {
            moved(link, id, Math.max(after, settled), hit -> {
                if (seen.add(hit.event())) {
                    unsettled.add(hit);
                }
            });
        }
        if (!page.isEmpty() && (unsettled.hasMore() || page.size() + unsettled.size() > limit)) {
            return page(page.stream(), last(page));
        }
        return page(Stream.concat(page.stream(), unsettled.hits()), unsettled.hasMore() ? unsettled.last() : null);
    }

    /**
     * Events with a position behind this one. An index that is read in several looks may be passed by an event that
     * gets its position meanwhile: it leaves the part that is still to be read for the part that has been read. After
     * the last look it is found here.
     */
    private void moved(CausalLink link, String id, long settled, Consumer<LinkHit> reader) {
        each(link, id, LinkIndex.queryOfPositions(link, id, settled), reader);
    }

    /** One page of the index after the other: there may be more hits than memory has room for. */
    private void each(CausalLink link, String id, QueryRequest query, Consumer<LinkHit> reader) {
        Map<String, AttributeValue> start = Map.of();
        do {
            LinkIndex.Found found = index.found(link, id, query, start);
            found.hits().forEach(reader);
            start = found.next();
        } while (!start.isEmpty());
    }

    private static long last(List<LinkHit> page) {
        return page.get(page.size() - 1).order();
    }

    /**
     * What follows a page that ended among events without position: those that were stored later than its last, also if
     * they have got a position since, and are no longer where they were in the index. Such pages are rare; all hits are
     * read.
     */
    private LookupPage stored(CausalLink link, String id, long after, int limit) {
        long settled = positions.settled();
        OrderedHits later = new OrderedHits(limit);
        Consumer<LinkHit> reader = hit -> {
            if (LinkHit.stored(hit.item()) > after) {
                later.add(hit);
            }
        };
        each(link, id, LinkIndex.query(link, id, 0, limit + 1), reader);
        moved(link, id, settled, reader);
        return page(later.hits(), later.hasMore() ? later.last() : null);
    }

    private LookupPage page(Stream<LinkHit> hits, @Nullable Long next) {
        return new LookupPage(events.events(hits.map(LinkHit::item).toList()), next);
    }
}
