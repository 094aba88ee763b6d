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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An append that is committed and has no positions yet. Its item is put by the very transaction that commits it.
 *
 * @param token of its batch
 * @param events how many
 * @param text its runs in the order of the batch, see {@link RunsText}; absent if they are in an object
 * @param object where they are if they do not fit in an item
 */
record PendingAppend(
        String token,
        long events,
        @Nullable String text,
        @Nullable Offloaded object) {

    /** Bytes of an item that runs may take; the service's limit is 400 KB. */
    static final long MOST_BYTES = 300_000;

    static final String EVENTS = "n";

    static PendingAppend of(Map<String, AttributeValue> item) {
        @Nullable AttributeValue object = item.get(LogItem.OBJECT);
        return new PendingAppend(
                Values.text(item, EventItem.TOKEN),
                Values.number(item, EVENTS),
                Values.optionalText(item, LogItem.RUNS),
                object == null ? null : Offloaded.of(object));
    }

    Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = new HashMap<>(LogKeys.pending(token));
        item.put(EventItem.TOKEN, Values.text(token));
        item.put(EVENTS, Values.number(events));
        if (text != null) {
            item.put(LogItem.RUNS, Values.text(text));
        }
        if (object != null) {
            item.put(LogItem.OBJECT, object.toValue());
        }
        return item;
    }

    /**
     * The runs of a batch in the order of its input; stream by stream if it changes streams so often that only this fits in
     * an item. Either way each stream's order is kept.
     */
    static RunsText runsOf(Batch batch) {
        List<BatchEntry> entries = new ArrayList<>(batch.entries());
        entries.sort(Comparator.comparingLong(BatchEntry::order));
        RunsText inOrder = RunsText.of(runs(entries));
        RunsText shorter = inOrder.bytes() <= MOST_BYTES ? inOrder : RunsText.of(runs(batch.entries()));
        return shorter.bytes() <= MOST_BYTES ? shorter : inOrder;
    }

    private static List<Run> runs(List<BatchEntry> entries) {
        List<Run> runs = new ArrayList<>();
        for (BatchEntry entry : entries) {
            @Nullable Run before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (before != null && before.stream().equals(entry.stream())) {
                runs.set(runs.size() - 1, before.start(before.count() + 1));
            } else {
                runs.add(new Run(entry.stream(), entry.event().sequence(), 1));
            }
        }
        return runs;
    }

    /** The first sequence of each of these streams. */
    static Map<StreamId, Long> firsts(List<Run> runs) {
        Map<StreamId, Long> firsts = new HashMap<>();
        runs.forEach(run -> firsts.putIfAbsent(run.stream(), run.first()));
        return firsts;
    }
}
