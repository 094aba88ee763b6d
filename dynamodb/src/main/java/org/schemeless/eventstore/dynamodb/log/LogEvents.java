/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.EventPlace;
import org.schemeless.eventstore.dynamodb.stream.EventReads;
import org.schemeless.eventstore.dynamodb.table.ItemWait;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads events in the order of the log. */
public final class LogEvents {

    private final LogReads log;
    private final TableReads table;
    private final EventReads events;
    private final ItemWait itemWait;

    public LogEvents(LogReads log, TableReads table, EventReads events, ItemWait itemWait) {
        this.log = log;
        this.table = table;
        this.events = events;
        this.itemWait = itemWait;
    }

    long last() {
        return log.head().last();
    }

    /** Events after this position, ascending, as many as have one. */
    List<StoredEvent> after(long after, int limit) {
        LogHead head = log.head();
        if (after >= head.last()) {
            return List.of();
        }
        return events.events(items(log.places(after, Math.min(head.last(), after + limit))));
    }

    /** The events at these places; their positions are in the log before they are in the items. */
    private List<Map<String, AttributeValue>> items(List<LogPlace> places) {
        List<Map<String, AttributeValue>> keys =
                places.stream().map(place -> place.event().key()).toList();
        Map<EventPlace, Map<String, AttributeValue>> found = new HashMap<>();
        itemWait.complete(keys.size(), () -> table.items(keys)).forEach(item -> found.put(EventPlace.of(item), item));
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (LogPlace place : places) {
            Map<String, AttributeValue> item = new HashMap<>(found.getOrDefault(place.event(), Map.of()));
            item.put(EventItem.POSITION, Values.number(place.position()));
            items.add(item);
        }
        return items;
    }
}
