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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.dynamodb.stream.ListedHead;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The lists of domains and streams: what they cost, and which streams they have. */
class DynamoDbListsIT extends OnFreshTable {

    private static final String MANY = "many";
    private static final int MANY_STREAMS = 120;

    private void append(String domain, String... identifiers) {
        store.append(
                Arrays.stream(identifiers)
                        .map(identifier -> Sample.event(StreamId.of(domain, identifier)))
                        .toList(),
                ExpectedSequence.noStream());
    }

    private List<String> domainsByPages(int limit) {
        List<String> all = new ArrayList<>();
        List<String> page;
        do {
            page = store.storage.domains(all.isEmpty() ? null : all.get(all.size() - 1), limit);
            all.addAll(page);
        } while (page.size() == limit);
        return all;
    }

    private List<String> identifiers(Store of, String domain, String prefix, String after, int limit) {
        return of.storage.streams(domain, prefix, after, limit).stream()
                .map(entry -> entry.stream().identifier())
                .toList();
    }

    private List<String> identifiersByPages(String domain, String prefix, int limit) {
        List<String> all = new ArrayList<>();
        List<String> page;
        do {
            page = identifiers(store, domain, prefix, all.isEmpty() ? null : all.get(all.size() - 1), limit);
            all.addAll(page);
        } while (page.size() == limit);
        return all;
    }

    private List<Map<String, AttributeValue>> entries(String index) {
        return store
                .looking
                .dynamoDb()
                .scanPaginator(ScanRequest.builder()
                        .tableName(store.settings.table().name())
                        .indexName(index)
                        .build())
                .items()
                .stream()
                .toList();
    }

    /** What the transactions so far change in heads. */
    private static List<String> changes(Store store) {
        return store.requests.transactions().stream()
                .flatMap(transaction -> transaction.transactItems().stream())
                .map(TransactWriteItem::update)
                .flatMap(Stream::ofNullable)
                .map(update -> update.updateExpression())
                .toList();
    }

    @Test
    void a_new_stream_is_the_same_request_and_operations_and_later_appends_touch_no_index() {
        StreamId stream = Sample.stream();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(store.requests.operationsPerTransaction()).containsExactly(4);
        assertThat(changes(store))
                .singleElement()
                .satisfies(change -> assertThat(change).contains(ListedHead.SHARE, ListedHead.NAME, ListedHead.DOMAIN));
        store.requests.clear();

        store.append(Sample.events(stream, 60), ExpectedSequence.exactly(1));
        store.append(Sample.events(stream, 1), ExpectedSequence.any());

        assertThat(changes(store))
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change)
                        .doesNotContain(ListedHead.SHARE, ListedHead.NAME, ListedHead.LIST, ListedHead.DOMAIN));
        assertThat(entries(ListedHead.STREAMS_INDEX)).hasSize(1);
    }

    @Test
    void of_a_domain_one_stream_of_each_node_is_in_the_index_of_domains() {
        append("d", IntStream.range(0, 150).mapToObj(Integer::toString).toArray(String[]::new));
        append("d", "one more");
        append("d", "and more");
        try (Store other = store.other()) {
            other.append(List.of(Sample.event(StreamId.of("d", "another's"))), ExpectedSequence.noStream());
            other.append(List.of(Sample.event(StreamId.of("d", "its second"))), ExpectedSequence.noStream());
        }

        assertThat(entries(ListedHead.DOMAINS_INDEX)).hasSize(2);
        assertThat(entries(ListedHead.STREAMS_INDEX)).hasSize(154);
        assertThat(entries(ListedHead.STREAMS_INDEX).stream()
                        .map(entry -> Values.text(entry, ListedHead.SHARE))
                        .distinct())
                .hasSize(4);
        assertThat(store.storage.domains(null, 10)).containsExactly("d");
    }

    @Test
    void a_domain_whose_first_stream_was_not_committed_is_found_by_the_next() {
        StreamId stream = StreamId.of("d", "a");
        try (Store failing = store.other()) {
            failing.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite") && n == 1) {
                    throw Faults.refused();
                }
            });
            assertThatThrownBy(() -> failing.append(List.of(Sample.event(stream)), ExpectedSequence.noStream()))
                    .isNotNull();
            failing.append(List.of(Sample.event(StreamId.of("d", "b"))), ExpectedSequence.noStream());
        }

        assertThat(store.storage.domains(null, 10)).containsExactly("d");
    }

    @Test
    void a_page_of_streams_is_a_question_to_each_share_and_one_for_the_heads() {
        append("d", IntStream.range(0, 300).mapToObj("s-%03d"::formatted).toArray(String[]::new));
        store.requests.clear();

        assertThat(identifiers(store, "d", "s-", "s-149", 100))
                .isEqualTo(
                        IntStream.range(150, 250).mapToObj("s-%03d"::formatted).toList());

        assertThat(store.requests.count("Query")).isEqualTo(4);
        assertThat(store.requests.count("BatchGetItem")).isEqualTo(1);
        assertThat(store.requests.count()).isEqualTo(5);
        assertThat(store.requests.units()).isBetween(50.0, 110.0);
    }

    /** Nodes that start again and again leave entries: they are passed by. */
    @Test
    void the_next_domain_is_one_step_however_many_entries_there_are_before_it() {
        append("a", "1");
        append("b", IntStream.range(0, MANY_STREAMS).mapToObj(Integer::toString).toArray(String[]::new));
        append("c", "1");
        IntStream.range(0, MANY_STREAMS)
                .mapToObj(i -> Keys.head(StreamId.of("b", Integer.toString(i))))
                .forEach(head -> store.looking
                        .dynamoDb()
                        .updateItem(update -> update.tableName(
                                        store.settings.table().name())
                                .key(head)
                                .updateExpression("SET " + ListedHead.LIST + " = :list, " + ListedHead.DOMAIN + " = :d")
                                .expressionAttributeValues(Map.of(":list", Values.text("d"), ":d", Values.text("b")))));
        assertThat(entries(ListedHead.DOMAINS_INDEX)).hasSize(MANY_STREAMS + 2);
        store.requests.clear();

        assertThat(store.storage.domains(null, 10)).containsExactly("a", "b", "c");
        assertThat(store.requests.count("Query")).isEqualTo(2);
        assertThat(store.requests.count()).isEqualTo(3 + 1);
        assertThat(domainsByPages(1)).containsExactly("a", "b", "c");
        assertThat(domainsByPages(2)).containsExactly("a", "b", "c");
    }

    @Test
    void streams_of_a_writer_that_died_before_its_commit_are_in_no_list() {
        kill("TransactWrite", 4, Sample.overStreams("x", MANY_STREAMS));
        kill("TransactWrite", 3, Sample.events(StreamId.of("dead", "1"), 60));
        assertThat(entries(ListedHead.STREAMS_INDEX).size()).isGreaterThan(10);
        assertThat(entries(ListedHead.DOMAINS_INDEX)).hasSize(2);

        assertThat(store.storage.domains(null, 10)).isEmpty();
        assertThat(identifiersByPages(MANY, "", 1)).isEmpty();
        assertThat(identifiers(store, "dead", "", null, 10)).isEmpty();

        append(MANY, "a", "z");
        append("zz", "1");
        for (int limit : new int[] {1, 2, 100}) {
            assertThat(identifiersByPages(MANY, "", limit)).containsExactly("a", "z");
            assertThat(domainsByPages(limit)).containsExactly(MANY, "zz");
        }
        assertThat(identifiersByPages(MANY, "x", 1)).isEmpty();

        store.assembly.sweeper().sweep();
        assertThat(entries(ListedHead.STREAMS_INDEX)).hasSize(3);
    }

    @Test
    void streams_that_are_being_staged_are_in_no_list_before_the_commit() {
        List<NewEvent> events = Sample.overStreams("x", MANY_STREAMS);
        try (Store writing = store.other()) {
            writing.requests.after((request, n) -> {
                if (Requests.is(request, "UpdateItem")) {
                    assertThat(identifiers(store, MANY, "", null, 1_000)).hasSize(MANY_STREAMS);
                }
            });
            writing.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite")) {
                    assertThat(store.storage.domains(null, 10)).isEmpty();
                    assertThat(identifiers(store, MANY, "", null, 1_000)).isEmpty();
                }
            });
            writing.append(events, ExpectedSequence.noStream());
        }

        assertThat(identifiersByPages(MANY, "", 7)).hasSize(MANY_STREAMS);
    }

    @Test
    void a_batch_that_had_decided_to_commit_is_listed_whole_though_its_heads_are_behind() {
        List<NewEvent> events = Sample.overStreams("x", MANY_STREAMS);
        kill("UpdateItem", 1, events);

        assertThat(store.storage.domains(null, 10)).containsExactly(MANY);
        assertThat(identifiersByPages(MANY, "x-", 50))
                .isEqualTo(events.stream()
                        .map(event -> event.stream().identifier())
                        .toList());
    }

    /** Streams that an append only names begin nothing. */
    @Test
    void a_stream_that_is_only_named_is_in_no_list() {
        StreamId named = StreamId.of("named", "1");
        store.append(
                Sample.overStreams("x", MANY_STREAMS),
                ExpectedSequence.perStream(Map.of(named, ExpectedSequence.noStream())));

        assertThat(store.storage.domains(null, 10)).containsExactly(MANY);
        assertThat(entries(ListedHead.STREAMS_INDEX)).hasSize(MANY_STREAMS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void names_of_any_length_are_listed_in_the_order_of_their_code_points(int limit) {
        String long4 = "\uD83D\uDE00";
        String domain = long4.repeat(100);
        List<String> identifiers = List.of("", "-", "a", "\uFF5E", long4, long4.repeat(254), long4.repeat(255));
        append(domain, identifiers.toArray(String[]::new));
        append(long4, "1");
        append("\uFF5E", "1");
        append("\uFF5E", "2");

        assertThat(identifiersByPages(domain, "", limit)).isEqualTo(identifiers);
        assertThat(identifiersByPages(domain, long4.repeat(254), limit)).isEqualTo(identifiers.subList(5, 7));
        assertThat(domainsByPages(limit))
                .isEqualTo(Stream.of(domain, long4, "\uFF5E")
                        .sorted(Comparator.comparing(
                                (String name) -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                        .toList());
    }

    @Test
    void a_transaction_sees_its_own_streams_in_their_places() {
        append("d", "b", "d");
        append("f", "1");
        store.transaction.begin();
        append("d", "a", "c");
        append("e", "1");
        store.append(List.of(Sample.event(StreamId.of("d", "b"))), ExpectedSequence.exactly(1));

        assertThat(identifiersByPages("d", "", 10)).containsExactly("a", "b", "c", "d");
        assertThat(identifiersByPages("d", "", 1)).containsExactly("a", "b", "c", "d");
        assertThat(identifiersByPages("d", "c", 1)).containsExactly("c");
        assertThat(store.storage.streams("d", "b", null, 1))
                .containsExactly(new StreamPage.Entry(StreamId.of("d", "b"), 2));
        assertThat(domainsByPages(1)).containsExactly("d", "e", "f");
        try (Store other = store.other()) {
            assertThat(identifiers(other, "d", "", null, 10)).containsExactly("b", "d");
            assertThat(other.storage.domains(null, 10)).containsExactly("d", "f");
        }
        store.transaction.commit();

        assertThat(identifiersByPages("d", "", 1)).containsExactly("a", "b", "c", "d");
        assertThat(domainsByPages(1)).containsExactly("d", "e", "f");
    }
}
