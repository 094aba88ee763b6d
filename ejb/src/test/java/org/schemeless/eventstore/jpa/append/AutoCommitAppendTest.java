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
import static org.schemeless.eventstore.Proxies.proxy;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendOutcome;

/**
 * What an append without a transaction leaves to one with it, and what it does itself; that it is right the contract
 * suite tests.
 */
class AutoCommitAppendTest {

    private static final String DATABASE = "jdbc:h2:mem:lone-append";
    private static final StreamId STREAM = StreamId.of("domain", "identifier");
    private static final AppendOutcome NEEDS_TRANSACTION = new AppendOutcome.NeedsTransaction();

    private final AtomicBoolean autoCommit = new AtomicBoolean(true);
    private final AutoCommitAppend appends = new AutoCommitAppend(Made.by(Connections.class, none(), source()));
    private Connection connection;
    private int ids;

    @BeforeEach
    void createTable() throws SQLException {
        connection = DriverManager.getConnection(DATABASE);
        execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V1__events.sql'");
        execute("RUNSCRIPT FROM 'classpath:org/schemeless/eventstore/jpa/schema/h2/V3__runs.sql'");
        execute("SET QUERY_STATISTICS TRUE");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static EntityManager none() {
        return proxy(EntityManager.class, (proxy, method, arguments) -> {
            throw new AssertionError("JPA is not asked");
        });
    }

    private DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Connection lent = DriverManager.getConnection(DATABASE);
            lent.setAutoCommit(autoCommit.get());
            return lent;
        });
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long length() throws SQLException {
        return number("SELECT COUNT(*) FROM eventstore_event");
    }

    /** How many statements on the table were carried out, besides those of the test. */
    private long statements() throws SQLException {
        return number("SELECT COALESCE(SUM(execution_count), 0) FROM information_schema.query_statistics"
                + " WHERE sql_statement LIKE '%eventstore_event%' AND sql_statement NOT LIKE 'SELECT CO%'");
    }

    private List<NewEvent> events(StreamId stream, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> NewEvent.in(stream, "type")
                        .id("id-" + ids++)
                        .payloadJson("1")
                        .created(Instant.EPOCH)
                        .build())
                .toList();
    }

    private AppendOutcome append(List<NewEvent> events, ExpectedSequence expected) {
        return appends.store(new Append(events, expected, Set.of()));
    }

    @Test
    void one_with_tags_or_a_boundary_is_left_without_a_question() throws SQLException {
        NewEvent tagged = NewEvent.in(STREAM, "type")
                .id("tagged")
                .payloadJson("1")
                .created(Instant.EPOCH)
                .tag("course", "c1")
                .build();
        Boundary seen =
                new Boundary(EventQuery.tagged("course", "c1"), new Boundary.Mark("store", List.of(0L)), List.of());

        assertThat(append(List.of(tagged), ExpectedSequence.noStream())).isEqualTo(NEEDS_TRANSACTION);
        assertThat(append(events(STREAM, 1), ExpectedSequence.nothingNew(seen))).isEqualTo(NEEDS_TRANSACTION);

        assertThat(statements()).isZero();
        assertThat(length()).isZero();
    }

    @Test
    void an_expecting_append_is_one_statement() throws SQLException {
        append(events(STREAM, 2), ExpectedSequence.noStream());
        assertThat(statements()).isEqualTo(1);

        AppendOutcome outcome = append(events(STREAM, 2), ExpectedSequence.exactly(2));

        assertThat(statements()).isEqualTo(2);
        assertThat(outcome.result().events())
                .extracting(AppendedEvent::sequence)
                .containsExactly(3L, 4L);
        assertThat(length()).isEqualTo(4);
    }

    @Test
    void one_that_keeps_a_command_needs_a_transaction() throws SQLException {
        Append append = new Append(events(STREAM, 1), ExpectedSequence.noStream(), Set.of());

        assertThat(appends.store(append.keeping(new Command("scope", "id", null))))
                .isEqualTo(NEEDS_TRANSACTION);

        assertThat(length()).isZero();
        assertThat(statements()).isZero();
    }

    @Test
    void one_that_expects_no_number_asks_first() throws SQLException {
        append(events(STREAM, 2), ExpectedSequence.any());
        append(events(STREAM, 1), ExpectedSequence.streamExists());

        assertThat(statements()).isEqualTo(4);
        assertThat(length()).isEqualTo(3);
    }

    @Test
    void neither_leaves_a_gap_nor_writes_over_what_is_there() throws SQLException {
        append(events(STREAM, 2), ExpectedSequence.noStream());

        for (long expected : List.of(0L, 1L, 3L, 1000L)) {
            for (int count : List.of(1, 2)) {
                assertThatExceptionOfType(ConcurrencyError.class)
                        .isThrownBy(append(events(STREAM, count), ExpectedSequence.exactly(expected))::result)
                        .satisfies(error -> assertThat(error.getFound()).isEqualTo(2));
            }
        }
        assertThat(length()).isEqualTo(2);
    }

    @Test
    void what_may_be_stored_already_is_left_to_a_transaction() throws SQLException {
        List<NewEvent> events = events(STREAM, 1);
        append(events, ExpectedSequence.noStream());

        assertThat(appends.store(new Append(events, ExpectedSequence.any(), Set.of("id-0"))))
                .isEqualTo(NEEDS_TRANSACTION);
        assertThat(length()).isEqualTo(1);
    }

    @Test
    void what_one_statement_cannot_hold_is_left_to_a_transaction() throws SQLException {
        assertThat(append(events(STREAM, 1001), ExpectedSequence.noStream())).isEqualTo(NEEDS_TRANSACTION);
        assertThat(length()).isZero();
    }

    @Test
    void a_second_stream_is_left_to_a_transaction_even_if_it_is_only_named() throws SQLException {
        ExpectedSequence both = ExpectedSequence.perStream(
                Map.of(STREAM, ExpectedSequence.noStream(), StreamId.of("other"), ExpectedSequence.noStream()));

        assertThat(append(events(STREAM, 1), both)).isEqualTo(NEEDS_TRANSACTION);
        assertThat(length()).isZero();
    }

    @Test
    void a_stream_that_does_not_exist_as_expected_is_left_to_a_transaction() throws SQLException {
        assertThat(append(events(STREAM, 1), ExpectedSequence.streamExists())).isEqualTo(NEEDS_TRANSACTION);
        assertThat(length()).isZero();
    }

    /** What a statement writes there would be gone with the connection. */
    @Test
    void nothing_is_written_to_a_connection_that_does_not_commit_by_itself() throws SQLException {
        autoCommit.set(false);

        assertThat(append(events(STREAM, 1), ExpectedSequence.noStream())).isEqualTo(NEEDS_TRANSACTION);
        assertThat(statements()).isZero();
    }
}
