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

/**
 * Reads boundaries: the heads of all tags as they are at one moment, whose versions are the mark, then the pointers up
 * to them, then the events. What is committed in between is behind the mark, and not in the answer.
 */
public final class BoundaryReads {

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

    /** @param own what the current transaction has appended: it is in the answer, and in no mark */
    public Boundary read(EventQuery query, Collection<StoredEvent> own) {
        Set<HeadKey> tags =
                query.items().stream().map(item -> HeadKey.of(item.first())).collect(Collectors.toSet());
        Map<HeadKey, Long> versions = heads.versionsAtOnce(tags);
        List<List<Pointer>> ofTags =
                parallel.map(versions.entrySet(), tag -> matching(query, tag.getKey(), tag.getValue()));
        List<Long> places = query.items().stream()
                .map(item -> versions.getOrDefault(HeadKey.of(item.first()), 0L))
                .toList();
        List<StoredEvent> found = new ArrayList<>(
                events.at(PointerOrder.of(ofTags).stream().map(Pointer::event).toList()));
        own.stream().filter(query::matches).forEach(found::add);
        return new Boundary(query, new Boundary.Mark(identity.id(), places), found);
    }

    private List<Pointer> matching(EventQuery query, HeadKey tag, long version) {
        return pointers.of(tag, 1, version).stream()
                .filter(pointer -> query.items().stream().anyMatch(pointer::matches))
                .toList();
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
