/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.dynamodb.stream.BoundaryReads;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.spi.Append;

/**
 * What an append rests on: up to where an item of a query was answered. It holds as long as nothing that the item finds
 * is behind that place.
 *
 * @param store which store gave the mark
 * @param place a version of the head of the item's first tag
 */
record TagCondition(EventQuery.Item item, String store, long place) {

    static List<TagCondition> of(Append append) {
        List<TagCondition> conditions = new ArrayList<>();
        append.boundary().ifPresent(boundary -> {
            Boundary.Mark mark = boundary.mark();
            List<EventQuery.Item> items = boundary.query().items();
            for (int i = 0; i < items.size(); i++) {
                conditions.add(new TagCondition(
                        items.get(i), mark.store(), mark.places().get(i)));
            }
        });
        return conditions;
    }

    HeadKey head() {
        return HeadKey.of(item.first());
    }

    /** The same, which is known to hold up to here. */
    TagCondition upTo(long version) {
        return new TagCondition(item, store, version);
    }

    /** What has to be looked at if the head is at this version. */
    BoundaryReads.Range since(long version) {
        return new BoundaryReads.Range(item, place, version);
    }
}
