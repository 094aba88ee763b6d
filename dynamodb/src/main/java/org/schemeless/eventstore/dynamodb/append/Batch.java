/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.CommandItem;
import org.schemeless.eventstore.dynamodb.stream.NewStreams;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one attempt writes.
 *
 * @param token of this attempt
 * @param entries stream by stream, in the one order of all streams, ascending in each
 * @param bases the version of each head, of streams and of tags, that the batch moves, before it
 * @param checkedOnly versions of other heads that have to stay as they are until the batch commits
 * @param commands what is put by the very transaction that commits it
 * @param keys that encrypt members of its events, and have to be there until it commits
 * @param attributes what heads get beside their versions, by the first transaction that touches them
 */
record Batch(
        BatchToken token,
        List<BatchEntry> entries,
        SortedMap<HeadKey, Long> bases,
        SortedMap<HeadKey, Long> checkedOnly,
        List<CommandItem> commands,
        SortedSet<KeyId> keys,
        Map<HeadKey, Map<String, AttributeValue>> attributes) {

    /** How many heads the commit needs. */
    int heads() {
        return bases.size() + checkedOnly.size();
    }

    BatchEntry last() {
        return entries.get(entries.size() - 1);
    }

    /** The versions the heads have after the batch; those that are only checked do not change. */
    Map<HeadKey, Long> goals() {
        Map<HeadKey, Long> goals = new HashMap<>(checkedOnly);
        entries.forEach(entry -> {
            goals.merge(entry.head(), entry.event().sequence(), Math::max);
            entry.pointers().forEach((tag, number) -> goals.merge(tag, number, Math::max));
        });
        return goals;
    }

    /** All heads the commit needs, with the versions it finds them at. */
    SortedMap<HeadKey, Long> allBases() {
        SortedMap<HeadKey, Long> all = new TreeMap<>(checkedOnly);
        all.putAll(bases);
        return all;
    }

    /** What this head gets beside its version. */
    Map<String, AttributeValue> attributesOf(HeadKey head) {
        return attributes.getOrDefault(head, Map.of());
    }

    /** The bytes that its commands add to the transaction that commits it. */
    long commandBytes() {
        return commands.stream().mapToLong(CommandItem::bytes).sum();
    }

    /**
     * @param standing where the heads are
     * @param checkedOnly streams without events of this that have to stay at a sequence; so do the tags that the
     *     standing holds
     * @param newStreams says what the heads of streams that begin get
     */
    static Batch of(
            BatchToken token,
            List<BatchEntry> entries,
            Standing standing,
            Map<StreamId, Long> checkedOnly,
            List<CommandItem> commands,
            SortedSet<KeyId> keys,
            NewStreams newStreams) {
        List<BatchEntry> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> a.stream().compareTo(b.stream()));
        SortedMap<HeadKey, Long> bases = new TreeMap<>();
        sorted.forEach(entry -> {
            bases.putIfAbsent(entry.head(), standing.sequences().getOrDefault(entry.stream(), 0L));
            entry.pointers().keySet().forEach(tag -> bases.put(tag, standing.of(tag)));
        });
        SortedMap<HeadKey, Long> held = new TreeMap<>();
        checkedOnly.forEach((stream, sequence) -> held.put(HeadKey.of(stream), sequence));
        standing.held().forEach(tag -> held.put(tag, standing.of(tag)));
        held.keySet().removeAll(bases.keySet());
        return new Batch(token, sorted, bases, held, commands, keys, newStreams.attributes(bases));
    }
}
