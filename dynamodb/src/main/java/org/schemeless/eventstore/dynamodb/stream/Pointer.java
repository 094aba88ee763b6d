/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a tag keeps of an event that has it: where the event is, and all that a query asks of it, so that no event has
 * to be read that a query does not find.
 *
 * @param order when the event was stored, as well as clocks can tell
 */
public record Pointer(EventPlace event, String type, List<Tag> tags, long order) {

    private static final String STREAM = "s";
    private static final String SEQUENCE = "n";
    private static final String TYPE = "t";

    public static Pointer of(StoredEvent event, long order) {
        return new Pointer(new EventPlace(event.stream(), event.sequence()), event.type(), event.tags(), order);
    }

    static Pointer of(Map<String, AttributeValue> item) {
        return new Pointer(
                new EventPlace(Keys.stream(Values.text(item, STREAM)), Values.number(item, SEQUENCE)),
                Values.text(item, TYPE),
                TagValues.of(item),
                Values.number(item, EventItem.STORED));
    }

    /**
     * @param head that of the tag
     * @param number which of the pointers of the tag it is
     * @param staged whether it is written before the batch of this token commits
     */
    public Map<String, AttributeValue> item(HeadKey head, long number, BatchToken token, boolean staged) {
        Map<String, AttributeValue> item = new HashMap<>(head.key(number));
        item.put(STREAM, Values.text(Keys.partition(event.stream())));
        item.put(SEQUENCE, Values.number(event.sequence()));
        item.put(TYPE, Values.text(type));
        TagValues.put(item, tags);
        item.put(EventItem.STORED, Values.number(order));
        item.put(EventItem.TOKEN, Values.text(token.text()));
        if (staged) {
            item.put(EventItem.STAGED, AttributeValue.fromBool(true));
        }
        return item;
    }

    /** Whether the event is one that the item of a query finds. */
    boolean matches(EventQuery.Item item) {
        return tags.containsAll(item.tags())
                && (item.types().isEmpty() || item.types().contains(type));
    }
}
