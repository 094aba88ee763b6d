/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.EventIdItem;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.KeyUse;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.stream.Pointer;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An event of a batch that is about to be written.
 *
 * @param order its place among all events without position
 * @param offloaded where payload and meta are, if not in the item
 * @param pointers which pointer of each of its tags is to it
 */
record BatchEntry(StoredEvent event, long order, @Nullable Offloaded offloaded, SortedMap<HeadKey, Long> pointers) {

    StreamId stream() {
        return event.stream();
    }

    /** The head of its stream. */
    HeadKey head() {
        return HeadKey.of(stream());
    }

    Map<String, AttributeValue> item(BatchToken token, boolean staged) {
        return EventItem.of(event, token, staged, order, offloaded);
    }

    Map<String, AttributeValue> idItem(BatchToken token, boolean staged) {
        return id(token, staged).item();
    }

    private EventIdItem id(BatchToken token, boolean staged) {
        return new EventIdItem(event.id(), event.stream(), event.sequence(), token, staged);
    }

    /** That it has members encrypted by these keys, an item for each. */
    List<Map<String, AttributeValue>> keyUseItems(BatchToken token, boolean staged) {
        return KeyUse.keys(event.personal()).stream()
                .map(key -> new KeyUse(key, id(token, staged), order).item())
                .toList();
    }

    Map<String, AttributeValue> pointerItem(HeadKey tag, long number, BatchToken token, boolean staged) {
        return Pointer.of(event, order).item(tag, number, token, staged);
    }
}
