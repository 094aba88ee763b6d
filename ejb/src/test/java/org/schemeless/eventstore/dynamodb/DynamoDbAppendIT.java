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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** What an append stores, answers and costs in requests. */
class DynamoDbAppendIT extends OnFreshTable {

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
    void every_member_comes_back_as_it_was() {
        NewEvent event = Sample.builder(stream)
                .payloadJson("{\"b\":1.10,\"a\":[null,false,0,\"\",12345678901234567890.123],\"\":{}}")
                .metaJson("{\"user\":\"ü😀\"}")
                .correlationId("cor")
                .causationId("cau")
                .build();

        store.append(List.of(event), ExpectedSequence.any());

        StoredEvent read = store.all(stream).get(0);
        assertThat(read.id()).isEqualTo(event.id());
        assertThat(read.stream()).isEqualTo(stream);
        assertThat(read.sequence()).isEqualTo(1);
        assertThat(read.type()).isEqualTo("deposited");
        assertThat(read.payload()).isEqualTo(event.payload());
        assertThat(read.meta()).isEqualTo(event.meta());
        assertThat(read.correlationId()).isEqualTo("cor");
        assertThat(read.causationId()).isEqualTo("cau");
        assertThat(read.created()).isEqualTo(event.created());
        assertThat(store.storage.findEvent(event.id())).contains(read);
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
            assertThat(wide.requests.operationsPerTransaction()).allMatch(operations -> operations <= 99);
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

    @Test
    void a_batch_over_more_streams_than_a_transaction_takes_is_stored_whole() {
        List<StreamId> streams =
                IntStream.range(0, 200).mapToObj(i -> Sample.stream()).toList();
        store.append(Sample.events(streams.get(7), 2), ExpectedSequence.noStream());
        List<NewEvent> events = streams.stream()
                .flatMap(each -> Sample.events(each, 2).stream())
                .toList();

        AppendResult result =
                store.append(events, ExpectedSequence.perStream(Map.of(streams.get(7), ExpectedSequence.exactly(2))));

        assertThat(result.events())
                .extracting(AppendedEvent::id)
                .containsExactlyElementsOf(events.stream().map(NewEvent::id).toList());
        assertThat(store.all(streams.get(0))).hasSize(2);
        assertThat(store.all(streams.get(7))).hasSize(4);
        assertThat(store.all(streams.get(199))).hasSize(2);
        store.append(Sample.events(streams.get(199), 1), ExpectedSequence.exactly(2));
    }

    @Test
    void a_batch_over_many_streams_with_one_elsewhere_stores_nothing() {
        List<StreamId> streams =
                IntStream.range(0, 150).mapToObj(i -> Sample.stream()).toList();
        store.append(Sample.events(streams.get(100), 1), ExpectedSequence.noStream());
        List<NewEvent> events = streams.stream().map(Sample::event).toList();

        ConcurrencyError error =
                catchThrowableOfType(ConcurrencyError.class, () -> store.append(events, ExpectedSequence.noStream()));

        assertThat(error.getStream()).isEqualTo(streams.get(100));
        assertThat(error.getFound()).isEqualTo(1);
        assertThat(store.all(streams.get(0))).isEmpty();
        assertThat(store.all(streams.get(149))).isEmpty();
        assertThat(store.items()).isEqualTo(itemsOfOneEvent() + headsWithoutEvents());
    }

    private static int itemsOfOneEvent() {
        return 3;
    }

    /** Heads that the batch fenced and freed again; and its decision. */
    private int headsWithoutEvents() {
        return (int) store.scan().stream()
                .filter(item -> !item.containsKey(EventItem.ID))
                .filter(item ->
                        Values.text(item, Keys.PARTITION).startsWith("s") && Values.number(item, Head.VERSION) == 0
                                || Values.text(item, Keys.PARTITION).startsWith("b"))
                .count();
    }

    @Test
    void a_stream_only_named_is_held() {
        StreamId named = Sample.stream();
        store.append(Sample.events(named, 1), ExpectedSequence.noStream());

        ConcurrencyError error = catchThrowableOfType(
                ConcurrencyError.class,
                () -> store.append(
                        Sample.events(stream, 1),
                        ExpectedSequence.perStream(
                                Map.of(named, ExpectedSequence.exactly(0), stream, ExpectedSequence.exactly(0)))));

        assertThat(error.getStream()).isEqualTo(named);
        assertThat(error.getFound()).isEqualTo(1);
        assertThat(store.sequence(stream)).isZero();
    }

    @Test
    void a_batch_sent_again_answers_as_the_first_time() {
        List<NewEvent> events = Sample.events(stream, 60);
        AppendResult first = store.appendClaimed(events, ExpectedSequence.noStream());
        store.append(Sample.events(stream, 5), ExpectedSequence.any());

        AppendResult again = store.appendClaimed(events, ExpectedSequence.noStream());

        assertThat(again.replayed()).isTrue();
        assertThat(again.events()).isEqualTo(first.events());
        assertThat(store.sequence(stream)).isEqualTo(65);
    }

    @Test
    void an_id_taken_by_another_event_is_refused_and_nothing_is_written() {
        NewEvent first = Sample.event(stream);
        store.append(List.of(first), ExpectedSequence.any());
        StreamId elsewhere = Sample.stream();
        List<NewEvent> batch = new ArrayList<>(Sample.events(elsewhere, 59));
        batch.add(Sample.builder(elsewhere).id(first.id()).payload(2).build());

        DuplicateEventException error = catchThrowableOfType(
                DuplicateEventException.class, () -> store.appendClaimed(batch, ExpectedSequence.noStream()));

        assertThat(error.getId()).isEqualTo(first.id());
        assertThat(store.sequence(elsewhere)).isZero();
        store.append(Sample.events(elsewhere, 1), ExpectedSequence.noStream());
    }

    @Test
    void events_are_found_by_causation_and_correlation_page_by_page() {
        List<NewEvent> events = IntStream.range(0, 60)
                .mapToObj(i -> Sample.builder(i % 2 == 0 ? stream : Sample.stream())
                        .payload(i)
                        .correlationId("cor")
                        .causationId(i < 3 ? "cau" : "other")
                        .build())
                .toList();
        events.forEach(event -> store.append(List.of(event), ExpectedSequence.any()));

        List<StoredEvent> found = new ArrayList<>();
        LookupPage page = store.storage.findLinked(CausalLink.CORRELATION, "cor", 0, 25);
        found.addAll(page.events());
        while (page.next() != null) {
            page = store.storage.findLinked(CausalLink.CORRELATION, "cor", page.next(), 25);
            found.addAll(page.events());
        }

        assertThat(found)
                .extracting(StoredEvent::id)
                .containsExactlyElementsOf(events.stream().map(NewEvent::id).toList());
        assertThat(store.storage.findLinked(CausalLink.CAUSATION, "cau", 0, 100).events())
                .hasSize(3);
        assertThat(store.storage
                        .findLinked(CausalLink.CAUSATION, "none", 0, 100)
                        .events())
                .isEmpty();
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

    private static List<Long> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Long::valueOf).toList();
    }
}
