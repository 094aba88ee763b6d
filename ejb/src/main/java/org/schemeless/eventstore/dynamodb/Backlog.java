/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.Unnumbered;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The appends that wait for their positions, or whose events do not show them yet: what is read by stream or id shows the
 * positions that the log has shown.
 */
final class Backlog {

    private final TableReads table;
    private final Parallel parallel;

    Backlog(TableReads table, Parallel parallel) {
        this.table = table;
        this.parallel = parallel;
    }

    /** Those of this moment, if there are any. */
    Optional<Unnumbered> now() {
        Set<String> waiting = waiting();
        return waiting.isEmpty() ? Optional.empty() : Optional.of(() -> remain(waiting));
    }

    private boolean remain(Set<String> appends) {
        return waiting().stream().anyMatch(appends::contains);
    }

    private Set<String> waiting() {
        return parallel.map(LogKeys.shards(), this::tokens).stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private List<String> tokens(String shard) {
        QueryRequest query = QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :shard")
                .expressionAttributeValues(Map.of(":shard", Values.text(shard)))
                .projectionExpression(EventItem.TOKEN)
                .build();
        return table.query(query).stream()
                .map((Map<String, AttributeValue> item) -> Values.text(item, EventItem.TOKEN))
                .toList();
    }
}
