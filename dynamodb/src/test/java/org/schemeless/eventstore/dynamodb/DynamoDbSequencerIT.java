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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.log.PendingAppend;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What the sequencer makes of dead sequencers, wrong clocks and appends that are seen too early. */
class DynamoDbSequencerIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();

    private List<NewEvent> append(int count) {
        List<NewEvent> events = Sample.events(stream, count);
        store.append(events, ExpectedSequence.any());
        return events;
    }

    private static void assertIsLogOf(Store node, List<NewEvent> events) {
        List<StoredEvent> log = node.log();
        assertIsLogOf(log, events);
        assertThat(node.all(events.get(0).stream()))
                .isEqualTo(log.stream()
                        .filter(event -> event.stream().equals(events.get(0).stream()))
                        .toList());
        assertThat(node.logItems("p")).isEmpty();
    }

    /**
     * After the head moved, after some and after all events show their positions, after some pending items are gone and
     * after all of them are: 60 events of 31 appends, 25 a request.
     */
    @ParameterizedTest
    @CsvSource({
        "TransactWrite,1",
        "BatchExecuteStatement,1",
        "BatchExecuteStatement,2",
        "BatchExecuteStatement,3",
        "BatchWriteItem,1",
        "BatchWriteItem,2",
        "DeleteItem,1"
    })
    void a_round_of_a_killed_sequencer_is_finished_by_the_next_and_nothing_is_numbered_twice(String kind, int nth)
            throws Exception {
        List<NewEvent> events = new ArrayList<>(append(30));
        for (int i = 0; i < 30; i++) {
            events.addAll(append(1));
        }
        DyingProcess.killedAfter(store, kind, nth, DyingSequencer.class);
        assertThat(store.logItems("p").isEmpty()).isEqualTo(kind.equals("DeleteItem"));
        List<StoredEvent> given = store.storage.readLog(0, 100);
        assertThat(given).hasSize(60);

        events.addAll(append(4));

        assertIsLogOf(store, events);
        assertThat(store.storage.readLog(0, 60)).isEqualTo(given);
    }

    /** The service does some of the statements and deletions of a request, and says which ones it has put off. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ThrottlingError",
                "ProvisionedThroughputExceeded",
                "RequestLimitExceeded",
                "TransactionConflict",
                "InternalServerError"
            })
    void what_the_service_puts_off_is_sent_again_alone(String code) {
        List<NewEvent> events = new ArrayList<>(append(1));
        events.addAll(append(1));
        events.addAll(append(1));
        List<Integer> sent = new CopyOnWriteArrayList<>();
        store.requests.before((request, n) -> {
            if (request instanceof BatchExecuteStatementRequest statements) {
                sent.add(statements.statements().size());
            }
            if (request instanceof BatchWriteItemRequest writes) {
                sent.add(writes.requestItems().values().iterator().next().size());
            }
        });
        store.requests.answer((response, n) -> n == 1 ? partly(response, code) : response);

        store.assignPositions();

        assertThat(sent).containsExactly(3, 1, 2, 1);
        assertThat(store.logItems("p")).isEmpty();
        assertIsLogOf(store, events);
    }

    @Test
    void a_round_comes_to_its_end_if_the_service_does_one_write_a_request() {
        List<NewEvent> events = append(25);
        try (Store node = store.with(Duration.ofMillis(200))) {
            node.requests.answer((response, n) -> response instanceof BatchExecuteStatementResponse done
                    ? done.toBuilder().responses(onlyFirst(done.responses())).build()
                    : response);

            node.assignPositions();
        }

        assertThat(store.logItems("p")).isEmpty();
        assertIsLogOf(store, events);
    }

    private static List<BatchStatementResponse> onlyFirst(List<BatchStatementResponse> done) {
        List<BatchStatementResponse> responses =
                new ArrayList<>(Collections.nCopies(done.size(), failed("ThrottlingError")));
        responses.set(0, done.get(0));
        return responses;
    }

    private SdkResponse partly(SdkResponse response, String code) {
        if (response instanceof BatchExecuteStatementResponse done) {
            List<BatchStatementResponse> responses = new ArrayList<>(done.responses());
            responses.set(1, failed(code));
            return done.toBuilder().responses(responses).build();
        }
        if (response instanceof BatchWriteItemResponse done) {
            WriteRequest put = WriteRequest.builder()
                    .deleteRequest(delete -> delete.key(Keys.event(stream, 1_000)))
                    .build();
            return done.toBuilder()
                    .unprocessedItems(Map.of(store.settings.table().name(), List.of(put)))
                    .build();
        }
        return response;
    }

    private static BatchStatementResponse failed(String code) {
        return BatchStatementResponse.builder()
                .error(error -> error.code(code).message("as it is told"))
                .build();
    }

    @Test
    void what_the_service_refuses_is_told_with_the_table() {
        append(1);
        store.requests.answer((response, n) -> response instanceof BatchExecuteStatementResponse done
                ? done.toBuilder().responses(failed("AccessDenied")).build()
                : response);

        assertThatThrownBy(store::assignPositions)
                .hasMessageContaining(store.settings.table().name())
                .hasMessageContaining("AccessDenied, as it is told");
        assertThat(store.logItems("p")).hasSize(1);
    }

    @Test
    void a_round_of_a_killed_sequencer_is_finished_also_if_nothing_is_appended() throws Exception {
        List<NewEvent> events = append(5);
        DyingProcess.killedAfter(store, "TransactWrite", 1, DyingSequencer.class);

        while (!store.logItems("p").isEmpty()) {
            store.assignPositions();
        }

        assertIsLogOf(store, events);
    }

    @Test
    void a_later_append_that_is_seen_before_an_earlier_one_waits_for_it() {
        List<NewEvent> events = new ArrayList<>(append(1));
        List<Map<String, AttributeValue>> unseen = store.logItems("p");
        events.addAll(append(2));
        remove(unseen);

        store.assignPositions();
        assertThat(store.storage.readLog(0, 10)).isEmpty();
        assertThat(store.logItems("p")).hasSize(1);
        store.requests.clear();
        store.assignPositions();
        assertThat(store.requests.count("TransactWrite")).isZero();

        put(unseen);
        assertIsLogOf(store, events);
    }

    @Test
    void what_waits_does_not_hold_up_other_streams() {
        append(1);
        List<Map<String, AttributeValue>> unseen = store.logItems("p");
        append(1);
        remove(unseen);
        NewEvent other = Sample.event(Sample.stream());
        store.append(List.of(other), ExpectedSequence.any());

        assertThat(store.log()).extracting(StoredEvent::id).containsExactly(other.id());
    }

    /** Every second append is by a node whose clock is an hour behind: its items come first. */
    @Test
    void a_clock_that_is_set_back_changes_no_order() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<Map<String, AttributeValue>> before = store.logItems("p");
            events.addAll(append(2));
            if (i % 2 == 1) {
                List<Map<String, AttributeValue>> mine = store.logItems("p").stream()
                        .filter(item -> !before.contains(item))
                        .toList();
                remove(mine);
                put(mine.stream().map(item -> anHourBefore(item).item()).toList());
            }
        }

        assertIsLogOf(store, events);
    }

    private static PendingAppend anHourBefore(Map<String, AttributeValue> item) {
        PendingAppend append = PendingAppend.of(item);
        long then = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        return new PendingAppend(
                new BatchToken(UlidCreator.getMonotonicUlid(then).toString()),
                append.events(),
                append.text(),
                append.object());
    }

    private void remove(List<Map<String, AttributeValue>> items) {
        items.forEach(item -> store.clients
                .dynamoDb()
                .deleteItem(delete ->
                        delete.tableName(store.settings.table().name()).key(Keys.of(item))));
    }

    private void put(List<Map<String, AttributeValue>> items) {
        items.forEach(item -> store.clients
                .dynamoDb()
                .putItem(put -> put.tableName(store.settings.table().name()).item(item)));
    }

    /** A transaction becomes visible item by item: here the head and the later item come first. */
    @Test
    void a_reader_waits_for_the_items_that_the_head_says_there_are() {
        List<NewEvent> events = new ArrayList<>(append(2));
        store.assignPositions();
        List<Map<String, AttributeValue>> unseen = store.logItems("l").stream()
                .filter(item -> !item.get(Keys.SORT).n().equals("0"))
                .toList();
        events.addAll(append(2));
        store.assignPositions();
        remove(unseen);
        store.requests.clear();
        store.requests.after((request, n) -> {
            if (Requests.is(request, "Query") && n == 2) {
                put(unseen);
            }
        });

        assertThat(store.storage.readLog(0, 10))
                .extracting(StoredEvent::id)
                .isEqualTo(events.stream().map(NewEvent::id).toList());
        assertThat(store.requests.count("Query")).isGreaterThan(2);
    }

    @Test
    void more_than_a_round_takes_is_numbered_in_several() {
        List<NewEvent> events = IntStream.range(0, 3)
                .mapToObj(i -> append(900))
                .flatMap(List::stream)
                .toList();
        store.requests.clear();

        store.assignPositions();

        assertThat(store.requests.count("TransactWrite")).isEqualTo(2);
        assertIsLogOf(store, events);
    }

    @Test
    void a_round_whose_every_answer_is_lost_is_not_done_again() throws Exception {
        List<NewEvent> events = append(3);
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.after((request, n) -> {
                if (Requests.is(request, "TransactWrite")) {
                    throw Faults.RESET.make();
                }
            });
            assertThatThrownBy(hasty::assignPositions).isInstanceOf(OutcomeUnknownException.class);

            hasty.requests.clear();
            assertIsLogOf(hasty, events);
            assertThat(hasty.requests.count("TransactWrite")).isZero();
        }
    }

    @Test
    void a_round_that_broke_off_is_finished_by_its_own_node_at_once() {
        List<NewEvent> events = append(3);
        store.requests.before((request, n) -> {
            if (Requests.is(request, "BatchExecuteStatement")) {
                throw Faults.refused();
            }
        });
        assertThatThrownBy(store::assignPositions).hasMessageContaining("ValidationException");
        store.requests.clear();

        store.assignPositions();

        assertThat(store.logItems("p")).isEmpty();
        assertIsLogOf(store, events);
    }
}
