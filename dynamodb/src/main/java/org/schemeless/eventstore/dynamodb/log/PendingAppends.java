/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schemeless.eventstore.dynamodb.stream.EventItem;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.PendingPositions;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The appends that wait for their positions, or whose events do not show them yet: what is read by stream or id shows
 * the positions that the log has shown.
 */
public final class PendingAppends {

    private static final int PAGE = 100;
    private static final int COUNTED_OF_ONE_SHARD = 1_000;

    private final TableReads table;
    private final Parallel parallel;

    public PendingAppends(TableReads table, Parallel parallel) {
        this.table = table;
        this.parallel = parallel;
    }

    /** Those of this moment, if there are any. */
    Optional<PendingPositions> now() {
        Set<BatchToken> waiting = waiting();
        return waiting.isEmpty() ? Optional.empty() : Optional.of(new These(waiting));
    }

    /** Those that stand up to this place in their shards, if there are any. */
    Optional<PendingPositions> upTo(BigInteger mark) {
        return Optional.<PendingPositions>of(new UpTo(mark)).filter(PendingPositions::remain);
    }

    /** Whether there are any; one of each shard is read at most. */
    boolean exists() {
        return exists(PendingAppends::query);
    }

    private boolean exists(Function<String, QueryRequest.Builder> query) {
        return parallel
                .map(
                        LogKeys.shards(),
                        shard -> table.page(query.apply(shard).limit(1).build(), Map.of()))
                .stream()
                .anyMatch(page -> !page.items().isEmpty());
    }

    /** The appends with these tokens. */
    private final class These implements PendingPositions {

        private final Set<BatchToken> tokens;
        private final BigInteger last;

        These(Set<BatchToken> tokens) {
            this.tokens = tokens;
            this.last = LogKeys.place(Collections.max(tokens));
        }

        @Override
        public boolean remain() {
            return parallel.map(LogKeys.shards(), this::remain).contains(true);
        }

        /**
         * Reads as far as one of them; what came later stands behind the last of them, but for that of clocks that are
         * behind.
         */
        private boolean remain(String shard) {
            QueryRequest query = upTo(shard, last).limit(PAGE).build();
            Map<String, AttributeValue> start = Map.of();
            do {
                QueryResponse page = table.page(query, start);
                if (page.items().stream().map(PendingAppends::token).anyMatch(tokens::contains)) {
                    return true;
                }
                start = page.lastEvaluatedKey();
            } while (!start.isEmpty());
            return false;
        }

        @Override
        public BigInteger mark() {
            return last;
        }
    }

    /** Whatever appends stand up to a place. */
    private final class UpTo implements PendingPositions {

        private final BigInteger mark;

        UpTo(BigInteger mark) {
            this.mark = mark;
        }

        @Override
        public boolean remain() {
            return exists(shard -> upTo(shard, mark));
        }

        @Override
        public BigInteger mark() {
            return mark;
        }
    }

    /**
     * The events of the first appends of each shard: a page of them, whose length is limited in number and by the
     * service in bytes.
     */
    long count() {
        return parallel.map(LogKeys.shards(), this::events).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long events(String shard) {
        QueryRequest query = query(shard)
                .projectionExpression(PendingAppend.EVENTS)
                .limit(COUNTED_OF_ONE_SHARD)
                .build();
        return table.page(query, Map.of()).items().stream()
                .mapToLong(item -> Values.number(item, PendingAppend.EVENTS))
                .sum();
    }

    private Set<BatchToken> waiting() {
        return parallel.map(LogKeys.shards(), this::tokens).stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private List<BatchToken> tokens(String shard) {
        return table.query(query(shard).build()).stream()
                .map(PendingAppends::token)
                .toList();
    }

    private static BatchToken token(Map<String, AttributeValue> item) {
        return BatchToken.of(item, EventItem.TOKEN);
    }

    private static QueryRequest.Builder upTo(String shard, BigInteger last) {
        return query(shard)
                .keyConditionExpression(Keys.PARTITION + " = :shard AND " + Keys.SORT + " <= :last")
                .expressionAttributeValues(
                        Map.of(":shard", Values.text(shard), ":last", AttributeValue.fromN(last.toString())));
    }

    private static QueryRequest.Builder query(String shard) {
        return QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :shard")
                .expressionAttributeValues(Map.of(":shard", Values.text(shard)))
                .projectionExpression(EventItem.TOKEN);
    }
}
