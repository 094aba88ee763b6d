/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.links;

import java.util.Map;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.EventPlace;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An event that was found by an index.
 *
 * @param order where the index has it: a position, or an order of storing, which is above all positions
 */
record LinkHit(long order, Map<String, AttributeValue> item) {

    EventPlace event() {
        return EventPlace.of(item);
    }

    static long order(Map<String, AttributeValue> item) {
        return Values.number(item, EventItem.ORDER);
    }

    /** When it was stored, among all events of the store. */
    static long stored(Map<String, AttributeValue> item) {
        Long before = Values.optionalNumber(item, EventItem.STORED);
        return before == null ? order(item) : before;
    }
}
