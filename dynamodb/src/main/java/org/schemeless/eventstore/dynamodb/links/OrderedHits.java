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
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The first hits of a look-up in the order they were stored, as many as a page takes, and whether there are more. */
final class OrderedHits {

    private final int limit;
    private final TreeMap<Long, List<LinkHit>> hits = new TreeMap<>();
    private int size;
    private boolean more;

    OrderedHits(int limit) {
        this.limit = limit;
    }

    /** Hits of the same order number stay together, so that none is skipped between two pages. */
    void add(LinkHit hit) {
        List<LinkHit> same = hits.computeIfAbsent(LinkHit.stored(hit.item()), order -> new ArrayList<>());
        if (same.stream().noneMatch(other -> other.event().equals(hit.event()))) {
            same.add(hit);
            size++;
        }
        int last = hits.lastEntry().getValue().size();
        if (size - last >= limit) {
            hits.pollLastEntry();
            size -= last;
            more = true;
        }
    }

    int size() {
        return size;
    }

    boolean hasMore() {
        return more;
    }

    /** The order number of the last one. */
    long last() {
        return hits.lastKey();
    }

    Stream<LinkHit> hits() {
        return hits.values().stream().flatMap(List::stream);
    }
}
