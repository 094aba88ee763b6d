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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.SnapshotItems;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import software.amazon.awssdk.core.sync.RequestBody;

/** One item for each stream, fold and shape; it only moves forward, and what it no longer needs goes away. */
class DynamoDbSnapshotsIT extends OnFreshTable {

    private static final int SMALL = 10;

    /** As often a state repeats itself that an item has no room for. */
    private static final int LARGE = 50_000;

    @RegisterExtension
    private final LoggedLines log = new LoggedLines(SnapshotItems.class);

    private final StreamId stream = Sample.stream();
    private DynamoDbSnapshots snapshots;

    @BeforeEach
    void openSnapshots() {
        snapshots = of(store);
    }

    private static DynamoDbSnapshots of(Store node) {
        return new DynamoDbSnapshots(new StorageLifecycle(node.assembly));
    }

    private Snapshot snapshot(long sequence, int characters) {
        return snapshot(stream, "balance", "1", sequence, characters);
    }

    private static Snapshot snapshot(StreamId of, String fold, String shape, long sequence, int characters) {
        JsonText state = JsonText.string((fold + shape + sequence).repeat(characters));
        return new Snapshot(of, fold, shape, sequence, "event-" + sequence, state);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void what_is_kept_is_found_from_every_node(int characters) {
        Snapshot kept = snapshot(7, characters);
        snapshots.keep(kept);

        try (Store other = store.other()) {
            assertThat(of(other).find(stream, "balance", "1")).contains(kept);
        }
        assertThat(store.items()).isEqualTo(1);
        assertThat(store.objects()).hasSize(characters == LARGE ? 1 : 0);
    }

    @Test
    void a_small_one_is_one_request_to_keep_and_one_to_find() {
        snapshots.keep(snapshot(1, SMALL));
        snapshots.keep(snapshot(2, SMALL));
        snapshots.find(stream, "balance", "1");

        assertThat(store.requests.names()).containsExactly("PutItem", "PutItem", "GetItem");
        assertThat(store.requests.units()).isEqualTo(1 + 1 + 1);
        assertThat(ItemSize.of(store.besideLog().get(0))).isLessThan(400);
    }

    @Test
    void snapshots_of_other_streams_folds_and_shapes_are_others() {
        List<Snapshot> all = List.of(
                snapshot(stream, "balance", "1", 1, SMALL),
                snapshot(stream, "balance", "2", 2, SMALL),
                snapshot(stream, "balance1", "2", 3, SMALL),
                snapshot(stream, "Balance", "1", 4, SMALL),
                snapshot(stream, "balance", "12", 7, SMALL),
                snapshot(StreamId.of(stream.domain()), "balance", "1", 5, SMALL),
                snapshot(Sample.stream(), "balance", "1", 6, SMALL));

        all.forEach(snapshots::keep);

        assertThat(all)
                .allSatisfy(one -> assertThat(snapshots.find(one.stream(), one.fold(), one.shape()))
                        .contains(one));
        assertThat(snapshots.find(stream, "balance", "13")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void a_snapshot_only_moves_forward_and_takes_the_object_of_the_one_before_away(int characters) {
        snapshots.keep(snapshot(5, LARGE));
        snapshots.keep(snapshot(4, characters));
        snapshots.keep(snapshot(5, characters));
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(5, LARGE));
        assertThat(store.objects()).hasSize(1);

        snapshots.keep(snapshot(6, characters));

        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(6, characters));
        assertThat(store.objects()).hasSize(characters == LARGE ? 1 : 0);
    }

    @Test
    void of_nodes_that_keep_at_the_same_time_the_highest_sequence_stays() {
        List<Store> nodes = IntStream.range(0, 4).mapToObj(i -> store.other()).toList();
        List<CompletableFuture<Void>> racers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> IntStream.rangeClosed(1, 10)
                        .forEach(n -> of(nodes.get(i)).keep(snapshot(n * 4L - i, n == 10 ? LARGE : SMALL)))))
                .toList();

        racers.forEach(CompletableFuture::join);

        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(40, LARGE));
        assertThat(store.objects()).hasSize(1);
        nodes.forEach(Store::close);
    }

    @Test
    void all_snapshots_of_a_stream_are_forgotten_with_their_objects_and_no_others() {
        snapshots.keep(snapshot(stream, "balance", "1", 1, SMALL));
        snapshots.keep(snapshot(stream, "balance", "2", 2, LARGE));
        snapshots.keep(snapshot(stream, "turnover", "1", 3, LARGE));
        Snapshot other = snapshot(StreamId.of(stream.domain()), "balance", "1", 4, LARGE);
        snapshots.keep(other);

        snapshots.forget(stream);
        snapshots.forget(stream);

        assertThat(store.items()).isEqualTo(1);
        assertThat(store.objects()).hasSize(1);
        assertThat(snapshots.find(other.stream(), "balance", "1")).contains(other);
        snapshots.keep(snapshot(1, SMALL));
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(1, SMALL));
    }

    /** The second try meets what the first has put: its object must not be taken away. */
    @Test
    void an_answer_that_is_lost_takes_no_object_away() {
        store.requests.after((request, n) -> {
            if (Requests.is(request, "PutItem") && n == 1) {
                throw Faults.RESET.make();
            }
        });

        snapshots.keep(snapshot(5, LARGE));

        assertThat(store.requests.count("PutItem")).isEqualTo(2);
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(5, LARGE));
    }

    @Test
    void an_object_of_a_snapshot_whose_outcome_is_unknown_stays_and_of_one_that_was_refused_goes() {
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.after((request, n) -> {
                if (Requests.is(request, "PutItem")) {
                    throw Faults.RESET.make();
                }
            });
            assertThat(catchThrowable(() -> of(hasty).keep(snapshot(5, LARGE)))).isNotNull();
            hasty.requests.clear();
            assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(5, LARGE));

            hasty.requests.before((request, n) -> {
                if (Requests.is(request, "PutItem")) {
                    throw Faults.refused();
                }
            });
            assertThat(catchThrowable(() -> of(hasty).keep(snapshot(6, LARGE)))).isNotNull();
        }
        assertThat(store.objects()).hasSize(1);
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(5, LARGE));
    }

    /** A reader that has the item of the one before looks again when that one's object is gone. */
    @Test
    void a_snapshot_that_is_replaced_while_it_is_read_is_the_newer_one() {
        snapshots.keep(snapshot(5, LARGE));
        try (Store other = store.other()) {
            store.requests.before((request, n) -> {
                if (Requests.is(request, "GetObject") && n == 1) {
                    of(other).keep(snapshot(6, LARGE));
                }
            });

            assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(6, LARGE));
        }
    }

    @Test
    void an_object_that_is_gone_or_another_is_an_error_that_names_it() {
        snapshots.keep(snapshot(5, LARGE));
        String key = store.objects().get(0);
        String bucket = store.settings.bucket().name();

        store.looking.s3().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("\"other\""));
        assertThatThrownBy(() -> snapshots.find(stream, "balance", "1"))
                .hasMessageContainingAll("snapshot of " + stream, "balance", key);
        store.looking.s3().deleteObject(request -> request.bucket(bucket).key(key));
        assertThatThrownBy(() -> snapshots.find(stream, "balance", "1"))
                .hasMessageContainingAll("snapshot of " + stream, "balance", key);

        snapshots.keep(snapshot(6, LARGE));
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(6, LARGE));
    }

    @Test
    void without_a_bucket_a_large_one_is_not_kept_and_one_line_says_so() {
        log.everything();
        String bucket = store.settings.bucket().name();
        store.looking.s3().deleteBucket(request -> request.bucket(bucket));

        // the server in the tests answers before it has read a large object, and breaks off
        try (Store strict = store.with(own -> StoreSettings.withOffloadLimit(own, 1_000))) {
            of(strict).keep(snapshot(5, 1_000));
        }

        assertThat(snapshots.find(stream, "balance", "1")).isEmpty();
        assertThat(log.written()).singleElement().asString().contains("there is no bucket");
        snapshots.keep(snapshot(6, SMALL));
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(6, SMALL));
    }

    @Test
    void the_sweep_deletes_the_objects_that_killed_writers_left_and_nothing_else() {
        snapshots.keep(snapshot(5, LARGE));
        List<String> needed = store.objects();
        killedBefore("PutItem", 6);
        killedBefore("DeleteObject", 7);
        assertThat(store.objects()).hasSize(3);
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(7, LARGE));

        store.assembly.sweeper().sweep();
        store.assembly.sweeper().sweep();

        assertThat(store.objects()).hasSize(1).doesNotContainAnyElementsOf(needed);
        assertThat(snapshots.find(stream, "balance", "1")).contains(snapshot(7, LARGE));
    }

    private void killedBefore(String kind, long sequence) {
        try (Store dying = store.other()) {
            dying.requests.before((request, n) -> {
                if (Requests.is(request, kind)) {
                    throw new Faults.Killed();
                }
            });
            assertThat(catchThrowable(() -> of(dying).keep(snapshot(sequence, LARGE))))
                    .isInstanceOf(Faults.Killed.class);
        }
    }
}
