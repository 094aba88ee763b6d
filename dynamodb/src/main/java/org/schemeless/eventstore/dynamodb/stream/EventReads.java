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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.ItemWait;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads committed events. */
public final class EventReads {

    private final TableReads table;
    private final StreamHeads heads;
    private final ObjectStore objects;
    private final Parallel parallel;
    private final ItemWait itemWait;

    public EventReads(TableReads table, StreamHeads heads, ObjectStore objects, Parallel parallel, ItemWait itemWait) {
        this.table = table;
        this.heads = heads;
        this.objects = objects;
        this.parallel = parallel;
        this.itemWait = itemWait;
    }

    /** The events of a stream with these sequences, all of them at or below its version. */
    public List<StoredEvent> ofStream(StreamId stream, long first, long last) {
        QueryRequest query = QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :stream AND " + Keys.SORT + " BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(
                        ":stream", Values.text(Keys.partition(stream)),
                        ":first", Values.number(first),
                        ":last", Values.number(last)))
                .build();
        return events(itemWait.complete(last - first + 1, () -> table.query(query)));
    }

    /** The committed events at these places, in this order. */
    public List<StoredEvent> at(List<EventPlace> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        List<Map<String, AttributeValue>> keys =
                places.stream().map(EventPlace::key).toList();
        Map<EventPlace, Map<String, AttributeValue>> found =
                itemWait.complete(keys.size(), () -> table.items(keys)).stream()
                        .collect(Collectors.toMap(EventPlace::of, Function.identity()));
        return events(places.stream()
                .flatMap(place -> Stream.ofNullable(found.get(place)))
                .toList());
    }

    /** Those of the events with these ids that are committed, in no order. */
    public List<StoredEvent> withIds(Collection<String> ids) {
        List<EventIdItem> placed = table.items(ids.stream().map(Keys::id).toList()).stream()
                .map(EventIdItem::of)
                .toList();
        return events(committed(placed));
    }

    /** Whether the committed event with this id, if there is one, has its body in this object. */
    public boolean refersTo(String id, String objectKey) {
        List<EventIdItem> placed =
                table.items(List.of(Keys.id(id))).stream().map(EventIdItem::of).toList();
        return committed(placed).stream()
                .map(EventItem::offloaded)
                .anyMatch(offloaded -> offloaded != null && offloaded.key().equals(objectKey));
    }

    /**
     * The items of those that are committed. Heads are read before events: what is at or below a version never changes.
     */
    public List<Map<String, AttributeValue>> committed(List<EventIdItem> placed) {
        Map<StreamId, Long> versions = heads.versions(placed.stream()
                .filter(EventIdItem::staged)
                .map(EventIdItem::stream)
                .collect(Collectors.toSet()));
        List<EventIdItem> below = placed.stream()
                .filter(place -> !place.staged() || place.sequence() <= versions.getOrDefault(place.stream(), 0L))
                .toList();
        List<EventIdItem> certain =
                below.stream().filter(place -> !place.staged()).toList();
        List<EventIdItem> likely = below.stream().filter(EventIdItem::staged).toList();
        List<Map<String, AttributeValue>> items =
                new ArrayList<>(itemWait.complete(certain.size(), () -> itemsOf(certain)));
        items.addAll(itemsOf(likely));
        return items;
    }

    /** Another event may have got the place of one whose batch has died. */
    private List<Map<String, AttributeValue>> itemsOf(List<EventIdItem> placed) {
        Map<String, BatchToken> tokens =
                placed.stream().collect(Collectors.toMap(EventIdItem::eventId, EventIdItem::token));
        List<Map<String, AttributeValue>> keys = placed.stream()
                .map(place -> new EventPlace(place.stream(), place.sequence()))
                .distinct()
                .map(EventPlace::key)
                .toList();
        return table.items(keys).stream()
                .filter(item ->
                        BatchToken.of(item, EventItem.TOKEN).equals(tokens.get(Values.text(item, EventItem.ID))))
                .toList();
    }

    /** Events with their payloads, in the order of the items. */
    public List<StoredEvent> events(List<Map<String, AttributeValue>> items) {
        return parallel.map(items, this::event);
    }

    private StoredEvent event(Map<String, AttributeValue> item) {
        Offloaded offloaded = EventItem.offloaded(item);
        EventBody body =
                offloaded == null ? EventItem.body(item) : objects.get(Values.text(item, EventItem.ID), offloaded);
        return EventItem.event(item, body);
    }

    /**
     * Whether a batch is committed: its last event is there, of its token, and at or below the version.
     *
     * @param last the last event of the batch
     * @param token of the batch
     */
    public boolean isCommitted(StoredEvent last, BatchToken token) {
        if (heads.version(last.stream()) < last.sequence()) {
            return false;
        }
        List<Map<String, AttributeValue>> there =
                itemWait.complete(1, () -> table.items(List.of(Keys.event(last.stream(), last.sequence()))));
        return BatchToken.of(there.get(0), EventItem.TOKEN).equals(token);
    }
}
