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
import java.util.TreeMap;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.stream.CommandItem;

/**
 * What one attempt writes.
 *
 * @param token of this attempt
 * @param entries stream by stream, in the one order of all streams, ascending in each
 * @param bases the version of each stream of the batch before it
 * @param checkedOnly versions of other streams that have to stay as they are until the batch commits
 * @param commands what is put by the very transaction that commits it
 */
record Batch(
        BatchToken token,
        List<BatchEntry> entries,
        SortedMap<StreamId, Long> bases,
        SortedMap<StreamId, Long> checkedOnly,
        List<CommandItem> commands) {

    /** How many heads the commit needs. */
    int heads() {
        return bases.size() + checkedOnly.size();
    }

    BatchEntry last() {
        return entries.get(entries.size() - 1);
    }

    /** The versions the streams have after the batch; those that are only checked do not change. */
    Map<StreamId, Long> goals() {
        Map<StreamId, Long> goals = new HashMap<>(checkedOnly);
        entries.forEach(entry -> goals.merge(entry.stream(), entry.event().sequence(), Math::max));
        return goals;
    }

    /** All streams the commit needs, with the versions it finds them at. */
    SortedMap<StreamId, Long> allBases() {
        SortedMap<StreamId, Long> all = new TreeMap<>(checkedOnly);
        all.putAll(bases);
        return all;
    }

    /** The bytes that its commands add to the transaction that commits it. */
    long commandBytes() {
        return commands.stream().mapToLong(CommandItem::bytes).sum();
    }

    static Batch of(
            BatchToken token,
            List<BatchEntry> entries,
            Map<StreamId, Long> sequences,
            Map<StreamId, Long> checkedOnly,
            List<CommandItem> commands) {
        List<BatchEntry> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> a.stream().compareTo(b.stream()));
        SortedMap<StreamId, Long> bases = new TreeMap<>();
        sorted.forEach(entry -> bases.putIfAbsent(entry.stream(), sequences.getOrDefault(entry.stream(), 0L)));
        return new Batch(token, sorted, bases, new TreeMap<>(checkedOnly), commands);
    }
}
