/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.H2Store;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.LostRaceException;

/** What goes together, and what becomes of it; that it is right the contract suite tests. */
class AutoCommitGroupTest {

    private static final StreamId A = StreamId.of("a");
    private static final StreamId B = StreamId.of("b");

    private H2Store store;
    private int ids;

    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    private Append append(ExpectedSequence expected, StreamId stream, int count, String json) {
        List<NewEvent> events = IntStream.range(0, count)
                .mapToObj(i -> NewEvent.in(stream, "type")
                        .id("id-" + ids++)
                        .payloadJson(json)
                        .created(Instant.EPOCH)
                        .build())
                .toList();
        return new Append(events, expected, Set.of());
    }

    private Append append(ExpectedSequence expected, StreamId stream, int count) {
        return append(expected, stream, count, "1");
    }

    private static List<Long> sequences(AppendOutcome outcome) {
        return outcome.result().events().stream().map(AppendedEvent::sequence).toList();
    }

    private long length() throws SQLException {
        return store.numbers("SELECT COUNT(*) FROM eventstore_event").get(0);
    }

    @Test
    void of_a_group_what_holds_is_stored_and_the_rest_is_told() throws SQLException {
        store.insert(H2Store.events("a", 1, 3));
        List<AppendOutcome> outcomes = new AutoCommitGroup(store.connections())
                .store(new AppendGroup(List.of(
                        append(ExpectedSequence.noStream(), B, 2),
                        append(ExpectedSequence.exactly(3), A, 1),
                        append(ExpectedSequence.exactly(3), A, 1),
                        append(ExpectedSequence.any(), B, 1))));

        assertThat(sequences(outcomes.get(0))).containsExactly(1L, 2L);
        assertThat(sequences(outcomes.get(1))).containsExactly(4L);
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(outcomes.get(2)::result)
                .satisfies(conflict -> assertThat(conflict.getFound()).isEqualTo(4));
        assertThat(sequences(outcomes.get(3))).containsExactly(3L);
        assertThat(store.numbers("SELECT sequence FROM eventstore_event WHERE domain = 'b' ORDER BY row_id"))
                .containsExactly(1L, 2L, 3L);
        assertThat(length()).isEqualTo(7);
    }

    @Test
    void whoever_relies_on_a_stream_without_writing_to_it_is_in_no_group() {
        assertThat(AutoCommitGroup.groupKey(append(ExpectedSequence.exactly(1), A, 1)))
                .isPresent();
        assertThat(AutoCommitGroup.groupKey(
                        append(ExpectedSequence.perStream(Map.of(A, ExpectedSequence.exactly(1))), A, 1)))
                .isPresent();
        assertThat(AutoCommitGroup.groupKey(
                        append(ExpectedSequence.perStream(Map.of(B, ExpectedSequence.exactly(1))), A, 1)))
                .isEmpty();
    }

    /** Neither a gap nor an event over another comes of it. */
    @Test
    void whoever_expects_what_is_not_so_does_not_keep_the_others_out() throws SQLException {
        store.insert(H2Store.events("a", 1, 3));
        for (long wrong : List.of(0L, 2L, 4L, 1000L)) {
            List<AppendOutcome> outcomes = new AutoCommitGroup(store.connections())
                    .store(new AppendGroup(List.of(
                            append(ExpectedSequence.exactly(wrong), A, 1),
                            append(ExpectedSequence.exactly(length() - 3), B, 2))));

            assertThatExceptionOfType(ConcurrencyError.class)
                    .isThrownBy(outcomes.get(0)::result)
                    .satisfies(conflict -> assertThat(conflict.getFound()).isEqualTo(3));
            assertThat(sequences(outcomes.get(1))).containsExactly(length() - 4, length() - 3);
        }
        assertThat(length()).isEqualTo(3 + 4 * 2);
    }

    @Test
    void streams_that_are_where_all_expect_them_are_not_asked_for() throws SQLException {
        store.insert(H2Store.events("a", 1, 3));
        store.execute("SET QUERY_STATISTICS TRUE");

        List<AppendOutcome> outcomes = new AutoCommitGroup(store.connections())
                .store(new AppendGroup(
                        List.of(append(ExpectedSequence.noStream(), B, 2), append(ExpectedSequence.exactly(3), A, 2))));

        assertThat(sequences(outcomes.get(0))).containsExactly(1L, 2L);
        assertThat(sequences(outcomes.get(1))).containsExactly(4L, 5L);
        assertThat(store.numbers("SELECT COALESCE(SUM(execution_count), 0) FROM information_schema.query_statistics"
                        + " WHERE sql_statement LIKE '%eventstore_event%'"))
                .containsExactly(1L);
    }

    @Test
    void a_group_of_conflicts_writes_nothing() throws SQLException {
        List<AppendOutcome> outcomes = new AutoCommitGroup(store.connections())
                .store(new AppendGroup(List.of(
                        append(ExpectedSequence.exactly(1), A, 1), append(ExpectedSequence.streamExists(), A, 1))));

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThatExceptionOfType(ConcurrencyError.class).isThrownBy(outcome::result));
        assertThat(length()).isZero();
    }

    @Test
    void whoever_moves_a_stream_on_meanwhile_makes_the_whole_group_lose_the_race() throws SQLException {
        AutoCommitGroup appends = new AutoCommitGroup(store.connections(() -> store.insert(H2Store.events("b", 1, 1))));

        assertThatExceptionOfType(LostRaceException.class)
                .isThrownBy(() -> appends.store(new AppendGroup(
                        List.of(append(ExpectedSequence.any(), A, 1), append(ExpectedSequence.any(), B, 1)))));
        assertThat(length()).isEqualTo(1);
    }

    @Test
    void what_a_statement_writes_to_a_connection_that_does_not_commit_by_itself_would_be_lost() throws SQLException {
        store.setAutoCommit(false);

        assertThat(new AutoCommitGroup(store.connections())
                        .store(new AppendGroup(List.of(append(ExpectedSequence.any(), A, 1)))))
                .containsExactly(new AppendOutcome.NeedsTransaction());
        assertThat(length()).isZero();
    }

    @Test
    void takes_small_appends_whose_ids_are_new() {
        Append small = append(ExpectedSequence.exactly(7), A, 25);

        assertThat(AutoCommitGroup.groupKey(small)).isPresent();
        assertThat(AutoCommitGroup.groupKey(append(ExpectedSequence.any(), B, 1)))
                .isEqualTo(AutoCommitGroup.groupKey(small));
        assertThat(AutoCommitGroup.groupKey(small.again())).isEmpty();
        assertThat(AutoCommitGroup.groupKey(small.keeping(new Command("scope", "id", null))))
                .isEmpty();
        NewEvent tagged = NewEvent.in(A, "type")
                .id("tagged")
                .payloadJson("1")
                .created(Instant.EPOCH)
                .tag("course", "c1")
                .build();
        assertThat(AutoCommitGroup.groupKey(new Append(List.of(tagged), ExpectedSequence.any(), Set.of())))
                .isEmpty();
        assertThat(AutoCommitGroup.groupKey(append(ExpectedSequence.any(), A, 26)))
                .isEmpty();
        assertThat(AutoCommitGroup.groupKey(append(ExpectedSequence.any(), A, 2, "\"" + "x".repeat(25_000) + "\"")))
                .isEmpty();
    }
}
