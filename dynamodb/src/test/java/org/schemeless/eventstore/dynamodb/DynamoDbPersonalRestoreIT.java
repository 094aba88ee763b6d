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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.start.Settings;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/** Restores of events, of keys, or of both: what comes back, and that nobody does who was erased. */
class DynamoDbPersonalRestoreIT extends OnFreshTable {

    private PersonalNode node;

    @BeforeEach
    void makeTheTable() {
        node = new PersonalNode(store);
        node.start();
    }

    private void append(PersonalNode node, String subject) {
        node.append(List.of(PersonalNode.event(stream(subject), subject)), ExpectedSequence.any());
    }

    private static StreamId stream(String subject) {
        return StreamId.of("person", subject);
    }

    private List<Map<String, AttributeValue>> backup(String table) {
        return store.scan(table);
    }

    /** Another node, on a new table of events with what was backed up; the bucket is the same. */
    private PersonalNode restored(List<Map<String, AttributeValue>> events, String keysTable) {
        Store other = store.with(own -> named(own, own.table().name() + "-r", keysTable));
        other.start();
        put(events, other.settings.table().name());
        return new PersonalNode(other);
    }

    private static Settings named(Settings own, String name, String keysTable) {
        Settings.Table table = own.table();
        return StoreSettings.withTable(
                own,
                new Settings.Table(
                        name,
                        table.viewsName(),
                        keysTable,
                        table.region(),
                        table.endpoint(),
                        true,
                        BillingMode.PAY_PER_REQUEST,
                        1,
                        1));
    }

    private void put(List<Map<String, AttributeValue>> items, String table) {
        items.forEach(item -> store.looking
                .dynamoDb()
                .putItem(request -> request.tableName(table).item(item)));
    }

    private static List<Optional<String>> names(PersonalNode node, String subject) {
        return node.store.all(stream(subject)).stream().map(node::name).toList();
    }

    @Test
    void events_of_yesterday_bring_nobody_back_whose_key_is_gone_today() {
        append(node, "anna");
        append(node, "berta");
        List<Map<String, AttributeValue>> yesterday =
                backup(store.settings.table().name());
        node.erase(PersonalNode.subject("anna"));
        append(node, "clara");
        WrappedKey clara = node.keys.of(PersonalNode.subject("clara")).orElseThrow();

        PersonalNode restored = restored(yesterday, store.settings.table().keysName());
        restored.start();
        restored.eraseAgain();

        assertThat(names(restored, "anna")).containsExactly(Optional.empty());
        assertThat(names(restored, "berta")).containsExactly(Optional.of(PersonalNode.name("berta")));
        assertThat(names(restored, "clara")).isEmpty();
        append(restored, "clara");
        assertThat(restored.keys.of(PersonalNode.subject("clara"))).contains(clara);
        append(restored, "anna");
        assertThat(names(restored, "anna")).containsExactly(Optional.empty(), Optional.of(PersonalNode.name("anna")));
        restored.store.close();
    }

    @Test
    void restored_events_without_their_keys_are_not_begun_with() {
        append(node, "anna");
        List<Map<String, AttributeValue>> events = backup(store.settings.table().name());

        PersonalNode restored = restored(events, store.settings.table().name() + "-r-keys");

        assertThatThrownBy(restored::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.settings.table().name() + "-r-keys")
                .hasMessageContaining("are in " + store.settings.table().keysName());
        restored.store.close();
    }

    /** The keys are of a moment before the erasure, the events of one after it. */
    @Test
    void keys_of_yesterday_bring_nobody_back_whose_erasure_is_in_the_log() {
        append(node, "anna");
        append(node, "berta");
        KeyId anna = node.keys.of(PersonalNode.subject("anna")).orElseThrow().id();
        List<Map<String, AttributeValue>> keys = backup(store.settings.table().keysName());
        node.erase(PersonalNode.subject("anna"));
        append(node, "anna");
        append(node, "clara");
        List<Map<String, AttributeValue>> events = backup(store.settings.table().name());

        String keysTable = store.settings.table().name() + "-k2";
        PersonalNode before = restored(events, keysTable);
        assertThatThrownBy(before::start).hasMessageContaining("restore");
        Store made = store.with(own -> named(own, own.table().name() + "-other", keysTable));
        made.start();
        new PersonalNode(made).start();
        put(keys, keysTable);
        before.start();
        assertThat(before.keys.withIds(List.of(anna))).containsKey(anna);
        before.eraseAgain();

        assertThat(before.keys.withIds(List.of(anna))).isEmpty();
        assertThat(names(before, "anna")).containsExactly(Optional.empty(), Optional.empty());
        assertThat(names(before, "berta")).containsExactly(Optional.of(PersonalNode.name("berta")));
        assertThat(names(before, "clara")).containsExactly(Optional.empty());
        append(before, "clara");
        assertThat(names(before, "clara")).containsExactly(Optional.empty(), Optional.of(PersonalNode.name("clara")));
        made.close();
        before.store.close();
    }
}
