/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schemeless.eventstore.jpa.H2Store.events;

import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.jpa.H2Store;
import org.schemeless.eventstore.jpa.read.LogEvents;

class PositionsTest {

    private H2Store store;
    private Positions positions;
    private LogEvents log;

    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
        positions = new Positions(store.connections());
        log = Made.by(LogEvents.class, store.connections());
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    private List<Long> written() throws SQLException {
        return store.numbers("SELECT position FROM eventstore_event ORDER BY row_id");
    }

    private List<String> log() {
        return log.page(0, 100).stream()
                .map(event -> event.id() + "@" + event.position())
                .toList();
    }

    private static List<StoredEvent> together(List<StoredEvent> first, List<StoredEvent> second) {
        List<StoredEvent> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    @Test
    void only_the_first_of_a_run_is_written_to() throws SQLException {
        store.insert(together(events("a", 1, 3), events("b", 1, 1)));
        store.insert(events("a", 4, 5));
        assertThat(written()).containsExactly(0L, -1L, -1L, 0L, 0L, -1L);

        assertThat(positions.assign()).isFalse();

        assertThat(written()).containsExactly(1L, -1L, -1L, 4L, 5L, -1L);
        assertThat(positions.last()).isEqualTo(6);
        assertThat(log()).containsExactly("a1@1", "a2@2", "a3@3", "b1@4", "a4@5", "a5@6");
    }

    @Test
    void events_without_a_position_are_counted_by_their_runs() throws SQLException {
        assertThat(positions.countPendingPositions()).isZero();
        store.insert(together(events("a", 1, 3), events("b", 1, 1)));
        assertThat(positions.countPendingPositions()).isEqualTo(4);

        positions.assign();

        assertThat(positions.countPendingPositions()).isZero();
        store.insert(events("a", 4, 5));
        assertThat(positions.countPendingPositions()).isEqualTo(2);
    }

    @Test
    void a_mark_stands_for_what_was_there_and_for_nothing_later() throws SQLException {
        store.insert(events("a", 1, 2));
        BigInteger mark = positions.pending().orElseThrow().mark();
        assertThat(positions.pending(mark)).isPresent();

        positions.assign();

        store.insert(events("b", 1, 1));
        assertThat(positions.pending(mark)).isEmpty();
        assertThat(positions.pending()).isPresent();
    }

    /** H2 counts the rows of statements that run at once in turn; and what was rolled back leaves gaps. */
    @Test
    void the_rows_of_a_run_need_not_follow_each_other() throws SQLException {
        store.insert(events("a", 1, 2));
        store.insert(events("b", 1, 2));
        moveToTheEnd("a2");
        store.insert(events("c", 1, 1));

        positions.assign();

        assertThat(log()).containsExactly("a1@1", "a2@2", "b1@3", "b2@4", "c1@5");
    }

    @Test
    void runs_whose_rows_stand_in_turn_are_told_apart() throws SQLException {
        store.insert(events("a", 1, 3));
        store.insert(events("b", 1, 3));
        for (String id : List.of("a1", "b1", "b2", "a2", "a3", "b3")) {
            moveToTheEnd(id);
        }
        positions.assign();

        List<String> all = List.of("a1", "a2", "a3", "b1", "b2", "b3");
        for (int after = 0; after < 6; after++) {
            for (int to = after + 1; to <= 6; to++) {
                assertThat(log.page(after, to - after))
                        .extracting(StoredEvent::id)
                        .isEqualTo(all.subList(after, to));
            }
        }
    }

    private void moveToTheEnd(String id) throws SQLException {
        String columns = ", domain, identifier, type, payload, created, run, run_offset, position";
        store.execute(
                "INSERT INTO eventstore_event (event_id, sequence" + columns + ")" + " SELECT 'moved', 1000 + sequence"
                        + columns + " FROM eventstore_event WHERE event_id = '" + id + "'");
        store.execute("DELETE FROM eventstore_event WHERE event_id = '" + id + "'");
        store.execute("UPDATE eventstore_event SET event_id = '" + id + "', sequence = sequence - 1000"
                + " WHERE event_id = 'moved'");
    }

    @Test
    void a_thousand_runs_at_a_time_are_numbered_however_many_events_they_have() throws SQLException {
        for (int i = 1; i <= 1_001; i++) {
            store.insert(events("s" + i + "-", 1, 2));
        }

        assertThat(positions.assign()).isTrue();
        assertThat(positions.last()).isEqualTo(2_000);
        assertThat(positions.assign()).isFalse();
        assertThat(positions.assign()).isFalse();
        assertThat(positions.last()).isEqualTo(2_002);
    }

    @Test
    void a_page_of_hundreds_of_streams_begins_and_ends_inside_their_runs() throws SQLException {
        List<String> written = new ArrayList<>();
        for (int i = 1; i <= 350; i++) {
            List<StoredEvent> batch = events("s" + i + "-", 1, 3);
            store.insert(batch);
            batch.forEach(event -> written.add(event.id()));
        }
        positions.assign();

        assertThat(log.page(2, 999)).extracting(StoredEvent::id).isEqualTo(written.subList(2, 1_001));
    }
}
