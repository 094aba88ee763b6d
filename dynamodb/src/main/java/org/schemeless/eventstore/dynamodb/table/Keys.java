/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.Map;
import org.schemeless.eventstore.StreamId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The keys of the table. A partition is a stream, an event id or a batch, told apart by the first letter. Two streams
 * never share a partition: the length of the domain comes before it, so that its end needs no separator.
 */
public final class Keys {

    public static final String PARTITION = "pk";
    public static final String SORT = "sk";

    /** The sort key of a head, and of items that have a partition to themselves; events have their sequence. */
    public static final long HEAD = 0;

    /** The condition that there is no item with the key. */
    public static final String ABSENT = "attribute_not_exists(" + PARTITION + ")";

    private static final char STREAM = 's';
    private static final String DECISION = "b:";
    private static final String CHECKPOINT = "c:";

    private Keys() {}

    public static String partition(StreamId stream) {
        return STREAM + "" + stream.domain().length() + ":" + stream.domain() + stream.identifier();
    }

    public static StreamId stream(String partition) {
        int colon = partition.indexOf(':');
        int domainEnd = colon + 1 + Integer.parseInt(partition.substring(1, colon));
        return StreamId.of(partition.substring(colon + 1, domainEnd), partition.substring(domainEnd));
    }

    /** The stream of a head, of an event, or of a hit of an index. */
    public static StreamId stream(Map<String, AttributeValue> item) {
        return stream(Values.text(item, PARTITION));
    }

    public static Map<String, AttributeValue> head(StreamId stream) {
        return key(partition(stream), HEAD);
    }

    public static Map<String, AttributeValue> event(StreamId stream, long sequence) {
        return key(partition(stream), sequence);
    }

    public static Map<String, AttributeValue> id(String eventId) {
        return key("e:" + eventId, HEAD);
    }

    public static Map<String, AttributeValue> decision(String token) {
        return key(DECISION + token, HEAD);
    }

    public static Map<String, AttributeValue> checkpoint(String subscription) {
        return key(CHECKPOINT + subscription, HEAD);
    }

    /** The key of the item that names all checkpoints: no subscription has an empty name. */
    public static Map<String, AttributeValue> checkpoints() {
        return checkpoint("");
    }

    /** The subscription of a checkpoint. */
    public static String subscription(Map<String, AttributeValue> item) {
        return Values.text(item, PARTITION).substring(CHECKPOINT.length());
    }

    /** The batch of a decision. */
    public static String token(String partition) {
        return partition.substring(DECISION.length());
    }

    public static Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
        return Map.of(PARTITION, Values.required(item, PARTITION), SORT, Values.required(item, SORT));
    }

    private static Map<String, AttributeValue> key(String partition, long sort) {
        return Map.of(PARTITION, Values.text(partition), SORT, Values.number(sort));
    }
}
