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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.LookupPage;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Finds events by causation and correlation id: first those with a position, then those without in the order they were
 * stored. One number says where a page ends: a position, or an order of storing.
 */
final class Links {

    private final LinkIndex index;
    private final Events events;
    private final boolean log;
    private final LogReads positions;

    /** @param log whether events get positions */
    Links(LinkIndex index, Events events, boolean log, LogReads positions) {
        this.index = index;
        this.events = events;
        this.log = log;
        this.positions = positions;
    }

    LookupPage page(CausalLink link, String id, long after, int limit) {
        return log && after >= Orders.LEAST ? stored(link, id, after, limit) : inOrder(link, id, after, limit);
    }

    /**
     * Events of the same order number are on the same page, so that none is skipped between two. While a round of the log
     * gives its events their positions, in no order, all of them still count as without.
     */
    private LookupPage inOrder(CausalLink link, String id, long after, int limit) {
        long settled = log ? positions.settled() : Long.MAX_VALUE;
        QueryRequest query = LinkIndex.query(link, id, after, limit + 1);
        List<LinkHit> page = new ArrayList<>();
        TreeMap<Long, List<LinkHit>> unsettled = new TreeMap<>();
        Set<Map<String, AttributeValue>> seen = new HashSet<>();
        boolean more = false;
        Map<String, AttributeValue> start = Map.of();
        do {
            LinkIndex.Found found = index.found(link, id, query, start);
            for (LinkHit hit : found.hits()) {
                boolean isSettled = hit.order() <= settled;
                if (isSettled
                        && page.size() >= limit
                        && hit.order() != page.get(page.size() - 1).order()) {
                    return cut(page);
                }
                if (seen.add(Keys.of(hit.item()))) {
                    if (isSettled) {
                        page.add(hit);
                    } else {
                        add(unsettled, hit);
                    }
                }
            }
            more |= trim(unsettled, limit);
            start = found.next();
        } while (!start.isEmpty());
        if (!page.isEmpty() && (more || page.size() + size(unsettled) > limit)) {
            return cut(page);
        }
        List<LinkHit> all = Stream.concat(page.stream(), hits(unsettled)).toList();
        return new LookupPage(whole(all).events(), more ? unsettled.lastKey() : null);
    }

    /** A page ends with a position if it has any: events that get theirs before the next page are then on that. */
    private LookupPage cut(List<LinkHit> page) {
        List<LinkHit> numbered = page.stream().filter(LinkHit::isNumbered).toList();
        List<LinkHit> kept = numbered.isEmpty() ? page : numbered;
        return new LookupPage(whole(kept).events(), kept.get(kept.size() - 1).order());
    }

    /**
     * After a page that ended among events without position: those that were stored later than its last, also if they
     * have got a position since, and are no longer where they were in the index. Such pages are rare; all hits are read.
     */
    private LookupPage stored(CausalLink link, String id, long after, int limit) {
        QueryRequest query = LinkIndex.query(link, id, 0, limit + 1);
        TreeMap<Long, List<LinkHit>> later = new TreeMap<>();
        boolean more = false;
        Map<String, AttributeValue> start = Map.of();
        do {
            LinkIndex.Found found = index.found(link, id, query, start);
            for (LinkHit hit : found.hits()) {
                if (LinkHit.stored(hit.item()) > after) {
                    add(later, hit);
                }
            }
            more |= trim(later, limit);
            start = found.next();
        } while (!start.isEmpty());
        return new LookupPage(whole(hits(later).toList()).events(), more ? later.lastKey() : null);
    }

    /** @return whether more were found than a page takes; those are dropped */
    private static boolean trim(TreeMap<Long, List<LinkHit>> found, int limit) {
        boolean more = false;
        while (!found.isEmpty() && size(found) - found.lastEntry().getValue().size() >= limit) {
            found.pollLastEntry();
            more = true;
        }
        return more;
    }

    private static Stream<LinkHit> hits(TreeMap<Long, List<LinkHit>> found) {
        return found.values().stream().flatMap(List::stream);
    }

    private static void add(TreeMap<Long, List<LinkHit>> later, LinkHit hit) {
        List<LinkHit> same = later.computeIfAbsent(LinkHit.stored(hit.item()), order -> new ArrayList<>());
        if (same.stream().noneMatch(other -> Keys.of(other.item()).equals(Keys.of(hit.item())))) {
            same.add(hit);
        }
    }

    private static int size(TreeMap<Long, List<LinkHit>> later) {
        return later.values().stream().mapToInt(List::size).sum();
    }

    private LookupPage whole(List<LinkHit> page) {
        return new LookupPage(events.events(page.stream().map(LinkHit::item).toList()), null);
    }
}
