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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Requests of every kind the storage makes: the policy in docs/dynamodb.md allows them and no others, and what may pass
 * is repeated. That the policy is enough every other test shows as well: all of them run with it.
 */
class DynamoDbEveryRequestIT extends OnFreshTable {

    private static final List<String> KINDS = List.of(
            "BatchExecuteStatement",
            "BatchGetItem",
            "BatchWriteItem",
            "DeleteItem",
            "DeleteObject",
            "GetItem",
            "GetObject",
            "ListObjectsV2",
            "PutItem",
            "PutObject",
            "Query",
            "Scan",
            "TransactGetItems",
            "TransactWriteItems",
            "UpdateItem");

    private final StreamId stream = Sample.stream();

    @Test
    void every_action_of_the_policy_is_made_use_of_and_no_other() {
        store.start();
        makeThemAll();

        assertThat(store.permissions.used()).isEqualTo(Permissions.policy());
    }

    @Test
    void what_the_policy_does_not_allow_fails_a_test() {
        assertThatThrownBy(() -> store.clients.dynamoDb().deleteTable(request -> request.tableName("any")))
                .hasMessageContaining("dynamodb:DeleteTable");
    }

    @Test
    void a_request_that_the_service_cannot_answer_now_is_repeated() {
        Set<String> struck = new ConcurrentSkipListSet<>();
        store.requests.before((request, n) -> {
            if (n == 1) {
                struck.add(Requests.name(request));
                throw cannotNow(request);
            }
        });

        makeThemAll();

        assertThat(struck).containsAll(KINDS);
    }

    @Test
    void a_request_whose_answer_is_lost_is_repeated() {
        Set<String> struck = new ConcurrentSkipListSet<>();
        store.requests.after((request, n) -> {
            if (n == 1) {
                struck.add(Requests.name(request));
                throw Faults.RESET.make();
            }
        });

        makeThemAll();

        assertThat(struck).containsAll(KINDS);
    }

    private static RuntimeException cannotNow(SdkRequest request) {
        return request instanceof S3Request ? Faults.slowDown() : Faults.UNAVAILABLE.make();
    }

    /** Writes and reads in every way, and meets what writers left that died. */
    private void makeThemAll() {
        StreamId named = Sample.stream();
        store.append(Sample.events(named, 1), ExpectedSequence.any());
        store.append(
                List.of(Sample.large(stream, 500_000)),
                ExpectedSequence.perStream(
                        Map.of(named, ExpectedSequence.exactly(1), stream, ExpectedSequence.noStream())));
        List<NewEvent> many = Sample.overStreams(stream.identifier(), 120);
        store.append(many, ExpectedSequence.noStream());
        List<NewEvent> dead = Sample.events(Sample.stream(), 60);
        kill("TransactWrite", 3, dead);
        store.append(Sample.events(dead.get(0).stream(), 1), ExpectedSequence.any());
        kill("TransactWrite", 1, List.of(Sample.large(stream, 500_000)));

        assertThat(store.storage
                        .readBoundary(EventQuery.tagged("course", "c1").or(EventQuery.tagged("student", "s1")))
                        .events())
                .isEmpty();

        leaveRunsOfUndecided(2);

        store.assembly.sweeper().sweep();
        store.assignPositions();

        assertThat(store.storage.readLog(0, 1000)).hasSize(3 + many.size());
        assertThat(store.all(stream)).hasSize(1);
        assertThat(store.all(dead.get(0).stream())).hasSize(1);
        assertThat(many)
                .allSatisfy(event -> assertThat(store.sequence(event.stream())).isEqualTo(1));
        assertThat(store.items()).isEqualTo(3 * (3 + many.size()) + 1 + 2);
        assertThat(store.objects()).hasSize(1);
    }

    /**
     * What writers leave that die after uploading what they tell the log, and before their decision; the sweep decides.
     */
    private void leaveRunsOfUndecided(int batches) {
        ObjectStore objects = new ObjectStore(
                store.looking.s3(),
                store.settings.bucket(),
                new RequestRetries(store.settings.budget(), measured -> {}),
                measured -> {});
        IntStream.range(0, batches).forEach(i -> objects.putRuns(BatchToken.next(), new byte[] {1}));
    }
}
