/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An append that is committed and has no positions yet. Its item is put by the very transaction that commits it.
 *
 * @param token of its batch
 * @param events how many
 * @param text its runs in the order of the batch, see {@link RunsText}; absent if they are in an object
 * @param object where they are if they do not fit in an item
 */
public record PendingAppend(
        BatchToken token,
        long events,
        @Nullable String text,
        @Nullable Offloaded object) {

    /** Bytes of an item that runs may take; the service's limit is 400 KB. */
    public static final long MOST_BYTES = 300_000;

    static final String EVENTS = "n";

    public static PendingAppend of(Map<String, AttributeValue> item) {
        @Nullable AttributeValue object = item.get(LogItem.OBJECT);
        return new PendingAppend(
                BatchToken.of(item, EventItem.TOKEN),
                Values.number(item, EVENTS),
                Values.optionalText(item, LogItem.RUNS),
                object == null ? null : Offloaded.of(object));
    }

    public Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = new HashMap<>(LogKeys.pending(token));
        item.put(EventItem.TOKEN, Values.text(token.text()));
        item.put(EVENTS, Values.number(events));
        if (text != null) {
            item.put(LogItem.RUNS, Values.text(text));
        }
        if (object != null) {
            item.put(LogItem.OBJECT, object.toValue());
        }
        return item;
    }

    /** The first sequence of each of these streams. */
    static Map<StreamId, Long> firsts(List<Run> runs) {
        Map<StreamId, Long> firsts = new HashMap<>();
        runs.forEach(run -> firsts.putIfAbsent(run.stream(), run.first()));
        return firsts;
    }
}
