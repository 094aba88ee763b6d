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
import java.util.Map;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the item of an event id tells: where its event is, or would be.
 *
 * @param token of the batch that wrote it
 * @param staged whether it was written before the batch committed, so that the head has to be asked
 */
public record EventIdItem(String eventId, StreamId stream, long sequence, BatchToken token, boolean staged) {

    private static final String STREAM = "s";
    private static final String SEQUENCE = "n";

    public static EventIdItem of(Map<String, AttributeValue> item) {
        return new EventIdItem(
                Values.text(item, EventItem.ID),
                Keys.stream(Values.text(item, STREAM)),
                Values.number(item, SEQUENCE),
                BatchToken.of(item, EventItem.TOKEN),
                item.containsKey(EventItem.STAGED));
    }

    public Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = new HashMap<>(Keys.id(eventId));
        item.put(EventItem.ID, Values.text(eventId));
        item.put(STREAM, Values.text(Keys.partition(stream)));
        item.put(SEQUENCE, Values.number(sequence));
        item.put(EventItem.TOKEN, Values.text(token.text()));
        if (staged) {
            item.put(EventItem.STAGED, AttributeValue.fromBool(true));
        }
        return item;
    }
}
