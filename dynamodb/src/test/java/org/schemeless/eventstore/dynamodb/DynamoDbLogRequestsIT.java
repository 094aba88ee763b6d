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

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.BulkWrites;
import org.schemeless.eventstore.spi.PendingPositions;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** What the log costs in requests and operations. */
class DynamoDbLogRequestsIT extends OnFreshTable {

    private static final String[] NOTHING_TO_DO = {"GetItem", "Query", "Query", "Query", "Query"};

    private final StreamId stream = Sample.stream();

    @Test
    void an_append_puts_one_item_for_the_log_and_sends_no_request_more() {
        store.append(Sample.events(stream, 3), ExpectedSequence.noStream());

        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(store.requests.operationsPerTransaction()).containsExactly(1 + 2 * 3 + 1);
        assertThat(store.logItems("p")).hasSize(1);
    }

    @Test
    void of_a_staged_append_only_the_last_transaction_has_it() {
        store.append(Sample.events(stream, 100), ExpectedSequence.noStream());

        assertThat(store.requests.operationsPerTransaction())
                .containsExactlyInAnyOrder(2 * 25 + 1, 2 * 25, 2 * 25, 2 * 25 + 2);
    }

    @Test
    void the_decision_on_many_streams_has_it() {
        List<NewEvent> events = IntStream.range(0, 120)
                .mapToObj(i -> Sample.event(Sample.stream()))
                .toList();
        store.append(events, ExpectedSequence.noStream());

        assertThat(store.requests.operationsPerTransaction()).endsWith(2).hasSize(6);
        assertThat(store.requests.count("PutItem")).isZero();
    }

    @Test
    void a_round_reads_the_head_and_the_shards_and_writes_one_transaction() {
        store.append(Sample.events(stream, 3), ExpectedSequence.noStream());
        store.append(Sample.events(stream, 2), ExpectedSequence.exactly(3));
        store.requests.clear();

        assertThat(store.storage.assignPositions()).isFalse();

        assertThat(store.requests.names()).startsWith(NOTHING_TO_DO);
        assertThat(store.requests.count("TransactWrite")).isEqualTo(1);
        assertThat(store.requests.operationsPerTransaction()).containsExactly(2);
        assertThat(store.requests.count("BatchExecuteStatement")).isEqualTo(1);
        assertThat(store.requests.count("BatchWriteItem")).isEqualTo(1);
        assertThat(store.requests.count("DeleteItem")).isEqualTo(1);
        assertThat(store.requests.count()).isEqualTo(5 + 1 + 1 + 1 + 1);
    }

    /** The dearest case: each event is an append of its own, with a pending item of its own. */
    @Test
    void numbering_a_thousand_events_of_one_writer_takes_less_than_a_tenth_of_a_request_an_event() {
        for (int i = 0; i < 1_000; i++) {
            store.append(Sample.events(stream, 1), ExpectedSequence.exactly(i));
        }
        store.requests.clear();

        store.assignPositions();

        int bulks = 1_000 / BulkWrites.MOST;
        assertThat(store.requests.count("BatchExecuteStatement")).isEqualTo(bulks);
        assertThat(store.requests.count("BatchWriteItem")).isEqualTo(bulks);
        assertThat(store.requests.count()).isEqualTo(NOTHING_TO_DO.length + 1 + 2 * bulks + 1);
        assertThat(store.requests.count() / 1_000.0).isLessThan(0.1);
        assertThat(store.storage.lastPosition()).isEqualTo(1_000);
        assertThat(store.logItems("p")).isEmpty();
    }

    /** A statement takes the units of the update that it is, and a deletion its own, in bulk or not. */
    @Test
    void numbering_in_bulk_writes_what_a_request_for_each_item_wrote() {
        int former = writesOfNumbering(store.former());

        int now = writesOfNumbering(store.other());

        assertThat(now).isEqualTo(former).isEqualTo(40 + 60 + 40 + 1);
    }

    private int writesOfNumbering(Store node) {
        try (node) {
            StreamId own = Sample.stream();
            for (int i = 0; i < 40; i++) {
                node.append(Sample.events(own, 1), ExpectedSequence.any());
            }
            node.append(Sample.events(own, 60), ExpectedSequence.any());
            node.requests.clear();
            node.assignPositions();
            assertThat(node.requests.operationsPerTransaction()).containsExactly(2);
            return node.requests.writes();
        }
    }

    @Test
    void with_nothing_to_number_the_head_and_the_shards_are_read() {
        assertThat(store.storage.assignPositions()).isFalse();

        assertThat(store.requests.names()).containsExactly(NOTHING_TO_DO);
    }

    @Test
    void the_event_before_is_asked_for_once_and_then_known() {
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        store.assignPositions();
        try (Store other = store.other()) {
            other.append(Sample.events(stream, 1), ExpectedSequence.any());
            other.assignPositions();
            assertThat(other.requests.count("BatchGetItem")).isEqualTo(1);
            other.requests.clear();

            other.append(Sample.events(stream, 1), ExpectedSequence.any());
            other.assignPositions();
            assertThat(other.requests.count("BatchGetItem")).isZero();
        }
    }

    @Test
    void whether_something_waits_is_one_small_request_a_shard_however_much_it_is() {
        appendSingly(20);
        store.requests.clear();

        AtomicInteger read = new AtomicInteger();
        store.requests.answer((response, nth) -> {
            read.addAndGet(((QueryResponse) response).count());
            return response;
        });

        assertThat(store.storage.hasPendingPositions()).isTrue();

        assertThat(store.requests.names()).containsExactly("Query", "Query", "Query", "Query");
        assertThat(read).hasValueLessThanOrEqualTo(4);
        store.requests.clear();
        store.assignPositions();
        assertThat(store.storage.hasPendingPositions()).isFalse();
    }

    @Test
    void a_mark_stands_for_what_was_there_and_for_nothing_later() {
        appendSingly(3);
        BigInteger mark = store.storage.pendingPositions().orElseThrow().mark();
        assertThat(store.storage.pendingPositions(mark)).isPresent();

        store.assignPositions();

        appendSingly(1);
        assertThat(store.storage.pendingPositions(mark)).isEmpty();
        assertThat(store.storage.pendingPositions()).isPresent();
    }

    @Test
    void who_waits_does_not_read_what_came_later() {
        appendSingly(1);
        PendingPositions first = store.storage.pendingPositions().orElseThrow();
        appendSingly(20);
        AtomicInteger read = new AtomicInteger();
        store.requests.answer((response, nth) -> {
            read.addAndGet(((QueryResponse) response).count());
            return response;
        });

        assertThat(first.remain()).isTrue();

        assertThat(read).hasValue(1);
        store.requests.clear();
        store.assignPositions();
        assertThat(first.remain()).isFalse();
    }

    private void appendSingly(int times) {
        for (int i = 0; i < times; i++) {
            store.append(Sample.events(Sample.stream(), 1), ExpectedSequence.noStream());
        }
    }

    @Test
    void a_page_of_the_log_is_three_requests() {
        store.append(Sample.events(stream, 100), ExpectedSequence.noStream());
        store.assignPositions();
        store.requests.clear();

        assertThat(store.storage.readLog(20, 50)).hasSize(50);

        assertThat(store.requests.names()).containsExactly("GetItem", "Query", "BatchGetItem");
    }
}
