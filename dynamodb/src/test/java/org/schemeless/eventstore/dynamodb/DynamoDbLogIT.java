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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.log.LogHead;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The log holds what was appended, in the order of appending. */
class DynamoDbLogIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();

    private List<NewEvent> over(int streams, int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> Sample.event(StreamId.of("many", stream.identifier() + "-" + i % streams), i))
                .toList();
    }

    private static List<String> ids(List<NewEvent> events) {
        return events.stream().map(NewEvent::id).toList();
    }

    /** In one transaction, staged, and decided; each in the order of its input. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 60, 110})
    void appends_of_every_kind_are_in_the_log_in_the_order_of_their_input(int streams) {
        List<NewEvent> events = new ArrayList<>();
        for (int size : new int[] {1, 5, 130, 2}) {
            List<NewEvent> batch = over(streams, size);
            store.append(batch, ExpectedSequence.any());
            events.addAll(batch);
        }

        List<StoredEvent> log = store.log();

        assertIsLogOf(log, events);
        assertThat(store.logItems("p")).isEmpty();
        StreamId first = events.get(0).stream();
        assertThat(store.all(first))
                .isEqualTo(log.stream()
                        .filter(event -> event.stream().equals(first))
                        .toList());
        assertThat(store.storage.findEvent(log.get(7).id())).contains(log.get(7));
    }

    @Test
    void pages_begin_anywhere() {
        List<NewEvent> events = Sample.events(stream, 60);
        store.append(events.subList(0, 1), ExpectedSequence.any());
        store.assignPositions();
        store.append(events.subList(1, 40), ExpectedSequence.any());
        store.assignPositions();
        store.append(events.subList(40, 60), ExpectedSequence.any());
        store.assignPositions();

        for (int after = 0; after < 60; after++) {
            assertThat(store.storage.readLog(after, 7))
                    .extracting(StoredEvent::id)
                    .isEqualTo(ids(events.subList(after, Math.min(60, after + 7))));
        }
        assertThat(store.storage.readLog(60, 7)).isEmpty();
        assertThat(store.storage.readLog(1_000_000, 7)).isEmpty();
    }

    @Test
    void a_bucket_ends_where_the_next_begins() {
        advanceTo(9_990);
        List<NewEvent> events = over(40, 60);
        store.append(events.subList(0, 30), ExpectedSequence.any());
        store.append(events.subList(30, 60), ExpectedSequence.any());
        store.assignPositions();

        List<StoredEvent> log = store.storage.readLog(9_990, 100);

        assertThat(log).extracting(StoredEvent::id).isEqualTo(ids(events));
        assertThat(log.get(59).position()).isEqualTo(10_050);
        assertThat(store.storage.readLog(9_999, 2)).isEqualTo(log.subList(9, 11));
        assertThat(store.storage.readLog(10_000, 2)).isEqualTo(log.subList(10, 12));
    }

    /** As if so many events were in the log. */
    private void advanceTo(long last) {
        Map<String, AttributeValue> head = new HashMap<>(LogHead.fresh(true, true));
        head.put(LogHead.LAST, Values.number(last));
        store.clients
                .dynamoDb()
                .putItem(put -> put.tableName(store.settings.table().name()).item(head));
    }

    @Test
    void names_of_more_streams_than_fit_in_an_item_are_in_the_log_all_the_same() {
        advanceTo(9_800);
        List<NewEvent> events = ofLongNames();

        store.append(events, ExpectedSequence.noStream());
        store.append(List.of(Sample.event(events.get(3).stream())), ExpectedSequence.exactly(1));
        store.assignPositions();

        assertThat(store.objects()).hasSize(1);
        List<StoredEvent> log = store.storage.readLog(9_800, 1000);
        assertThat(log).extracting(StoredEvent::id).startsWith(ids(events).toArray(String[]::new));
        assertThat(log).hasSize(451);
        assertThat(store.storage.readLog(10_100, 3)).isEqualTo(log.subList(300, 303));
        store.assembly.sweeper().sweep();
        assertThat(store.storage.readLog(10_000, 1)).isEqualTo(log.subList(200, 201));
    }

    private static List<NewEvent> ofLongNames() {
        return IntStream.range(0, 450)
                .mapToObj(i -> Sample.event(StreamId.of("many", "%03d".formatted(449 - i) + "字".repeat(250))))
                .toList();
    }

    @Test
    void an_error_on_the_decision_leaves_no_names_of_streams() {
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && !store.objects().isEmpty()) {
                throw Faults.refused();
            }
        });

        assertThatThrownBy(() -> store.append(ofLongNames(), ExpectedSequence.noStream()))
                .hasMessageContaining("ValidationException");

        assertThat(store.requests.count("PutObject")).isEqualTo(1);
        assertThat(store.objects()).isEmpty();
        assertThat(store.log()).isEmpty();
    }

    @Test
    void a_batch_sent_again_gets_no_other_positions() {
        List<NewEvent> events = Sample.events(stream, 60);
        store.appendClaimed(events, ExpectedSequence.noStream());
        store.appendClaimed(events, ExpectedSequence.noStream());
        store.assignPositions();
        store.appendClaimed(events, ExpectedSequence.noStream());

        assertIsLogOf(store.log(), events);
    }

    @Test
    void bodies_in_s3_are_read_with_the_log() {
        List<NewEvent> events = List.of(Sample.large(stream, 500_000), Sample.event(stream));
        store.append(events, ExpectedSequence.any());

        assertThat(store.log())
                .extracting(StoredEvent::payload)
                .containsExactly(events.get(0).payload(), events.get(1).payload());
    }

    @Test
    void look_ups_are_in_the_order_of_positions_and_those_without_come_last() {
        List<NewEvent> events = IntStream.range(0, 20)
                .mapToObj(i ->
                        Sample.builder(stream).payload(i).correlationId("cor").build())
                .toList();
        events.forEach(event -> store.append(List.of(event), ExpectedSequence.any()));
        store.assignPositions();
        List<NewEvent> late = IntStream.range(0, 20)
                .mapToObj(i ->
                        Sample.builder(stream).payload(i).correlationId("cor").build())
                .toList();
        late.forEach(event -> store.append(List.of(event), ExpectedSequence.any()));

        List<StoredEvent> found = linked(7, () -> {});

        assertThat(found.subList(0, 20)).extracting(StoredEvent::id).isEqualTo(ids(events));
        assertThat(found.subList(0, 20))
                .extracting(StoredEvent::position)
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(found.subList(20, 40)).extracting(StoredEvent::id).isEqualTo(ids(late));
        assertThat(found.subList(20, 40)).extracting(StoredEvent::position).containsOnlyNulls();
    }

    /** Events of the release before have their order of storing in one place only, until they get their position. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_gets_its_position_between_two_pages_is_on_one_of_them(boolean isOfFormer) {
        List<NewEvent> events = IntStream.range(0, 40)
                .mapToObj(i ->
                        Sample.builder(stream).payload(i).correlationId("cor").build())
                .toList();
        events.subList(0, 10).forEach(event -> store.append(List.of(event), ExpectedSequence.any()));
        store.assignPositions();
        try (Store writer = isOfFormer ? store.former() : store.other()) {
            events.subList(10, 40).forEach(event -> writer.append(List.of(event), ExpectedSequence.any()));
        }
        store.requests.clear();

        assertThat(linked(7, store::assignPositions))
                .extracting(StoredEvent::id)
                .containsAll(ids(events));
        assertThat(store.requests.count("UpdateItem")).isEqualTo(isOfFormer ? 30 : 0);
    }

    /** The first one gets its position, in front of the others, when the index has been read past it. */
    @Test
    void what_gets_its_position_while_the_first_page_is_read_is_on_one_of_them() {
        List<NewEvent> events = appended(5);

        List<StoredEvent> found = whileNumbering(Set.of(1L, 5L), () -> linked(2, () -> {}));

        assertThat(found).extracting(StoredEvent::id).isEqualTo(ids(events));
    }

    /** As above, for a page behind one that ended among events without position. */
    @Test
    void what_gets_its_position_while_a_later_page_is_read_is_on_one_of_them() {
        List<NewEvent> events = appended(7);
        LookupPage first = store.storage.findLinked(CausalLink.CORRELATION, "cor", 0, 2);

        LookupPage second = whileNumbering(
                Set.of(1L, 2L, 3L, 7L), () -> store.storage.findLinked(CausalLink.CORRELATION, "cor", first.next(), 2));

        assertThat(second.events()).extracting(StoredEvent::id).isEqualTo(ids(events.subList(2, 4)));
    }

    private List<NewEvent> appended(int count) {
        List<NewEvent> events = IntStream.range(0, count)
                .mapToObj(i ->
                        Sample.builder(stream).payload(i).correlationId("cor").build())
                .toList();
        events.forEach(event -> store.append(List.of(event), ExpectedSequence.any()));
        return events;
    }

    /**
     * Other events have their positions before the reading begins, those held get theirs after its first look. The node
     * that numbers is of the release before, which sends a request for each event, so that single ones can be held.
     */
    private <T> T whileNumbering(Set<Long> held, Supplier<T> reading) {
        CountDownLatch others = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        try (Store numbering = store.former()) {
            numbering.requests.before((request, nth) -> {
                if (isOfEvent(request, held)) {
                    await(release);
                }
            });
            numbering.requests.after((request, nth) -> {
                if (request instanceof UpdateItemRequest) {
                    others.countDown();
                }
            });
            CompletableFuture<Void> numbered = CompletableFuture.runAsync(numbering::assignPositions);
            await(others);
            store.requests.after((request, nth) -> {
                if (request instanceof QueryRequest query && query.indexName() != null) {
                    release.countDown();
                    numbered.join();
                }
            });
            return reading.get();
        }
    }

    private boolean isOfEvent(SdkRequest request, Set<Long> sequences) {
        return request instanceof UpdateItemRequest update
                && update.key().get(Keys.PARTITION).s().contains(stream.identifier())
                && sequences.contains(Values.number(update.key(), Keys.SORT));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<StoredEvent> linked(int limit, Runnable betweenPages) {
        LookupPage page = store.storage.findLinked(CausalLink.CORRELATION, "cor", 0, limit);
        List<StoredEvent> found = new ArrayList<>(page.events());
        while (page.next() != null) {
            if (page.events().stream().anyMatch(event -> event.position() == null)) {
                betweenPages.run();
            }
            page = store.storage.findLinked(CausalLink.CORRELATION, "cor", page.next(), limit);
            found.addAll(page.events());
        }
        return found;
    }
}
