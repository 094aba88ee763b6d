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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.spi.GoneKeysException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/** The keeping of keys: one a subject, gone once taken away, listed by id. */
class DynamoDbSubjectKeysIT extends OnFreshTable {

    private final Subject subject = PersonalNode.subject("42");
    private PersonalNode node;

    @BeforeEach
    void makeTheTable() {
        node = new PersonalNode(store);
        node.start();
    }

    @Test
    void a_subject_has_the_key_that_was_kept_first() {
        WrappedKey first = PersonalNode.fresh(subject);

        assertThat(node.keys.of(subject)).isEmpty();
        assertThat(node.keys.keep(first)).isEqualTo(first);
        assertThat(node.keys.keep(PersonalNode.fresh(subject))).isEqualTo(first);

        assertThat(node.keys.of(subject)).contains(first);
        assertThat(node.keys.of(PersonalNode.subject("4"))).isEmpty();
        assertThat(node.keys.withIds(List.of(first.id(), new KeyId("none"), first.id())))
                .containsOnly(Map.entry(first.id(), first));
    }

    @Test
    void the_id_of_a_key_is_that_of_one_subject() {
        WrappedKey first = node.keys.keep(PersonalNode.fresh(subject));
        WrappedKey other = new WrappedKey(
                first.id(), PersonalNode.subject("43"), first.masterKey(), first.wrapped(), first.created());

        assertThatThrownBy(() -> node.keys.keep(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(first.id().text())
                .hasMessageNotContaining("43");
        assertThat(node.keys.of(other.subject())).isEmpty();
    }

    @Test
    void of_nodes_that_make_a_key_at_once_all_get_the_same() {
        Set<KeyId> got = new ConcurrentSkipListSet<>();
        IntStream.range(0, 8)
                .parallel()
                .forEach(
                        i -> got.add(node.keys.keep(PersonalNode.fresh(subject)).id()));

        assertThat(got).hasSize(1);
        assertThat(node.keys.page(null, 10)).extracting(WrappedKey::id).containsExactlyElementsOf(got);
    }

    @Test
    void a_key_that_was_taken_away_leaves_its_id_alone_and_the_next_is_another_one() {
        WrappedKey first = node.keys.keep(PersonalNode.fresh(subject));

        assertThat(node.keys.remove(first.id())).isTrue();
        assertThat(node.keys.remove(first.id())).isFalse();

        assertThat(node.keys.of(subject)).isEmpty();
        assertThat(node.keys.withIds(List.of(first.id()))).isEmpty();
        assertThat(node.keys.page(null, 10)).isEmpty();
        assertThat(store.scan(store.settings.table().keysName()))
                .singleElement()
                .satisfies(item -> assertThat(item).containsOnlyKeys("pk", "sk"));
        assertThatThrownBy(() -> node.keys.keep(first))
                .isInstanceOfSatisfying(
                        GoneKeysException.class,
                        failure -> assertThat(failure.keys()).containsExactly(first.id()));
        assertThat(node.keys.of(subject)).isEmpty();
        WrappedKey second = node.keys.keep(PersonalNode.fresh(subject));
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(node.keys.remove(first.id())).isFalse();
        assertThat(node.keys.of(subject)).contains(second);
    }

    @Test
    void the_last_keys_are_listed_however_many_there_are() {
        List<WrappedKey> made = IntStream.range(0, 5)
                .mapToObj(i -> node.keys.keep(PersonalNode.fresh(PersonalNode.subject("s" + i))))
                .sorted(Comparator.comparing(WrappedKey::id))
                .toList();

        assertThat(node.keys.last(2)).containsExactlyInAnyOrder(made.get(3), made.get(4));
        assertThat(node.keys.last(10)).containsExactlyInAnyOrderElementsOf(made);
    }

    /** As a restore has it from a backup that was taken while the key was made. */
    @Test
    void a_subject_whose_key_is_missing_gets_the_next_one_or_the_same_from_a_copy() {
        WrappedKey lost = node.keys.keep(PersonalNode.fresh(subject));
        deleteItem("k:" + lost.id());
        assertThat(node.keys.of(subject)).isEmpty();
        assertThat(node.keys.keep(lost)).isEqualTo(lost);
        assertThat(node.keys.of(subject)).contains(lost);

        deleteItem("k:" + lost.id());
        WrappedKey next = PersonalNode.fresh(subject);
        assertThat(node.keys.keep(next)).isEqualTo(next);

        assertThat(node.keys.of(subject)).contains(next);
        assertThat(node.keys.keep(lost)).isEqualTo(next);
        assertThat(node.keys.withIds(List.of(lost.id(), next.id()))).containsOnlyKeys(next.id());
    }

    /** As a restore has it from a backup that was taken during the erasure. */
    @Test
    void a_subject_whose_key_was_taken_away_gets_the_next_one_and_never_the_same() {
        WrappedKey first = node.keys.keep(PersonalNode.fresh(subject));
        Map<String, AttributeValue> ofSubject = store
                .scan(store.settings.table().keysName())
                .stream()
                .filter(item -> item.get("pk").s().startsWith("s:"))
                .findFirst()
                .orElseThrow();
        node.keys.remove(first.id());
        store.looking
                .dynamoDb()
                .putItem(request ->
                        request.tableName(store.settings.table().keysName()).item(ofSubject));

        assertThatThrownBy(() -> node.keys.keep(first)).isInstanceOf(GoneKeysException.class);
        WrappedKey next = node.keys.keep(PersonalNode.fresh(subject));

        assertThat(next.id()).isNotEqualTo(first.id());
        assertThat(node.keys.of(subject)).contains(next);
        assertThat(node.keys.remove(next.id())).isTrue();
        assertThat(node.keys.of(subject)).isEmpty();
    }

    private void deleteItem(String partition) {
        store.looking
                .dynamoDb()
                .deleteItem(request -> request.tableName(store.settings.table().keysName())
                        .key(Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS("-"))));
    }

    @Test
    void a_key_is_replaced_only_if_it_is_as_it_was() {
        WrappedKey first = node.keys.keep(PersonalNode.fresh(subject));
        WrappedKey again = new WrappedKey(first.id(), subject, "next", "AAAA", first.created());

        assertThat(node.keys.replace(first, again)).isTrue();
        assertThat(node.keys.replace(first, again)).isFalse();
        assertThat(node.keys.of(subject)).contains(again);

        node.keys.remove(first.id());
        assertThat(node.keys.replace(again, first)).isFalse();
        assertThat(node.keys.of(subject)).isEmpty();
    }

    @Test
    void keys_are_listed_by_id_page_by_page() {
        Set<KeyId> made = new TreeSet<>();
        IntStream.range(0, 7)
                .forEach(i -> made.add(node.keys
                        .keep(PersonalNode.fresh(PersonalNode.subject("s" + i)))
                        .id()));
        List<KeyId> listed = new ArrayList<>();
        KeyId last = null;
        List<WrappedKey> page;
        do {
            page = node.keys.page(last, 3);
            page.forEach(key -> listed.add(key.id()));
            last = page.isEmpty() ? null : page.get(page.size() - 1).id();
        } while (page.size() == 3);

        assertThat(listed).containsExactlyElementsOf(made);
    }

    /** What somebody would see who looks for busy keys, or at messages. */
    @Test
    void a_subject_is_in_no_key_of_an_item() {
        Subject told = Subject.of("customer", "told-by-name");
        node.keys.keep(PersonalNode.fresh(told));

        assertThat(store.scan(store.settings.table().keysName()))
                .hasSize(2)
                .noneMatch(item -> item.get("pk").s().contains("told")
                        || item.get("sk").s().contains("told"));
    }

    @Test
    void keys_are_not_part_of_a_transaction_of_events() {
        assertThat(node.keys.isInTransactionOfEvents()).isFalse();
    }

    @Test
    void a_table_of_keys_that_is_missing_is_not_made_anew() {
        store.looking
                .dynamoDb()
                .deleteTable(request -> request.tableName(store.settings.table().keysName()));

        assertThatThrownBy(node::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.settings.table().keysName())
                .hasMessageContaining("restore")
                .hasMessageContaining("eventstore.dynamodb.keys-table");
    }

    @Test
    void another_table_of_keys_is_made_only_by_hand() throws Exception {
        node.append(List.of(PersonalNode.event(Sample.stream(), "42")), ExpectedSequence.any());
        try (Store misnamed = store.with(own -> named(own, "wrong", true))) {
            assertThatThrownBy(() -> new PersonalNode(misnamed).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("wrong")
                    .hasMessageContaining("are in " + store.settings.table().keysName());
        }
    }

    @Test
    void a_table_that_may_not_be_made_or_has_other_keys_is_told() throws Exception {
        try (Store other = Store.fresh();
                Store mayNot = other.with(own -> named(own, own.table().keysName(), false));
                Store wrong = other.with(own -> named(own, own.table().name(), true))) {
            assertThatThrownBy(() -> new PersonalNode(mayNot).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(other.settings.table().name() + "-keys")
                    .hasMessageContaining("eventstore.dynamodb.create-table=true");
            assertThatThrownBy(() -> new PersonalNode(wrong).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("other keys")
                    .hasMessageContaining("eventstore.dynamodb.keys-table");
        }
    }

    @Test
    void a_store_that_uses_no_keys_makes_no_table_and_asks_for_none() throws Exception {
        try (Store other = Store.fresh()) {
            List<NewEvent> events = Sample.events(Sample.stream(), 1);
            other.append(events, ExpectedSequence.noStream());

            assertThat(other.requests.names()).containsExactly("TransactWriteItems");
            assertThat(other.looking.dynamoDb().listTablesPaginator().tableNames().stream())
                    .doesNotContain(other.settings.table().keysName());
        }
    }

    private static Settings named(Settings own, String keysTable, boolean create) {
        Settings.Table table = own.table();
        return StoreSettings.withTable(
                StoreSettings.withBudget(own, Duration.ofSeconds(5)),
                new Settings.Table(
                        table.name(),
                        table.viewsName(),
                        keysTable,
                        table.region(),
                        table.endpoint(),
                        create,
                        BillingMode.PAY_PER_REQUEST,
                        1,
                        1));
    }
}
