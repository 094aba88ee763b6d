/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The pending appends, by pages that take some of each shard. */
final class PendingPages {

    private static final int OF_ONE_SHARD = 500;

    private final TableReads table;
    private final LogRuns runs;
    private final Parallel parallel;

    /** Where the next page begins in each shard that has one. */
    private final Map<String, Map<String, AttributeValue>> starts = new HashMap<>();

    PendingPages(TableReads table, LogRuns runs, Parallel parallel) {
        this.table = table;
        this.runs = runs;
        this.parallel = parallel;
        LogKeys.shards().forEach(shard -> starts.put(shard, Map.of()));
    }

    boolean hasNext() {
        return !starts.isEmpty();
    }

    /** The next pending appends, in the order of their writers' clocks. */
    List<PendingRuns> next() {
        List<String> shards = List.copyOf(starts.keySet());
        List<QueryResponse> pages = parallel.map(shards, this::page);
        List<PendingAppend> appends = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            QueryResponse page = pages.get(i);
            page.items().forEach(item -> appends.add(PendingAppend.of(item)));
            if (page.lastEvaluatedKey().isEmpty()) {
                starts.remove(shards.get(i));
            } else {
                starts.put(shards.get(i), page.lastEvaluatedKey());
            }
        }
        appends.sort(Comparator.comparing(PendingAppend::token));
        return parallel.map(appends, append -> new PendingRuns(append, runs.of(append)));
    }

    private QueryResponse page(String shard) {
        QueryRequest query = QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :shard")
                .expressionAttributeValues(Map.of(":shard", Values.text(shard)))
                .limit(OF_ONE_SHARD)
                .build();
        return table.page(query, starts.getOrDefault(shard, Map.of()));
    }
}
