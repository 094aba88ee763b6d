/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.BulkWrites;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A sequencer that sleeps before one of its requests, is taken for dead, and wakes when others have finished its round
 * and done more: it changes nothing.
 */
class DynamoDbStalledSequencerIT {

    private final StreamId stream = Sample.stream();

    private List<NewEvent> append(Store node, int count) {
        List<NewEvent> events = IntStream.range(0, count)
                .mapToObj(i ->
                        Sample.builder(stream).payload(i).correlationId("cor").build())
                .toList();
        node.append(events, ExpectedSequence.any());
        return events;
    }

    private List<NewEvent> appendSingly(Store node, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> append(node, 1))
                .flatMap(List::stream)
                .toList();
    }

    /** Either of the two may be of the release before, which is there while nodes are replaced one by one. */
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true"})
    void a_sequencer_that_wakes_before_any_of_its_requests_does_no_harm(boolean isFormer, boolean isFollowedByFormer)
            throws Exception {
        int appends = isFormer ? 3 : BulkWrites.MOST + 5;
        Set<String> slept = new TreeSet<>();
        for (int nth = 1; sleepsBefore(nth, appends, isFormer, isFollowedByFormer, slept); nth++) {
            assertThat(nth).isLessThan(100);
        }

        assertThat(slept)
                .isEqualTo(
                        isFormer
                                ? Set.of("GetItem", "Query", "TransactWriteItems", "UpdateItem", "DeleteItem")
                                : Set.of(
                                        "GetItem",
                                        "Query",
                                        "TransactWriteItems",
                                        "BatchExecuteStatement",
                                        "BatchWriteItem",
                                        "DeleteItem"));
    }

    /** @return whether there was such a request */
    private boolean sleepsBefore(int nth, int appends, boolean isFormer, boolean isFollowedByFormer, Set<String> kinds)
            throws Exception {
        try (Store own = Store.fresh();
                Store stalled = isFormer ? own.former() : own.other();
                Store next = isFollowedByFormer ? own.former() : own.other()) {
            List<NewEvent> events = new ArrayList<>(appendSingly(own, appends));
            try (Sleep sleep = new Sleep(stalled, (request, n) -> stalled.requests.count() >= nth)) {
                boolean isReached = sleep.isReached();
                if (isReached) {
                    kinds.add(sleep.kind());
                }
                finish(next);
                assertIsLogOf(next, events);
                events.addAll(append(next, 2));
                finish(next);
                List<Map<String, AttributeValue>> before = inOrder(own.scan());

                sleep.end();

                assertThat(inOrder(own.scan())).as("request " + nth).isEqualTo(before);
                assertIsLogOf(own, events);
                return isReached;
            }
        }
    }

    /** Nor an event that something other than the store has deleted. */
    @Test
    void a_sequencer_that_wakes_brings_nothing_back() throws Exception {
        try (Store store = Store.fresh();
                Store stalled = store.other()) {
            append(store, 3);
            try (Sleep sleep = new Sleep(stalled, (request, n) -> Requests.is(request, "BatchExecute"))) {
                assertThat(sleep.isReached()).isTrue();
                finish(store);
                store.looking
                        .dynamoDb()
                        .deleteItem(delete ->
                                delete.tableName(store.settings.table().name()).key(Keys.event(stream, 2)));
                List<Map<String, AttributeValue>> before = inOrder(store.scan());

                sleep.end();

                assertThat(inOrder(store.scan())).isEqualTo(before);
            }
        }
    }

    private static void finish(Store node) {
        while (!node.logItems("p").isEmpty()) {
            node.assignPositions();
        }
    }

    private void assertIsLogOf(Store node, List<NewEvent> events) {
        List<StoredEvent> log = node.log();
        OnFreshTable.assertIsLogOf(log, events);
        assertThat(node.all(stream)).isEqualTo(log);
    }

    private static List<Map<String, AttributeValue>> inOrder(List<Map<String, AttributeValue>> items) {
        Function<Map<String, AttributeValue>, String> key = item ->
                Values.text(item, Keys.PARTITION) + " " + item.get(Keys.SORT).n();
        return items.stream().sorted(Comparator.comparing(key)).toList();
    }

    /** A round of a node that sleeps before a request until it is woken. */
    private static final class Sleep implements AutoCloseable {

        private final CompletableFuture<String> reached = new CompletableFuture<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final CompletableFuture<Void> round;

        /** @param before which requests it sleeps before, given how many of their kind there were */
        Sleep(Store node, BiPredicate<SdkRequest, Integer> before) {
            node.requests.before((request, n) -> {
                if (before.test(request, n)) {
                    reached.complete(Requests.name(request));
                    end.join();
                }
            });
            round = CompletableFuture.runAsync(node.storage::assignPositions);
        }

        /** Whether it sleeps, and has not come to its end without such a request. */
        boolean isReached() throws Exception {
            CompletableFuture.anyOf(reached, round).get(5, TimeUnit.MINUTES);
            return reached.isDone();
        }

        String kind() {
            return reached.join();
        }

        void end() throws Exception {
            end.complete(null);
            round.get(5, TimeUnit.MINUTES);
        }

        @Override
        public void close() {
            end.complete(null);
        }
    }
}
