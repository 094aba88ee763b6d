/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.Map;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where an event stands in its stream, to be compared and looked up by. */
public record EventPlace(StreamId stream, long sequence) {

    /** The place of the event in this item, or of the one that a hit of an index is about. */
    public static EventPlace of(Map<String, AttributeValue> item) {
        return new EventPlace(Keys.stream(item), Values.number(item, Keys.SORT));
    }

    /** The key of its item. */
    public Map<String, AttributeValue> key() {
        return Keys.event(stream, sequence);
    }
}
