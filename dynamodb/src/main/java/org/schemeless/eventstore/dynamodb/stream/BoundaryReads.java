/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableIdentity;
import org.schemeless.eventstore.spi.BoundaryBounds;

/**
 * Reads boundaries: the heads of all tags as they are at one moment, whose versions are the mark, then the pointers up
 * to them, then the events. What is committed in between is behind the mark, and not in the answer.
 */
public final class BoundaryReads {

    private static final int POINTERS_AT_ONCE = 1000;

    private final TableIdentity identity;
    private final StreamHeads heads;
    private final PointerReads pointers;
    private final EventReads events;
    private final Parallel parallel;

    public BoundaryReads(
            TableIdentity identity, StreamHeads heads, PointerReads pointers, EventReads events, Parallel parallel) {
        this.identity = identity;
        this.heads = heads;
        this.pointers = pointers;
        this.events = events;
        this.parallel = parallel;
    }

    /**
     * What the query finds, if it is within bounds: which events there are is known before any of them is read.
     *
     * @param own what the current transaction has appended: it is in the answer, and in no mark
     */
    public Boundary read(EventQuery query, Collection<StoredEvent> own, BoundaryBounds bounds) {
        Set<HeadKey> tags =
                query.items().stream().map(item -> HeadKey.of(item.first())).collect(Collectors.toSet());
        Map<HeadKey, Long> versions = heads.versionsAtOnce(tags);
        List<List<Pointer>> ofTags =
                parallel.map(versions.entrySet(), tag -> matching(query, tag.getKey(), tag.getValue(), bounds));
        List<Long> places = query.items().stream()
                .map(item -> versions.getOrDefault(HeadKey.of(item.first()), 0L))
                .toList();
        List<EventPlace> committed =
                PointerOrder.of(ofTags).stream().map(Pointer::event).toList();
        List<StoredEvent> matchingOwn = own.stream().filter(query::matches).toList();
        bounds.requireEvents(committed.size() + matchingOwn.size());
        List<StoredEvent> found = new ArrayList<>(bounds.read(committed, events::at));
        found.addAll(matchingOwn);
        bounds.requireCharacters(
                found.stream().mapToLong(StoredEvent::characters).sum());
        return new Boundary(query, new Boundary.Mark(identity.id(), places), found);
    }

    /** Pointers that match nothing, and those beyond the bounds, are not kept: a tag may have many. */
    private List<Pointer> matching(EventQuery query, HeadKey tag, long version, BoundaryBounds bounds) {
        List<Pointer> matching = new ArrayList<>();
        for (long first = 1; first <= version; first += POINTERS_AT_ONCE) {
            pointers.of(tag, first, Math.min(version, first + POINTERS_AT_ONCE - 1)).stream()
                    .filter(pointer -> query.items().stream().anyMatch(pointer::matches))
                    .forEach(matching::add);
            bounds.requireEvents(matching.size());
        }
        return matching;
    }

    /**
     * The first event that items of a query find behind these places and up to these versions.
     *
     * @param ranges for each item what is to be looked at
     */
    public Optional<StoredEvent> first(Collection<Range> ranges) {
        List<List<Pointer>> found = ranges.stream()
                .map(range -> pointers.matching(range.item(), range.after() + 1, range.last()))
                .toList();
        return PointerOrder.of(found).stream()
                .findFirst()
                .map(pointer -> events.at(List.of(pointer.event())).get(0));
    }

    /** Pointers of the first tag of an item. */
    public record Range(EventQuery.Item item, long after, long last) {}
}
