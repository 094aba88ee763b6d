/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StreamId;

/** What the contract cannot bring about: a race that is lost, and a row that is broken. */
class JpaSnapshotsTest {

    private static final StreamId STREAM = StreamId.of("d", "i");

    private H2Store store;

    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    private static Snapshot snapshot(long sequence) {
        return new Snapshot(STREAM, "fold", "shape", sequence, "event", JsonText.parse("[" + sequence + "]"));
    }

    @Test
    void who_is_second_at_the_first_snapshot_leaves_the_other_one_there() {
        JpaSnapshots other = new JpaSnapshots(store.connections());
        AtomicBoolean raced = new AtomicBoolean();
        JpaSnapshots snapshots = new JpaSnapshots(store.connections(() -> {
            if (raced.compareAndSet(false, true)) {
                other.keep(snapshot(5));
            }
        }));

        snapshots.keep(snapshot(6));

        assertThat(raced).isTrue();
        assertThat(snapshots.find(STREAM, "fold", "shape")).contains(snapshot(5));
        snapshots.keep(snapshot(7));
        assertThat(snapshots.find(STREAM, "fold", "shape")).contains(snapshot(7));
    }

    @Test
    void a_snapshot_that_is_no_json_any_more_is_an_error() throws SQLException {
        JpaSnapshots snapshots = new JpaSnapshots(store.connections());
        snapshots.keep(snapshot(5));
        store.execute("UPDATE eventstore_snapshot SET state = '{'");

        assertThatThrownBy(() -> snapshots.find(STREAM, "fold", "shape")).isInstanceOf(InvalidEventException.class);
        snapshots.keep(snapshot(6));
        assertThat(snapshots.find(STREAM, "fold", "shape")).contains(snapshot(6));
    }
}
