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

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.dynamodb.log.LogKeys;
import org.schemeless.eventstore.dynamodb.start.StartSteps;

/** A store whose log is switched off. */
class DynamoDbWithoutLogIT {

    private Store store;

    @BeforeEach
    void openStore() throws Exception {
        store = Store.withoutLog();
        store.start();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void an_append_puts_nothing_for_the_log_and_the_log_cannot_be_read() {
        NewEvent event = Sample.event(Sample.stream());
        store.append(List.of(event), ExpectedSequence.noStream());

        assertThat(store.requests.operationsPerTransaction()).containsExactly(3);
        assertThat(store.logItems("p")).isEmpty();
        store.requests.clear();
        assertThat(store.storage.assignPositions()).isFalse();
        assertThat(store.requests.count()).isZero();
        assertThatThrownBy(() -> store.storage.readLog(0, 10))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("eventstore.dynamodb.log=false");
        assertThat(store.storage.findEvent(event.id()))
                .map(StoredEvent::position)
                .isEmpty();
    }

    @Test
    void a_batch_over_many_streams_is_decided_by_one_put() {
        List<NewEvent> events = IntStream.range(0, 120)
                .mapToObj(i -> Sample.event(Sample.stream()))
                .toList();
        store.append(events, ExpectedSequence.noStream());

        assertThat(store.requests.count("TransactWrite")).isEqualTo(5);
        assertThat(store.requests.count("PutItem")).isEqualTo(1);
        assertThat(store.all(events.get(100).stream())).hasSize(1);
    }

    @Test
    void look_ups_are_in_the_order_of_storing() {
        List<NewEvent> events = IntStream.range(0, 30)
                .mapToObj(i -> Sample.builder(Sample.stream())
                        .payload(i)
                        .correlationId("cor")
                        .build())
                .toList();
        events.forEach(event -> store.append(List.of(event), ExpectedSequence.any()));

        var first = store.storage.findLinked(CausalLink.CORRELATION, "cor", 0, 20);
        var second = store.storage.findLinked(CausalLink.CORRELATION, "cor", first.next(), 20);

        assertThat(first.events())
                .extracting(StoredEvent::id)
                .isEqualTo(events.subList(0, 20).stream().map(NewEvent::id).toList());
        assertThat(second.events())
                .extracting(StoredEvent::id)
                .isEqualTo(events.subList(20, 30).stream().map(NewEvent::id).toList());
    }

    @Test
    void a_table_that_began_without_log_is_refused_with_one_and_a_second_start_finds_it_ready() {
        store.start();

        assertThatThrownBy(() -> start(true).prepare())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.settings.table().name())
                .hasMessageContaining("set eventstore.dynamodb.log=false");
    }

    @Test
    void a_table_that_began_with_a_log_is_refused_without() throws Exception {
        try (Store other = Store.fresh()) {
            assertThatThrownBy(() -> StartSteps.log(
                                    other.clients.dynamoDb(),
                                    other.settings.table().name(),
                                    false)
                            .prepare())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("set eventstore.dynamodb.log=true");
        }
    }

    @Test
    void a_table_with_events_of_a_version_without_log_is_told() {
        store.append(List.of(Sample.event(Sample.stream())), ExpectedSequence.any());
        store.clients
                .dynamoDb()
                .deleteItem(delete ->
                        delete.tableName(store.settings.table().name()).key(LogKeys.head()));

        assertThatThrownBy(() -> start(true).prepare())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a version that had no log")
                .hasMessageContaining("eventstore.dynamodb.log=false");

        start(false).prepare();
        start(false).prepare();
    }

    private StartSteps.Step start(boolean log) {
        return StartSteps.log(store.clients.dynamoDb(), store.settings.table().name(), log);
    }
}
