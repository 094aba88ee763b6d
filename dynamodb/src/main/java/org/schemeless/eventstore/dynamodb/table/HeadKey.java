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
import org.schemeless.eventstore.Tag;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Names a head, of a stream or of a tag, by the partition in which it stands with the items that it counts: the events
 * of the stream, the pointers of the tag. The order of the keys is the one order in which heads are fenced.
 */
public record HeadKey(String partition) implements Comparable<HeadKey> {

    public static HeadKey of(StreamId stream) {
        return new HeadKey(Keys.partition(stream));
    }

    public static HeadKey of(Tag tag) {
        return new HeadKey(Keys.partition(tag));
    }

    /** The one of the partition of this item, or of this hit of an index. */
    public static HeadKey of(Map<String, AttributeValue> item) {
        return new HeadKey(Values.text(item, Keys.PARTITION));
    }

    public boolean isOfStream() {
        return Keys.isStream(partition);
    }

    /** The stream whose head it is. */
    public StreamId stream() {
        return Keys.stream(partition);
    }

    /** The key of the head. */
    public Map<String, AttributeValue> key() {
        return key(Keys.HEAD);
    }

    /** The key of the item that the head counts with this number. */
    public Map<String, AttributeValue> key(long number) {
        return Map.of(Keys.PARTITION, Values.text(partition), Keys.SORT, Values.number(number));
    }

    @Override
    public int compareTo(HeadKey other) {
        return partition.compareTo(other.partition);
    }

    /** For the log of the server. */
    @Override
    public String toString() {
        return isOfStream() ? stream().toString() : "tag " + Keys.tag(partition);
    }
}
