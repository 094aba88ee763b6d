/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.ItemWait;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the pointers of tags. All up to the version of the tag's head are there: none of them may be missing. */
public final class PointerReads {

    private final TableReads table;
    private final ItemWait itemWait;

    public PointerReads(TableReads table, ItemWait itemWait) {
        this.table = table;
        this.itemWait = itemWait;
    }

    /**
     * The pointers of a tag with these numbers, all of them at or below its version, ascending.
     *
     * @throws IllegalStateException if one is missing: something other than this store deleted it
     */
    public List<Pointer> of(HeadKey tag, long first, long last) {
        if (first > last) {
            return List.of();
        }
        QueryRequest query = QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :tag AND " + Keys.SORT + " BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(
                        ":tag", Values.text(tag.partition()),
                        ":first", Values.number(first),
                        ":last", Values.number(last)))
                .build();
        return itemWait.complete(last - first + 1, () -> table.query(query)).stream()
                .map(Pointer::of)
                .toList();
    }

    /** Those of them that an item of a query finds. */
    public List<Pointer> matching(EventQuery.Item item, long first, long last) {
        return of(HeadKey.of(item.first()), first, last).stream()
                .filter(pointer -> pointer.matches(item))
                .toList();
    }
}
