/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.fence;

import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.stream.KeyUse;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Removes what batches staged that can no longer commit. Objects in S3 are left to the sweep. */
public final class DeadItems {

    private final TableReads reads;
    private final TableWrites writes;
    private final StreamHeads heads;
    private final Parallel parallel;

    public DeadItems(TableReads reads, TableWrites writes, StreamHeads heads, Parallel parallel) {
        this.reads = reads;
        this.writes = writes;
        this.heads = heads;
        this.parallel = parallel;
    }

    /**
     * Removes them from what this head counts. The items are read before the head: a batch has its fence before its
     * items, so an item above the version whose batch does not fence the head by then belongs to a batch that has lost
     * its fence.
     */
    public void clear(HeadKey key) {
        List<Map<String, AttributeValue>> above = above(key, heads.version(key));
        StreamHead head = heads.effective(heads.stored(key));
        List<Map<String, AttributeValue>> dead = above.stream()
                .filter(item -> item.containsKey(EventItem.STAGED))
                .filter(item -> Values.number(item, Keys.SORT) > head.version())
                .filter(item -> !head.isFencedBy(BatchToken.of(item, EventItem.TOKEN)))
                .toList();
        parallel.each(dead, this::remove);
    }

    private List<Map<String, AttributeValue>> above(HeadKey key, long version) {
        return reads.query(QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :head AND " + Keys.SORT + " > :version")
                .projectionExpression(String.join(
                        ", ",
                        Keys.PARTITION,
                        Keys.SORT,
                        EventItem.ID,
                        EventItem.TOKEN,
                        EventItem.STAGED,
                        EventItem.ORDER,
                        EventItem.PERSONAL))
                .expressionAttributeValues(
                        Map.of(":head", Values.text(key.partition()), ":version", Values.number(version)))
                .build());
    }

    /** An event with the item of its id and those of its uses of keys, or a pointer. */
    private void remove(Map<String, AttributeValue> item) {
        BatchToken token = BatchToken.of(item, EventItem.TOKEN);
        if (item.containsKey(EventItem.ID)) {
            KeyUse.keysOf(item).forEach(use -> remove(use, token));
            remove(Keys.id(Values.text(item, EventItem.ID)), token);
        }
        remove(Keys.of(item), token);
    }

    /** Removes an item that a dead batch staged; nothing happens if it is another's by now. */
    public void remove(Map<String, AttributeValue> key, BatchToken token) {
        writes.delete(DeleteItemRequest.builder()
                .key(key)
                .conditionExpression(EventItem.TOKEN + " = :token AND attribute_exists(" + EventItem.STAGED + ")")
                .expressionAttributeValues(Map.of(":token", Values.text(token.text())))
                .build());
    }
}
