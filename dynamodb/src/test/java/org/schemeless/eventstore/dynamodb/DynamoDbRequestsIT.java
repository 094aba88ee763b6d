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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** What an append costs in requests, and how it is cut into transactions. */
class DynamoDbRequestsIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();

    @Test
    void an_append_with_an_exact_expectation_is_one_request() {
        store.append(Sample.events(stream, 3), ExpectedSequence.noStream());

        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
    }

    @Test
    void an_unconditional_append_reads_the_head_first() {
        store.append(Sample.events(stream, 3), ExpectedSequence.any());

        assertThat(store.requests.names()).containsExactly("GetItem", "TransactWriteItems");
    }

    @Test
    void a_conflict_is_one_request_and_tells_the_true_sequence() {
        store.append(Sample.events(stream, 3), ExpectedSequence.noStream());
        store.requests.clear();

        ConcurrencyError error = catchThrowableOfType(
                ConcurrencyError.class, () -> store.append(Sample.events(stream, 1), ExpectedSequence.exactly(2)));

        assertThat(error.getStream()).isEqualTo(stream);
        assertThat(error.getExpected()).isEqualTo(ExpectedSequence.exactly(2));
        assertThat(error.getFound()).isEqualTo(3);
        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
    }

    @Test
    void a_page_of_a_stream_is_two_requests_anywhere() {
        store.append(Sample.events(stream, 300), ExpectedSequence.noStream());
        store.requests.clear();

        assertThat(store.storage.readStream(stream, 250, 10).events())
                .extracting(StoredEvent::sequence)
                .containsExactlyElementsOf(numbers(260).subList(250, 260));
        assertThat(store.requests.names()).containsExactly("GetItem", "Query");
    }

    @Test
    void a_hundred_events_on_a_fresh_stream_are_four_transactions_of_25() {
        store.append(Sample.events(stream, 100), ExpectedSequence.noStream());

        assertThat(store.requests.names())
                .containsExactly(
                        "TransactWriteItems", "TransactWriteItems", "TransactWriteItems", "TransactWriteItems");
        assertThat(store.requests.eventsPerTransaction()).containsOnly(25);
        assertThat(store.all(stream)).extracting(StoredEvent::sequence).containsExactlyElementsOf(numbers(100));
    }

    @Test
    void a_thousand_events_are_forty_transactions() {
        store.append(Sample.events(stream, 1000), ExpectedSequence.noStream());

        assertThat(store.requests.count("TransactWriteItems")).isEqualTo(40);
        assertThat(store.requests.count()).isEqualTo(40);
        assertThat(store.all(stream)).extracting(StoredEvent::sequence).containsExactlyElementsOf(numbers(1000));
    }

    @Test
    void a_chunk_size_above_what_a_transaction_takes_is_cut_where_its_operations_end() throws Exception {
        try (Store wide = Store.fresh(99)) {
            wide.append(Sample.events(stream, 200), ExpectedSequence.noStream());

            assertThat(wide.requests.eventsPerTransaction()).allMatch(events -> events <= 49);
            assertThat(wide.requests.operationsPerTransaction()).allMatch(operations -> operations <= 100);
            assertThat(wide.all(stream)).hasSize(200);
        }
    }

    @Test
    void events_of_many_bytes_are_cut_before_four_megabytes() {
        List<NewEvent> events = IntStream.range(0, 25)
                .mapToObj(i -> Sample.large(stream, 350_000))
                .toList();

        store.append(events, ExpectedSequence.noStream());

        assertThat(store.requests.count("PutObject")).isZero();
        assertThat(store.all(stream))
                .extracting(StoredEvent::payload)
                .containsExactlyElementsOf(
                        events.stream().map(NewEvent::payload).toList());
    }

    @Test
    void a_batch_of_34_megabytes_is_stored_whole() {
        List<NewEvent> events = IntStream.range(0, 100)
                .mapToObj(i -> Sample.large(stream, 340_000 + i))
                .toList();

        store.append(events, ExpectedSequence.noStream());

        assertThat(store.requests.names()).containsOnly("TransactWriteItems").hasSize(10);
        assertThat(store.all(stream))
                .extracting(StoredEvent::payload)
                .containsExactlyElementsOf(
                        events.stream().map(NewEvent::payload).toList());
    }

    private static List<Long> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Long::valueOf).toList();
    }
}
