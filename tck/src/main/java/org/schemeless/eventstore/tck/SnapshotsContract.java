/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.tck.Race.Outcome;

/** Section 10: snapshots, which are kept beside the events and change no answer. */
public interface SnapshotsContract extends StoreFixture {

    String FOLD = "fold";
    String SHAPE = "shape";

    Snapshots snapshots();

    private static Snapshot snapshot(StreamId stream, long sequence) {
        return snapshot(stream, sequence, "{\"balance\":" + sequence + "}");
    }

    private static Snapshot snapshot(StreamId stream, long sequence, String state) {
        return new Snapshot(stream, FOLD, SHAPE, sequence, "event " + sequence, JsonText.parse(state));
    }

    private void assertFound(Snapshot snapshot) {
        assertThat(snapshots().find(snapshot.stream(), snapshot.fold(), snapshot.shape()))
                .contains(snapshot);
    }

    private void assertNone(StreamId stream) {
        assertThat(snapshots().find(stream, FOLD, SHAPE)).isEmpty();
    }

    @Test
    default void a_snapshot_that_was_kept_is_found() {
        for (StreamId stream : List.of(newStream(), StreamId.of(newStream().domain()))) {
            assertNone(stream);
            Snapshot snapshot = snapshot(stream, 7, "{\"b\":1.10,\"a\":[null,\"\",\"ü\uD83D\uDE00\"],\"\":{}}");

            snapshots().keep(snapshot);

            assertFound(snapshot);
            assertThat(snapshots().find(stream, FOLD, SHAPE).orElseThrow().state())
                    .hasToString(snapshot.state().toString());
        }
    }

    @Test
    default void each_stream_fold_and_shape_has_its_own() {
        StreamId one = newStream();
        StreamId two = StreamId.of(one.domain(), "ONE");
        List<Snapshot> all = List.of(
                snapshot(one, 1),
                snapshot(two, 2),
                new Snapshot(one, "Fold", SHAPE, 3, "3", JsonText.parse("3")),
                new Snapshot(one, FOLD, "Shape", 4, "4", JsonText.parse("4")));

        all.forEach(snapshots()::keep);

        all.forEach(this::assertFound);
        assertThat(snapshots().find(one, "other", SHAPE)).isEmpty();
    }

    @Test
    default void a_snapshot_only_moves_forward() {
        StreamId stream = newStream();
        snapshots().keep(snapshot(stream, 5));
        snapshots().keep(snapshot(stream, 4));
        assertFound(snapshot(stream, 5));
        snapshots().keep(snapshot(stream, 5, "{\"other\":1}"));
        assertFound(snapshot(stream, 5));

        snapshots().keep(snapshot(stream, 6));

        assertFound(snapshot(stream, 6));
    }

    @Test
    default void a_snapshot_is_kept_once_the_transaction_has_committed() {
        StreamId stream = newStream();
        Snapshot before = snapshot(stream, 1);
        Snapshot snapshot = snapshot(stream, 2);
        snapshots().keep(before);

        inTransaction(() -> {
            store().storeEvents(events(stream, 2));
            snapshots().keep(snapshot);
            assertFound(before);
            outsideOfTransactions(() -> assertFound(before));
        });

        assertFound(snapshot);
        assertLength(this, stream, 2);
    }

    @Test
    default void after_a_rollback_no_snapshot_is_kept() {
        StreamId stream = newStream();
        StreamId kept = newStream();

        inTransactionRolledBack(() -> {
            store().storeEvents(events(stream, 2));
            snapshots().keep(snapshot(stream, 2));
            outsideOfTransactions(() -> snapshots().keep(snapshot(kept, 1)));
        });

        assertNone(stream);
        assertEmpty(this, stream);
        assertFound(snapshot(kept, 1));
    }

    @Test
    default void a_transaction_that_does_not_write_keeps_a_snapshot_too() {
        StreamId stream = newStream();
        Snapshot snapshot = snapshot(stream, 2);

        inTransaction(() -> snapshots().keep(snapshot));

        assertFound(snapshot);
    }

    @Test
    default void all_snapshots_of_a_stream_are_forgotten_and_no_answer_changes() {
        StreamId stream = newStream();
        StreamId other = newStream();
        store().storeEvents(events(stream, 3));
        snapshots().keep(snapshot(stream, 3));
        snapshots().keep(new Snapshot(stream, "other", SHAPE, 3, "3", JsonText.parse("3")));
        snapshots().keep(snapshot(other, 3));

        snapshots().forget(stream);

        assertNone(stream);
        assertThat(snapshots().find(stream, "other", SHAPE)).isEmpty();
        assertFound(snapshot(other, 3));
        assertLength(this, stream, 3);
        snapshots().keep(snapshot(stream, 1));
        assertFound(snapshot(stream, 1));
    }

    @Test
    default void a_large_state_is_kept_and_found() {
        StreamId stream = newStream();
        Snapshot small = snapshot(stream, 1);
        Snapshot large = snapshot(stream, 2, "{\"text\":\"" + "ü".repeat(2 * 1024 * 1024) + "\"}");

        snapshots().keep(small);
        snapshots().keep(large);
        assertThat(snapshots().find(stream, FOLD, SHAPE).map(large::equals)).contains(true);
        snapshots().keep(snapshot(stream, 3));

        assertFound(snapshot(stream, 3));
    }

    @Test
    default void of_many_that_are_kept_at_the_same_time_one_is_found_and_it_never_moves_back() {
        StreamId stream = newStream();

        List<Outcome<Long>> outcomes = Race.of(8, threads(), keeper -> {
            long last = 0;
            for (int i = 1; i <= 10; i++) {
                snapshots().keep(snapshot(stream, 8L * i + keeper));
                long found = snapshots().find(stream, FOLD, SHAPE).orElseThrow().sequence();
                assertThat(found).isGreaterThanOrEqualTo(last);
                last = found;
            }
            return last;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        Snapshot found = snapshots().find(stream, FOLD, SHAPE).orElseThrow();
        assertThat(found).isEqualTo(snapshot(stream, found.sequence()));
        assertThat(Race.values(outcomes)).allSatisfy(last -> assertThat(last).isLessThanOrEqualTo(found.sequence()));
        snapshots().keep(snapshot(stream, 1000));
        assertFound(snapshot(stream, 1000));
    }

    @Test
    default void names_have_their_limits() {
        StreamId stream = newStream();
        Snapshot longest =
                new Snapshot(stream, "f".repeat(200), "s".repeat(64), 1, "e".repeat(64), JsonText.parse("1"));
        snapshots().keep(longest);
        assertFound(longest);

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> new Snapshot(stream, "f".repeat(201), SHAPE, 1, "1", JsonText.parse("1")))
                .satisfies(error -> assertThat(error.getField()).isEqualTo("snapshot.fold"));
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> new Snapshot(stream, FOLD, "s".repeat(65), 1, "1", JsonText.parse("1")))
                .satisfies(error -> assertThat(error.getField()).isEqualTo("snapshot.shape"));
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> new Snapshot(stream, FOLD, SHAPE, 0, "1", JsonText.parse("1")))
                .satisfies(error -> assertThat(error.getField()).isEqualTo("snapshot.sequence"));
    }
}
