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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.dynamodb.start.StartSteps;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.local.TcpProxy;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** What is true when the network between the store and its table does harm. */
class DynamoDbNetworkIT extends ByProxy {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void an_answer_that_is_cut_is_recognised_as_success(int nth) {
        List<NewEvent> events = Sample.events(stream, 100);
        dynamoDb.cutAnswerTo(nth("TransactWriteItems", nth));

        AppendResult result = far.append(events, ExpectedSequence.noStream());

        assertThat(result.replayed()).isFalse();
        assertThat(far.requests.count("TransactWrite")).isEqualTo(5);
        assertIsStoredOnce(stream, events);
    }

    @Test
    void a_decision_whose_answer_is_cut_is_recognised_as_success() {
        List<NewEvent> events = Sample.overStreams(stream.identifier(), 120);
        dynamoDb.cutAnswerTo(nth("TransactWriteItems", 6));

        far.append(events, ExpectedSequence.noStream());

        assertThat(far.requests.count("TransactWriteItems")).isEqualTo(7);
        assertThat(events)
                .allSatisfy(event -> assertThat(store.all(event.stream())).hasSize(1));
    }

    /** The third look at the table, while it is being created, is not answered within the time-out of a request. */
    @Test
    void a_start_goes_on_after_an_answer_that_did_not_come() {
        far.requests.answer((response, n) -> {
            if (n == 2) {
                dynamoDb.blackHole();
            }
            return response instanceof DescribeTableResponse described && n <= 4 ? creating(described) : response;
        });
        far.requests.before((request, n) -> {
            if (request instanceof DescribeTableRequest && n == 4) {
                dynamoDb.pass();
            }
        });

        StartSteps.table(
                        far.clients.dynamoDb(),
                        far.settings.table(),
                        new RequestRetries(far.settings.budget(), told -> {}))
                .prepare();

        assertThat(far.requests.count("DescribeTable")).isGreaterThanOrEqualTo(5);
        far.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        assertThat(store.all(stream)).hasSize(1);
    }

    private static DescribeTableResponse creating(DescribeTableResponse described) {
        return described.toBuilder()
                .table(described.table().toBuilder()
                        .tableStatus(TableStatus.CREATING)
                        .build())
                .build();
    }

    @ParameterizedTest
    @MethodSource("harms")
    void a_table_that_cannot_be_reached_is_told_while_it_lasts_and_can_be_used_afterwards(Consumer<TcpProxy> harm) {
        List<NewEvent> events = new ArrayList<>(Sample.events(stream, 99));
        events.add(large());
        harm.accept(dynamoDb);

        assertIsUnavailable(events);

        assertThat(store.besideLog()).isEmpty();
        assertThat(store.objects()).isEmpty();
        dynamoDb.pass();
        far.appendClaimed(events, ExpectedSequence.noStream());
        assertIsStoredOnce(stream, events);
    }

    /**
     * What was held back arrives late, when the network recovers: requests of a batch that was given up, the commit
     * too.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_stall_in_the_middle_of_a_batch_leaves_all_or_nothing(int nth) {
        List<NewEvent> events = Sample.events(stream, 100);
        far.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n == nth) {
                dynamoDb.blackHole();
            }
        });

        assertIsUnavailable(events);

        far.requests.clear();
        dynamoDb.pass();
        assertThat(store.all(stream).size()).isIn(0, 100);
        far.appendClaimed(events, ExpectedSequence.noStream());
        assertIsStoredOnce(stream, events);
        store.append(Sample.events(stream, 60), ExpectedSequence.exactly(100));
        assertThat(store.items()).isEqualTo(2 * 160 + 1);
    }

    /** The n-th request of this name; the name stands in its header. */
    private static Predicate<String> nth(String name, int nth) {
        AtomicInteger seen = new AtomicInteger();
        return bytes -> bytes.contains("DynamoDB_20120810." + name) && seen.incrementAndGet() == nth;
    }
}
