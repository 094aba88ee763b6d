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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one order of events that several tags point to: each tag's and each stream's, and by the time of storing where
 * these say nothing. Events that are stored later never change how those before them stand to each other.
 */
final class PointerOrder {

    private static final Comparator<Pointer> BY_TIME = Comparator.comparingLong(Pointer::order)
            .thenComparing(pointer -> pointer.event().stream())
            .thenComparing(pointer -> pointer.event().sequence());

    private final Map<EventPlace, Pointer> pointers = new HashMap<>();
    private final Map<EventPlace, Set<EventPlace>> followers = new HashMap<>();
    private final Map<EventPlace, Integer> before = new HashMap<>();

    private PointerOrder() {}

    /** @param ofTags pointers of one tag each, ascending; an event may be in several */
    static List<Pointer> of(Collection<List<Pointer>> ofTags) {
        PointerOrder order = new PointerOrder();
        ofTags.forEach(order::chain);
        order.pointers.values().stream()
                .collect(Collectors.groupingBy(pointer -> pointer.event().stream()))
                .values()
                .forEach(ofStream -> order.chain(ofStream.stream()
                        .sorted(Comparator.comparingLong(
                                pointer -> pointer.event().sequence()))
                        .toList()));
        return order.inOrder();
    }

    /** Takes note that these follow each other. */
    private void chain(List<Pointer> chain) {
        for (int i = 0; i < chain.size(); i++) {
            EventPlace place = chain.get(i).event();
            pointers.putIfAbsent(place, chain.get(i));
            if (i > 0
                    && followers
                            .computeIfAbsent(chain.get(i - 1).event(), any -> new HashSet<>())
                            .add(place)) {
                before.merge(place, 1, Integer::sum);
            }
        }
    }

    private List<Pointer> inOrder() {
        PriorityQueue<Pointer> next = new PriorityQueue<>(BY_TIME);
        pointers.forEach((place, pointer) -> {
            if (!before.containsKey(place)) {
                next.add(pointer);
            }
        });
        List<Pointer> ordered = new ArrayList<>(pointers.size());
        while (!next.isEmpty()) {
            Pointer first = next.remove();
            ordered.add(first);
            for (EventPlace follower : followers.getOrDefault(first.event(), Set.of())) {
                if (before.merge(follower, -1, Integer::sum) == 0) {
                    Stream.ofNullable(pointers.get(follower)).forEach(next::add);
                }
            }
        }
        return ordered;
    }
}
