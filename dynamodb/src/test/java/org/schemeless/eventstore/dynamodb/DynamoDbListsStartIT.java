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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.log.LogHead;
import org.schemeless.eventstore.dynamodb.log.LogKeys;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.stream.ListedHead;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;

/** Whether a table keeps lists is decided when it is first used. */
class DynamoDbListsStartIT extends BeforeStart {

    private static final UnaryOperator<Settings> WITHOUT = StoreSettings::withoutLists;

    private List<String> indexes() {
        return store
                .looking
                .dynamoDb()
                .describeTable(
                        request -> request.tableName(store.settings.table().name()))
                .table()
                .globalSecondaryIndexes()
                .stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .toList();
    }

    /** As a version without lists makes it, and writes to it. */
    private void makeTableOfFormerVersion() {
        try (Store former = store.with(WITHOUT)) {
            former.start();
            former.append(Sample.events(StreamId.of("former", "1"), 1), ExpectedSequence.noStream());
        }
        store.looking
                .dynamoDb()
                .updateItem(update -> update.tableName(store.settings.table().name())
                        .key(LogKeys.head())
                        .updateExpression("REMOVE lists"));
    }

    @Test
    void a_new_table_has_the_indexes_and_keeps_them_whatever_is_set_later() {
        assertThat(store.start().lists()).isTrue();
        assertThat(indexes()).contains(ListedHead.STREAMS_INDEX, ListedHead.DOMAINS_INDEX);

        try (Store later = store.with(WITHOUT)) {
            assertThat(later.start().lists()).isTrue();
        }
    }

    @Test
    void a_new_table_without_lists_has_no_index_for_them_and_gets_none_later() {
        try (Store without = store.with(WITHOUT)) {
            assertThat(without.start().lists()).isFalse();
            assertThat(indexes()).doesNotContain(ListedHead.STREAMS_INDEX, ListedHead.DOMAINS_INDEX);
            StreamId stream = Sample.stream();
            without.append(Sample.events(stream, 1), ExpectedSequence.noStream());

            assertThat(without.scan()).noneMatch(item -> item.containsKey(ListedHead.SHARE));
            assertThatThrownBy(() -> without.storage.domains(null, 10))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("eventstore.dynamodb.lists=false");
            assertThatThrownBy(() -> without.storage.streams("account", "", null, 10))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(store.start().lists()).isFalse();
    }

    /** A list of what began since would be one in part. */
    @Test
    void a_table_of_a_version_without_lists_goes_on_without() {
        makeTableOfFormerVersion();

        assertThat(store.start().lists()).isFalse();
    }

    @Test
    void a_table_of_a_version_without_lists_goes_on_without_also_if_somebody_adds_the_indexes() {
        store.start();
        store.looking
                .dynamoDb()
                .updateItem(update -> update.tableName(store.settings.table().name())
                        .key(LogKeys.head())
                        .updateExpression("REMOVE lists"));

        assertThat(store.start().lists()).isFalse();
    }

    @Test
    void a_table_with_events_that_has_no_note_keeps_no_lists() {
        UnaryOperator<Settings> withoutLog = StoreSettings::withoutLog;
        try (Store former = store.with(withoutLog)) {
            former.start();
            former.append(Sample.events(Sample.stream(), 1), ExpectedSequence.noStream());
            former.looking
                    .dynamoDb()
                    .deleteItem(delete ->
                            delete.tableName(store.settings.table().name()).key(LogKeys.head()));

            assertThat(former.start().lists()).isFalse();
        }
    }

    @Test
    void a_new_table_that_lacks_an_index_is_told_and_can_do_without() {
        try (Store without = store.with(WITHOUT)) {
            without.start();
            without.looking
                    .dynamoDb()
                    .deleteItem(delete ->
                            delete.tableName(store.settings.table().name()).key(LogKeys.head()));

            assertThatThrownBy(store::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(store.settings.table().name())
                    .hasMessageContaining("lacks the index")
                    .hasMessageContaining("set eventstore.dynamodb.lists=false");
            assertThat(store.scan()).isEmpty();
            assertThat(without.start().lists()).isFalse();
        }
    }

    @Test
    void a_table_that_has_lost_an_index_of_its_lists_is_told() {
        store.start();
        store.looking
                .dynamoDb()
                .updateTable(request -> request.tableName(store.settings.table().name())
                        .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                .delete(delete -> delete.indexName(ListedHead.DOMAINS_INDEX))
                                .build()));

        assertThatThrownBy(store::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks the index " + ListedHead.DOMAINS_INDEX)
                .hasMessageContaining("add the index again");
    }

    @Test
    void the_note_is_kept_while_the_log_goes_on() {
        store.start();
        store.append(Sample.events(Sample.stream(), 3), ExpectedSequence.noStream());
        store.assignPositions();

        assertThat(store.logItems("l")).hasSizeGreaterThan(1).anyMatch(LogHead::keepsLists);
        assertThat(store.start().lists()).isTrue();
    }
}
