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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.GoneKeysException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Appends of events with personal members: what they cost, and that they are stored while their keys are there. */
class DynamoDbPersonalIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();
    private PersonalNode node;

    /** The node waits as long as it takes on a machine that is busy: many subjects are many requests. */
    @BeforeEach
    void makeTheTable() {
        Store impatient = store;
        store = impatient.with(Duration.ofMinutes(5));
        impatient.close();
        node = new PersonalNode(store);
        node.start();
    }

    /** An append as it is sent: the keys are made. */
    private Append sealed(List<NewEvent> events, ExpectedSequence expected) {
        Append sealed = node.sealed(new Append(events, expected, Set.of()));
        store.requests.clear();
        return sealed;
    }

    private List<NewEvent> events(int count, String... subjects) {
        return IntStream.range(0, count)
                .mapToObj(i -> PersonalNode.event(stream, subjects))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0,4", "1,6", "2,8", "40,84"})
    void an_event_with_personal_members_is_one_request_and_two_operations_more_for_each_subject(
            int subjects, int operations) {
        String[] names = IntStream.range(0, subjects).mapToObj(i -> "s" + i).toArray(String[]::new);
        store.append(sealed(events(1, names), ExpectedSequence.noStream()));

        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(store.requests.operationsPerTransaction()).containsExactly(operations);
        assertThat(actions()).filteredOn("check"::equals).hasSize(subjects);
    }

    /** What each takes: two units for what is written in a transaction or looked at, for each begun KB. */
    private List<String> actions() {
        return store.requests.transactions().stream()
                .map(TransactWriteItemsRequest::transactItems)
                .flatMap(List::stream)
                .map(write -> write.conditionCheck() != null ? "check" : "write")
                .toList();
    }

    @Test
    void a_hundred_events_of_a_subject_are_four_transactions_as_others_are() {
        store.append(sealed(events(100, "42"), ExpectedSequence.noStream()));

        assertThat(store.requests.names()).containsOnly("TransactWriteItems").hasSize(4);
        assertThat(store.requests.eventsPerTransaction()).containsOnly(25);
        assertThat(actions()).filteredOn("check"::equals).hasSize(1);
        assertThat(names()).containsOnly(PersonalNode.name("42")).hasSize(100);
    }

    private List<String> names() {
        return store.all(stream).stream()
                .map(event -> node.name(event).orElseThrow())
                .toList();
    }

    /** One item for each event and key, of less than a KB. */
    @Test
    void to_find_the_events_of_a_subject_takes_one_query_and_as_long_for_few_as_among_many() {
        store.append(sealed(events(30, "42"), ExpectedSequence.noStream()));
        store.append(Sample.events(stream, 30), ExpectedSequence.any());
        store.append(sealed(events(1, "7"), ExpectedSequence.any()));
        KeyId key = node.keys.of(PersonalNode.subject("7")).orElseThrow().id();
        store.requests.clear();

        assertThat(node.keys.eventsOf(key, null, 10).ids())
                .containsExactly(store.all(stream).get(60).id());
        assertThat(store.requests.names().subList(0, 2)).containsExactly("Query", "Query");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 150})
    void the_events_of_a_subject_are_found_in_the_order_they_were_stored(int pageSize) {
        List<NewEvent> all = new ArrayList<>(events(30, "42"));
        store.append(sealed(all, ExpectedSequence.noStream()));
        List<NewEvent> more = events(70, "42", "43");
        store.append(sealed(more, ExpectedSequence.exactly(30)));
        all.addAll(more);

        KeyId key = node.keys.of(PersonalNode.subject("42")).orElseThrow().id();
        assertThat(node.eventsOf(key, pageSize))
                .containsExactlyElementsOf(all.stream().map(NewEvent::id).toList());
        KeyId other = node.keys.of(PersonalNode.subject("43")).orElseThrow().id();
        assertThat(node.eventsOf(other, pageSize)).hasSize(70);
        assertThat(node.eventsOf(new KeyId("none"), pageSize)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e3", "123456789012345678901234567890123456789"})
    void an_after_that_no_page_has_given_is_refused(String after) {
        assertThatThrownBy(() -> node.keys.eventsOf(new KeyId("any"), after, 10))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("after");
    }

    /** One transaction, staged and committed by the heads, decided on for its streams, decided on for its keys. */
    @ParameterizedTest
    @CsvSource({"1,1,1", "100,1,1", "120,120,1", "150,1,150"})
    void nothing_is_stored_whose_key_is_gone(int events, int streams, int subjects) {
        List<NewEvent> batch = batch(events, streams, subjects);
        Append append = sealed(batch, ExpectedSequence.noStream());
        KeyId gone = append.keys().last();
        node.keys.remove(gone);

        assertThatThrownBy(() -> store.append(append))
                .isInstanceOfSatisfying(
                        GoneKeysException.class,
                        failure -> assertThat(failure.keys()).containsExactly(gone));

        assertThat(store.besideLog())
                .extracting(item -> item.get("pk").s())
                .filteredOn(partition -> !partition.startsWith("b:"))
                .containsExactly("y:keys");
        assertThat(holds()).isEmpty();
        node.append(batch, ExpectedSequence.noStream());
        assertThat(store.storage.sequences(append.streams()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(events);
        assertThat(holds()).isEmpty();
    }

    private List<NewEvent> batch(int events, int streams, int subjects) {
        return IntStream.range(0, events)
                .mapToObj(i -> PersonalNode.event(
                        StreamId.of("person", stream.identifier() + i % streams), "s" + i % subjects))
                .toList();
    }

    private List<AttributeValue> holds() {
        return store.scan(store.settings.table().keysName()).stream()
                .flatMap(item -> Stream.ofNullable(item.get("h")))
                .toList();
    }

    @Test
    void an_event_of_a_hundred_subjects_is_stored_and_found() {
        String[] names = IntStream.range(0, 100).mapToObj(i -> "s" + i).toArray(String[]::new);
        List<NewEvent> event = events(1, names);

        node.append(event, ExpectedSequence.noStream());

        for (String name : names) {
            KeyId key = node.keys.of(PersonalNode.subject(name)).orElseThrow().id();
            assertThat(node.eventsOf(key, 10)).containsExactly(event.get(0).id());
        }
    }

    /** The decision is the only place at which it counts: an eraser that comes before it wins, and the batch fails. */
    @Test
    void a_key_is_taken_away_from_a_batch_that_is_not_decided() {
        Append append = sealed(batch(150, 1, 150), ExpectedSequence.noStream());
        KeyId gone = append.keys().first();
        PersonalNode eraser = new PersonalNode(store.other());
        AtomicBoolean erased = new AtomicBoolean();
        store.requests.before((request, n) -> {
            if (isDecision(request) && erased.compareAndSet(false, true)) {
                assertThat(eraser.keys.remove(gone)).isTrue();
            }
        });

        assertThatThrownBy(() -> store.append(append)).isInstanceOf(GoneKeysException.class);

        assertThat(erased).isTrue();
        assertThat(store.sequence(append.streams().first())).isZero();
        assertThat(node.eventsOf(append.keys().last(), 10)).isEmpty();
        assertThat(holds()).isEmpty();
        assertThat(store.scan()).noneMatch(item -> item.containsKey(StreamHead.FENCE));
        eraser.store.close();
    }

    /** One that is decided, and has not let go of its keys, is stored; its key can be taken away at once. */
    @Test
    void a_key_is_taken_away_from_a_batch_that_is_decided() {
        Append append = sealed(batch(150, 1, 150), ExpectedSequence.noStream());
        KeyId gone = append.keys().first();
        PersonalNode eraser = new PersonalNode(store.other());
        AtomicBoolean erased = new AtomicBoolean();
        store.requests.after((request, n) -> {
            if (isDecision(request) && erased.compareAndSet(false, true)) {
                assertThat(eraser.keys.remove(gone)).isTrue();
            }
        });

        store.append(append);

        assertThat(erased).isTrue();
        assertThat(store.sequence(append.streams().first())).isEqualTo(150);
        assertThat(node.eventsOf(gone, 10)).hasSize(1);
        assertThat(store.all(append.streams().first()).stream()
                        .filter(event -> node.name(event).isEmpty()))
                .hasSize(1);
        assertThat(holds()).isEmpty();
        eraser.store.close();
    }

    private static boolean isDecision(Object request) {
        return request instanceof TransactWriteItemsRequest transaction
                && transaction.transactItems().stream()
                        .map(TransactWriteItem::put)
                        .anyMatch(put -> put != null && put.item().containsKey("decision"));
    }

    @Test
    void of_command_stream_and_key_the_stream_is_told_before_the_key() {
        Append append = sealed(events(1, "42"), ExpectedSequence.exactly(3));
        node.keys.remove(append.keys().first());

        assertThatThrownBy(() -> store.append(append)).isInstanceOf(ConcurrencyError.class);
    }

    @Test
    void a_batch_that_is_sent_again_after_the_erasure_is_a_replay() {
        List<NewEvent> events = events(2, "42");
        node.append(events, ExpectedSequence.noStream());
        node.erase(PersonalNode.subject("42"));

        AppendResult again = node.append(new Append(events, ExpectedSequence.noStream(), Set.of()).again());

        assertThat(again.replayed()).isTrue();
        assertThat(store.all(stream)).hasSize(2);
    }

    @Test
    void after_the_erasure_a_subject_is_another_one() {
        node.append(events(2, "42"), ExpectedSequence.noStream());
        KeyId before = node.keys.of(PersonalNode.subject("42")).orElseThrow().id();
        node.erase(PersonalNode.subject("42"));
        node.append(events(1, "42"), ExpectedSequence.exactly(2));

        assertThat(store.all(stream)).extracting(node::name).satisfies(names -> {
            assertThat(names.subList(0, 2)).allMatch(name -> name.isEmpty());
            assertThat(names.get(2)).contains(PersonalNode.name("42"));
        });
        KeyId after = node.keys.of(PersonalNode.subject("42")).orElseThrow().id();
        assertThat(node.eventsOf(after, 10))
                .containsExactly(store.all(stream).get(2).id());
        assertThat(node.eventsOf(before, 10)).hasSize(2);
        node.eraseAgain();
        assertThat(node.keys.of(PersonalNode.subject("42"))).isPresent();
    }

    @Test
    void in_a_transaction_a_key_that_is_gone_is_told_at_the_call() {
        Append append = sealed(events(1, "42"), ExpectedSequence.any());
        node.keys.remove(append.keys().first());
        store.transaction.begin();

        assertThatThrownBy(() -> store.append(append)).isInstanceOf(GoneKeysException.class);

        node.append(events(1, "42"), ExpectedSequence.any());
        store.transaction.commit();
        assertThat(names()).containsExactly(PersonalNode.name("42"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "100,1", "150,150"})
    void a_key_that_is_taken_away_before_the_commit_rolls_the_transaction_back(int events, int subjects) {
        store.transaction.begin();
        List<NewEvent> batch = batch(events, 1, subjects);
        node.append(batch.subList(0, 1), ExpectedSequence.noStream());
        if (events > 1) {
            node.append(batch.subList(1, events), ExpectedSequence.exactly(1));
        }
        KeyId key = node.keys.of(PersonalNode.subject("s0")).orElseThrow().id();
        new PersonalNode(store.other()).keys.remove(key);

        assertThatThrownBy(store.transaction::commit)
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining(key.text())
                .hasCauseInstanceOf(GoneKeysException.class);

        assertThat(store.sequence(batch.get(0).stream())).isZero();
        assertThat(node.eventsOf(key, 10)).isEmpty();
        node.append(batch, ExpectedSequence.noStream());
        assertThat(store.sequence(batch.get(0).stream())).isEqualTo(events);
    }

    @Test
    void what_does_not_fit_into_an_item_is_encrypted_in_its_object() {
        String name = "Anna " + "x".repeat(500_000);
        NewEvent large = Sample.builder(stream)
                .payload(Map.of("name", name))
                .personal(PersonalNode.subject("42"), PersonalNode.POINTER)
                .build();
        node.append(List.of(large), ExpectedSequence.noStream());

        assertThat(store.objects()).hasSize(1);
        assertThat(names()).containsExactly(name);
        assertThat(objects()).noneMatch(object -> object.contains("Anna"));
        KeyId gone = node.keys.of(PersonalNode.subject("42")).orElseThrow().id();
        node.erase(PersonalNode.subject("42"));
        assertThat(store.all(stream)).extracting(node::name).allMatch(one -> one.isEmpty());

        Append refused = sealed(List.of(PersonalNode.event(stream, "43")), ExpectedSequence.any());
        node.keys.remove(refused.keys().first());
        assertThat(catchThrowable(() -> store.append(refused))).isInstanceOf(GoneKeysException.class);
        assertThat(store.objects()).hasSize(1);
        assertThat(node.eventsOf(gone, 10)).hasSize(1);
    }

    private List<String> objects() {
        return store.objects().stream()
                .map(key -> store.looking
                        .s3()
                        .getObjectAsBytes(request ->
                                request.bucket(store.settings.bucket().name()).key(key))
                        .asString(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Everything that there is, besides what the table of keys has of a subject as long as it has its key. */
    @Test
    void no_clear_text_is_in_any_item_or_object() {
        String secret = "Annabella";
        Subject subject = Subject.of("customer", "who-is-it");
        List<NewEvent> batch = IntStream.range(0, 120)
                .mapToObj(i -> Sample.builder(StreamId.of("person", stream.identifier() + "-" + i % 3))
                        .payload(Map.of("name", secret + i, "photo", "x".repeat(i == 7 ? 500_000 : 10) + secret))
                        .tag("course", "c1")
                        .personal(subject, "/name", "/photo")
                        .build())
                .toList();
        node.append(batch, ExpectedSequence.noStream());
        store.transaction.begin();
        node.append(
                List.of(NewEvent.in(stream, "moved")
                        .id("id-" + stream.identifier())
                        .created(Instant.EPOCH)
                        .payload(Map.of("name", secret))
                        .personal(subject, "/name")
                        .build()),
                ExpectedSequence.noStream());
        store.transaction.commit();
        store.assignPositions();

        assertThat(everything()).isNotEmpty().noneMatch(text -> text.contains(secret));
        assertThat(store.scan().toString()).doesNotContain(subject.id());
        assertThat(store.scan(store.settings.table().keysName()).toString()).contains(subject.id());

        node.erase(subject);

        assertThat(everything()).noneMatch(text -> text.contains(secret) || text.contains(subject.id()));
    }

    private List<String> everything() {
        List<String> all = new ArrayList<>(objects());
        List.of(store.settings.table().name(), store.settings.table().keysName())
                .forEach(table -> store.scan(table).forEach(item -> all.add(new HashMap<>(item).toString())));
        return all;
    }

    @Test
    void members_are_stored_as_they_were_encrypted() {
        Append append = sealed(events(1, "42"), ExpectedSequence.noStream());
        store.append(append);

        StoredEvent stored = store.all(stream).get(0);
        assertThat(stored.payload()).isEqualTo(append.events().get(0).payload());
        assertThat(stored.personal())
                .containsExactly(new PersonalMembers(
                        null, append.keys().first(), List.of("/name"), PersonalMembers.Form.SEALED));
        assertThat(store.log().get(0).personal()).isEqualTo(stored.personal());
    }

    @Test
    void a_key_that_is_held_by_somebody_who_died_is_taken_away() {
        List<WrappedKey> keys = new ArrayList<>();
        Append append = sealed(batch(150, 1, 150), ExpectedSequence.noStream());
        append.keys().forEach(key -> keys.add(node.keys.withIds(List.of(key)).get(key)));
        try (Store dying = store.other()) {
            dying.requests.before((request, n) -> {
                if (isDecision(request)) {
                    throw new Faults.Killed();
                }
            });
            assertThat(catchThrowable(() -> dying.append(append))).isInstanceOf(Faults.Killed.class);
        }
        assertThat(holds()).hasSize(150);

        keys.forEach(key -> assertThat(node.keys.remove(key.id())).isTrue());

        assertThat(node.keys.page(null, 10)).isEmpty();
        assertThat(store.sequence(append.streams().first())).isZero();
    }
}
