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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewBuild.Status;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.dynamodb.start.Preparation;
import org.schemeless.eventstore.dynamodb.start.Settings;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.OutcomeUnknownException;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.ViewRound;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Views in a table of their own: what is one commit, and who may make it. */
class DynamoDbViewsIT extends OnFreshTable {

    private static final int LARGE = 450_000;

    private ViewNode node;

    @BeforeEach
    void beginView() {
        node = new ViewNode(store);
        node.begin();
    }

    private static List<ViewState> states(int count, long position, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> ViewNode.state("key-" + i, position, "x".repeat(length)))
                .toList();
    }

    private boolean put(long position, boolean isSmallest, List<ViewState> states, Map<String, ViewState> before) {
        return node.storage.put(
                new ViewRound(ViewNode.CHECKPOINT, position, isSmallest, ViewNode.build(1), states, Set.of(), before));
    }

    private static Map<String, ViewState> byKey(List<ViewState> states) {
        return states.stream().collect(Collectors.toMap(ViewState::key, Function.identity()));
    }

    private long checkpoint() {
        return node.checkpoints.find(ViewNode.CHECKPOINT).orElseThrow();
    }

    private void inTransaction(Runnable work) {
        store.transaction.begin();
        work.run();
        store.transaction.commit();
    }

    /** Whoever is at work is taken for dead. */
    private void takeOver() {
        CheckpointItems items = store.assembly.checkpointsOfViews();
        items.take(ViewNode.CHECKPOINT, items.read(ViewNode.CHECKPOINT).orElseThrow(), BatchToken.next());
    }

    @Test
    void the_states_of_a_round_and_its_checkpoint_are_one_transaction_and_readers_learn_of_it_when_it_is_answered() {
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        store.requests.clear();
        assertThat(put(7, false, states(99, 7, 10), Map.of())).isTrue();

        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(store.requests.operationsPerTransaction()).containsExactly(100);
        assertThat(checkpoint()).isZero();
        put(9, false, states(1, 9, 10), byKey(states(1, 7, 10)));
        assertThat(checkpoint()).as("the round before was answered").isEqualTo(7);
        store.transaction.commit();
        assertThat(checkpoint()).isEqualTo(9);
        assertThat(node.storage.states(ViewNode.build(1), Set.of("key-0", "key-98", "none")))
                .containsOnlyKeys("key-0", "key-98")
                .containsValue(states(1, 9, 10).get(0));
    }

    @Test
    void a_whole_batch_takes_so_many_requests() {
        node.batch();

        assertThat(store.requests.count("UpdateItem"))
                .as("taken and given back")
                .isEqualTo(2);
        assertThat(store.requests.count("BatchGetItem"))
                .as("states, and once the object of a large one that goes")
                .isEqualTo(4);
        assertThat(store.requests.count("GetItem"))
                .as("the checkpoint, and the one key of the last round")
                .isEqualTo(2);
        assertThat(store.requests.count("TransactWriteItems"))
                .as("16 events by 5")
                .isEqualTo(4);
        assertThat(checkpoint()).isEqualTo(16);
    }

    @Test
    void all_events_are_folded_once() {
        node.foldAll();

        assertThat(node.states()).isEqualTo(ViewNode.folded(ViewNode.EVENTS));
    }

    @Test
    void who_has_lost_the_checkpoint_to_another_node_writes_nothing_any_more() {
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        put(1, false, states(1, 1, 10), Map.of());
        takeOver();

        assertThatThrownBy(() -> put(2, false, states(2, 2, 20), byKey(states(1, 1, 10))))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining(ViewNode.CHECKPOINT);

        store.transaction.rollback();
        assertThat(node.states()).isEqualTo(Map.of("key-0", "x".repeat(10)));
        assertThat(store.assembly.checkpointsOfViews().read(ViewNode.CHECKPOINT).orElseThrow())
                .satisfies(now -> {
                    assertThat(now.position()).isEqualTo(1);
                    assertThat(now.holder()).as("the other goes on").isNotNull();
                });
    }

    /** The round takes a key away: who folded its events again would not know of the ones before. */
    @Test
    void who_takes_over_does_not_set_back_what_the_holder_has_written_meanwhile() {
        node.batch();
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        boolean[] written = {false};
        try (Store other = store.other()) {
            ViewNode another = new ViewNode(other);
            other.requests.before((request, n) -> {
                if (Requests.is(request, "UpdateItem") && !written[0]) {
                    written[0] = true;
                    node.round(16, 30);
                }
            });
            while (!written[0]) {
                unlessRefused(another::batch);
            }
        }
        store.transaction.rollback();

        node.foldAll();

        assertThat(node.states()).isEqualTo(ViewNode.folded(ViewNode.EVENTS));
    }

    /** Each has taken over from the other, and none has come to write: the next time there is twice the time. */
    @Test
    void who_has_taken_over_in_vain_waits_longer_the_next_time() {
        CheckpointItems items = store.assembly.checkpointsOfViews();
        for (int times = 0; times < 4; times++) {
            assertThat(items.take(
                            ViewNode.CHECKPOINT, items.read(ViewNode.CHECKPOINT).orElseThrow(), BatchToken.next()))
                    .isTrue();
            long begin = System.nanoTime();
            boolean taken = false;
            while (!taken) {
                store.transaction.begin();
                taken = node.checkpoints.take(ViewNode.CHECKPOINT).isPresent();
                if (taken) {
                    takeOver();
                }
                store.transaction.rollback();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThanOrEqualTo(ViewNode.LEASE.multipliedBy(1L << times));
        }
    }

    private static void unlessRefused(Runnable batch) {
        try {
            batch.run();
        } catch (EventStoreUnavailableException e) {
            // it is read again
        }
    }

    @Test
    void a_state_that_a_round_has_only_read_keeps_its_object() {
        inTransaction(() -> {
            node.checkpoints.take(ViewNode.CHECKPOINT);
            put(1, false, states(2, 1, LARGE), Map.of());
            put(2, false, states(1, 2, 10), byKey(states(2, 1, LARGE)));
        });

        assertThat(node.states().get("key-1")).hasSize(LARGE);
    }

    @Test
    void a_state_that_fits_is_in_its_item_also_if_it_is_of_one_event() {
        inTransaction(() -> {
            node.checkpoints.take(ViewNode.CHECKPOINT);
            put(1, true, states(1, 1, 100_000), Map.of());
        });

        assertThat(store.objects()).isEmpty();
    }

    @Test
    void a_state_that_is_not_as_it_was_read_lets_the_whole_round_fail() {
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        put(1, false, states(1, 1, 10), Map.of());

        assertThatThrownBy(() -> put(2, false, states(2, 2, 20), Map.of()))
                .isInstanceOf(EventStoreUnavailableException.class);
        assertThatThrownBy(() -> put(3, false, states(1, 3, 20), byKey(states(1, 2, 20))))
                .isInstanceOf(EventStoreUnavailableException.class);

        store.transaction.rollback();
        assertThat(node.states()).isEqualTo(Map.of("key-0", "x".repeat(10)));
        assertThat(checkpoint()).isEqualTo(1);
    }

    @Test
    void a_round_without_an_answer_is_neither_lost_nor_folded_again() {
        try (Store hurried = store.with(Duration.ofMillis(300))) {
            ViewNode unlucky = new ViewNode(hurried);
            hurried.requests.after((request, n) -> {
                if (request instanceof TransactWriteItemsRequest) {
                    throw Faults.RESET.make();
                }
            });
            assertThatThrownBy(unlucky::batch).isInstanceOf(OutcomeUnknownException.class);
        }
        assertThat(checkpoint()).as("nobody has said that it can be seen").isZero();
        assertThat(store.assembly
                        .checkpointsOfViews()
                        .read(ViewNode.CHECKPOINT)
                        .orElseThrow()
                        .position())
                .isEqualTo(5);

        node.foldAll();

        assertThat(node.states()).isEqualTo(ViewNode.folded(ViewNode.EVENTS));
        assertThat(checkpoint()).isEqualTo(ViewNode.EVENTS);
    }

    @Test
    void a_key_that_may_not_be_seen_yet_is_no_missing_one() {
        node.foldAll();
        takeOver();
        store.looking
                .dynamoDb()
                .updateItem(request -> request.tableName(store.settings.table().viewsName())
                        .key(Keys.checkpointOfView(ViewNode.CHECKPOINT))
                        .updateExpression("SET settled = p REMOVE holder"));
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        String there = node.states().keySet().iterator().next();

        assertThatThrownBy(() -> node.storage.put(new ViewRound(
                        ViewNode.CHECKPOINT, 61, false, ViewNode.build(1), List.of(), Set.of(there), Map.of())))
                .as("read as missing, and taken away")
                .isInstanceOf(EventStoreUnavailableException.class);

        store.transaction.rollback();
    }

    @Test
    void what_is_more_than_a_transaction_takes_is_not_written_unless_it_is_one_event() {
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);

        assertThat(put(1, false, states(20, 1, 300_000), Map.of())).isFalse();
        assertThat(store.requests.count("TransactWriteItems")).isZero();
        assertThat(put(1, true, states(20, 1, 300_000), Map.of())).isTrue();

        store.transaction.commit();
        assertThat(store.objects()).hasSize(20);
        assertThat(node.storage.page(ViewNode.build(1), null, 1_000))
                .hasSize(20)
                .allSatisfy(state -> assertThat(state.state().as(String.class)).hasSize(300_000));
    }

    @Test
    void a_large_state_is_in_an_object_as_long_as_it_is_the_state() {
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        put(1, false, states(2, 1, LARGE), Map.of());
        List<String> first = store.objects();
        assertThat(first).hasSize(2);
        put(2, false, states(1, 2, LARGE + 1), byKey(states(1, 1, LARGE)));
        assertThat(store.objects()).hasSize(2).isNotEqualTo(first);
        put(3, false, states(1, 3, 10), byKey(states(1, 2, LARGE + 1)));
        store.transaction.commit();

        assertThat(store.objects()).hasSize(1);
        store.assembly.sweeper().sweep();
        assertThat(store.objects()).as("what a state refers to").hasSize(1);
        assertThat(node.states().get("key-1")).hasSize(LARGE);
        while (!dropped()) {
            Thread.onSpinWait();
        }
        assertThat(store.objects()).isEmpty();
    }

    private boolean dropped() {
        store.transaction.begin();
        boolean dropped = node.storage.drop(ViewNode.build(1));
        store.transaction.commit();
        return dropped;
    }

    @Test
    void an_object_that_no_state_refers_to_is_swept() {
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        store.requests.before((request, n) -> {
            if (request instanceof TransactWriteItemsRequest) {
                throw new Faults.Killed();
            }
        });
        assertThatThrownBy(() -> put(1, false, states(1, 1, LARGE), Map.of())).isInstanceOf(Faults.Killed.class);
        store.requests.clear();
        store.transaction.rollback();
        assertThat(store.objects()).hasSize(1);

        store.assembly.sweeper().sweep();

        assertThat(store.objects()).isEmpty();
    }

    @Test
    void a_large_state_without_a_bucket_is_told_with_its_key_and_size() {
        store.looking
                .s3()
                .deleteBucket(request -> request.bucket(store.settings.bucket().name()));
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);

        assertThatThrownBy(() -> put(1, false, states(1, 1, LARGE), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"key-0\"")
                .hasMessageContaining(ViewNode.VIEW)
                .hasMessageContaining((LARGE + 2) + " bytes")
                .hasMessageContaining("eventstore.s3.bucket");

        store.transaction.rollback();
        assertThat(node.states()).isEmpty();
        assertThat(checkpoint()).isZero();
    }

    @Test
    void states_are_listed_by_key_whatever_letters_it_has() {
        List<String> keys = List.of("A", "a", "a b", "a::b", "b", "ä", "\uFFFD", "\uD83D\uDE00", "z".repeat(255));
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        put(1, false, keys.stream().map(key -> ViewNode.state(key, 1, key)).toList(), Map.of());
        store.transaction.commit();
        List<String> listed = new ArrayList<>();
        List<ViewState> page = node.storage.page(ViewNode.build(1), null, 2);
        while (!page.isEmpty()) {
            page.forEach(state -> listed.add(state.key()));
            page = node.storage.page(
                    ViewNode.build(1), page.get(page.size() - 1).key(), 2);
        }
        assertThat(listed)
                .containsExactly("A", "a", "a b", "a::b", "b", "z".repeat(255), "ä", "\uFFFD", "\uD83D\uDE00");
        assertThat(node.storage.page(ViewNode.build(2), null, 10)).isEmpty();
    }

    @Test
    void two_nodes_that_begin_the_same_build_begin_one() {
        assertThat(node.storage.begin(ViewNode.build(2))).isTrue();
        assertThat(node.storage.begin(ViewNode.build(2))).isFalse();
        node.storage.begin(new ViewBuild("other", 1, 3, 2, Status.BUILDING, true, Instant.EPOCH));

        assertThat(node.storage.builds())
                .containsExactly(
                        new ViewBuild("other", 1, 3, 2, Status.BUILDING, true, Instant.EPOCH),
                        ViewNode.build(1),
                        ViewNode.build(2));
    }

    private boolean activate(Runnable before) {
        boolean[] activated = {false};
        inTransaction(() -> {
            node.storage.lockActive(ViewNode.VIEW);
            node.checkpoints.hold(ViewNode.CHECKPOINT);
            before.run();
            activated[0] = node.storage.activate(ViewNode.VIEW, 2, Set.of(1), Instant.EPOCH);
        });
        return activated[0];
    }

    @Test
    void the_switch_is_one_commit_with_what_it_retires() {
        node.storage.begin(with(2, Status.BUILDING));
        assertThat(node.storage.active(ViewNode.VIEW)).isEmpty();
        store.requests.clear();

        assertThat(activate(() -> {})).isTrue();

        assertThat(store.requests.operationsPerTransaction()).containsExactly(2);
        assertThat(node.storage.active(ViewNode.VIEW)).hasValue(with(2, Status.FOLLOWING));
        assertThat(node.storage.builds()).containsExactly(with(1, Status.RETIRED), with(2, Status.FOLLOWING));
    }

    private static ViewBuild with(int number, Status status) {
        return new ViewBuild(ViewNode.VIEW, number, 1, 1, status, false, Instant.EPOCH);
    }

    @Test
    void the_switch_does_nothing_if_a_checkpoint_it_was_compared_with_has_been_taken_over() {
        node.storage.begin(with(2, Status.BUILDING));

        assertThat(activate(this::takeOver)).isFalse();

        assertThat(node.storage.active(ViewNode.VIEW)).isEmpty();
        assertThat(node.storage.builds()).containsExactly(with(1, Status.FOLLOWING), with(2, Status.BUILDING));
    }

    @Test
    void the_switch_does_nothing_if_the_view_has_changed() {
        node.storage.begin(with(2, Status.BUILDING));

        assertThat(activate(() -> node.storage.pause(ViewNode.VIEW, true))).isFalse();

        assertThat(node.storage.active(ViewNode.VIEW)).isEmpty();
    }

    @Test
    void a_checkpoint_is_waited_for_until_its_batch_is_over() {
        try (Store other = store.other()) {
            ViewNode another = new ViewNode(other);
            other.transaction.begin();
            another.checkpoints.take(ViewNode.CHECKPOINT);
            store.requests.before((request, n) -> {
                if (Requests.is(request, "GetItem") && n == 3) {
                    other.transaction.commit();
                }
            });

            inTransaction(
                    () -> assertThat(node.checkpoints.hold(ViewNode.CHECKPOINT)).hasValue(0));
        }
        assertThat(store.requests.count("GetItem")).isEqualTo(3);
    }

    @Test
    void a_build_that_is_taken_away_goes_after_its_states_and_checkpoints() {
        store.transaction.begin();
        node.checkpoints.take(ViewNode.CHECKPOINT);
        put(1, false, states(99, 1, 10), Map.of());
        store.transaction.commit();
        node.storage.status(ViewNode.VIEW, 1, Status.RETIRED, Instant.EPOCH);
        assertThat(dropped()).isFalse();
        assertThat(node.states()).isEmpty();
        store.transaction.begin();
        assertThat(node.storage.drop(ViewNode.build(1))).isTrue();
        assertThat(node.storage.builds()).as("until the checkpoints are gone").hasSize(1);
        store.transaction.rollback();
        assertThat(node.storage.builds()).hasSize(1);
        assertThat(dropped()).isTrue();
        assertThat(node.storage.builds()).isEmpty();
    }

    @Test
    void a_position_to_pass_by_is_kept_with_who_and_why() {
        node.storage.skip(ViewNode.VIEW, 7, "e7", "who", "why", Instant.EPOCH);
        node.storage.skip(ViewNode.VIEW, 7, "e7", "another", null, Instant.EPOCH);
        node.storage.skip(ViewNode.VIEW, 9, "e9", null, null, Instant.EPOCH);

        assertThat(node.storage.skipped(ViewNode.VIEW)).containsExactlyInAnyOrder(7L, 9L);
        Map<String, String> by = new HashMap<>();
        store
                .looking
                .dynamoDb()
                .scan(request -> request.tableName(store.settings.table().viewsName()))
                .items()
                .stream()
                .filter(item -> item.containsKey("event"))
                .forEach(item -> by.put(
                        item.get("event").s(),
                        item.containsKey("by") ? item.get("by").s() : ""));
        assertThat(by).isEqualTo(Map.of("e7", "who", "e9", ""));
    }

    /** A table of views that is new, or another one, has no state: what is built there is built from the beginning. */
    @Test
    void another_table_of_views_begins_where_the_log_does() {
        node.foldAll();
        try (Store restored = store.with(own -> withViews(own, own.table().viewsName() + "-2"))) {
            ViewNode anew = new ViewNode(restored);
            anew.begin();
            assertThat(anew.checkpoints.find(ViewNode.CHECKPOINT)).hasValue(0);
            anew.foldAll();
            assertThat(anew.states()).isEqualTo(ViewNode.folded(ViewNode.EVENTS));
        }
        assertThat(checkpoint()).isEqualTo(ViewNode.EVENTS);
    }

    private static Settings withViews(Settings own, String viewsTable) {
        Settings.Table table = own.table();
        return StoreSettings.withTable(
                own,
                new Settings.Table(
                        table.name(),
                        viewsTable,
                        table.keysName(),
                        table.region(),
                        table.endpoint(),
                        true,
                        BillingMode.PAY_PER_REQUEST,
                        1,
                        1));
    }

    @Test
    void the_sweep_leaves_states_in_another_table_of_views_alone() {
        inTransaction(() -> {
            node.checkpoints.take(ViewNode.CHECKPOINT);
            put(1, false, states(1, 1, LARGE), Map.of());
        });

        try (Store other = store.with(own -> withViews(own, own.table().viewsName() + "-2"))) {
            new ViewNode(other).begin();
            other.assembly.sweeper().sweep();
        }

        assertThat(node.states().get("key-0")).hasSize(LARGE);
    }

    @Test
    void checkpoints_are_listed_of_subscriptions_and_of_views() {
        List.of("$view other 1.0", "zeta", "$view view 1.0", "alpha").forEach(name -> {
            node.checkpoints.create(name, 7);
            node.checkpoints.list(name);
        });

        assertThat(node.checkpoints.all())
                .extracting(Checkpoints.Place::name)
                .containsExactly("$view other 1.0", "$view view 1.0", "alpha", "zeta");
    }

    @Test
    void a_store_without_views_has_no_table_for_them_and_says_that_there_are_none() throws Exception {
        try (Store other = Store.fresh()) {
            ViewNode without = new ViewNode(other);
            assertThat(without.storage.builds()).isEmpty();
            assertThat(without.storage.active(ViewNode.VIEW)).isEmpty();
            Settings.Table own = other.settings.table();
            Settings.Table table = new Settings.Table(
                    own.name(), own.region(), own.endpoint(), false, BillingMode.PAY_PER_REQUEST, 1, 1);
            assertThatThrownBy(() -> new Preparation(
                                    StoreSettings.withTable(other.settings, table),
                                    other.clients,
                                    new RequestRetries(Duration.ofSeconds(10), measurement -> {}))
                            .prepareViews())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(own.name() + "-views")
                    .hasMessageContaining("eventstore.dynamodb.create-table=true");
            without.begin();
            assertThat(without.storage.builds()).hasSize(1);
        }
    }

    @Test
    void a_table_of_other_keys_is_told() {
        Settings.Table own = store.settings.table();
        Settings.Table wrong = new Settings.Table(
                own.name(),
                own.name(),
                own.keysName(),
                own.region(),
                own.endpoint(),
                true,
                BillingMode.PAY_PER_REQUEST,
                1,
                1);
        assertThatThrownBy(() -> new Preparation(
                                StoreSettings.withTable(store.settings, wrong),
                                store.clients,
                                new RequestRetries(Duration.ofSeconds(10), measurement -> {}))
                        .prepareViews())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other keys")
                .hasMessageContaining("eventstore.dynamodb.views-table");
    }
}
