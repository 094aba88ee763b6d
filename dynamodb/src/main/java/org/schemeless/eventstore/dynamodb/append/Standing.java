/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.HeadKey;

/**
 * Where an attempt takes streams and tags to be, and up to where what it rests on is known to hold. It is brought up to
 * date by what failed attempts met.
 */
final class Standing {

    private final Map<StreamId, Long> sequences = new HashMap<>();
    private final Map<HeadKey, Long> tags = new HashMap<>();
    private List<TagCondition> conditions;

    /** A boundary that has not moved says where its tags are. Where two differ the store has to be asked. */
    Standing(List<TagCondition> conditions) {
        this.conditions = List.copyOf(conditions);
        Map<HeadKey, Set<Long>> places = new HashMap<>();
        conditions.forEach(condition ->
                places.computeIfAbsent(condition.head(), any -> new HashSet<>()).add(condition.place()));
        places.forEach((tag, each) -> {
            if (each.size() == 1) {
                tags.put(tag, each.iterator().next());
            }
        });
    }

    /** Where the streams are. */
    Map<StreamId, Long> sequences() {
        return sequences;
    }

    /** The version of the head of a tag. */
    long of(HeadKey tag) {
        return tags.getOrDefault(tag, 0L);
    }

    boolean knows(HeadKey tag) {
        return tags.containsKey(tag);
    }

    void put(Map<HeadKey, Long> versions) {
        versions.forEach((head, version) -> {
            if (head.isOfStream()) {
                sequences.put(head.stream(), version);
            } else {
                tags.put(head, version);
            }
        });
    }

    List<TagCondition> conditions() {
        return conditions;
    }

    /** The heads of the tags that have to stay where they are. */
    Set<HeadKey> held() {
        Set<HeadKey> held = new HashSet<>();
        conditions.forEach(condition -> held.add(condition.head()));
        return held;
    }

    /** Takes note that all conditions hold as the tags are now. */
    void hold() {
        conditions = conditions.stream()
                .map(condition -> condition.upTo(of(condition.head())))
                .toList();
    }
}
