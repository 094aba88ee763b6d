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

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.H2Store;
import org.schemeless.eventstore.jpa.read.EventReads;
import org.schemeless.eventstore.jpa.read.SnapshotReads;
import org.schemeless.eventstore.jpa.read.StreamHeads;
import org.schemeless.eventstore.jpa.read.TransactionTagRows;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendScope;

/**
 * What an append does when another one commits between its statements; that races are lost rightly the contract suite
 * tests. Each statement is committed by itself here, so that what is left behind is seen.
 */
class TransactionAppendTest {

    private static final StreamId LAST = StreamId.of("z");

    private H2Store store;
    private EntityManager entityManager;

    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
        entityManager = store.entityManager();
    }

    @AfterEach
    void close() throws SQLException {
        entityManager.getEntityManagerFactory().close();
        store.close();
    }

    private TransactionAppend appends(Connections connections) {
        EventReads events = Made.by(EventReads.class, entityManager);
        StreamHeads heads = Made.by(StreamHeads.class, connections);
        return new TransactionAppend(
                events,
                heads,
                connections,
                new LostRaces(events, heads),
                new BoundaryGuard(connections, new TransactionTagRows()),
                new KeyGuard(connections));
    }

    private static Append append(Object payload, ExpectedSequence expected) {
        NewEvent event = NewEvent.in(LAST, "type")
                .id("z1")
                .payload(payload)
                .created(Instant.EPOCH)
                .build();
        return new Append(List.of(event), expected, Set.of("z1"));
    }

    private static List<StoredEvent> stored(Append append) {
        return append.sequenced(Map.of());
    }

    @Test
    void a_replay_that_is_found_behind_the_first_part_of_the_rows_leaves_no_placeholder() throws SQLException {
        ExpectedSequence relied = ExpectedSequence.perStream(IntStream.range(0, 1000)
                .mapToObj(i -> StreamId.of("a", "" + i))
                .collect(Collectors.toMap(Function.identity(), stream -> ExpectedSequence.noStream())));
        Append append = append(1, relied);
        Connections connections = store.connections(() -> {
            if (store.numbers("SELECT COUNT(*) FROM eventstore_event").equals(List.of(1000L))) {
                store.insert(stored(append));
            }
        });

        AppendResult result = appends(connections).store(append, AppendScope.CALLERS_TRANSACTION);

        assertThat(result)
                .isEqualTo(new AppendResult(AppendResult.stored(stored(append)).events(), true));
        assertThat(store.numbers("SELECT sequence FROM eventstore_event")).containsExactly(1L);
    }

    @Test
    void an_id_that_only_a_read_past_the_snapshot_finds_may_be_of_the_command() throws SQLException {
        LostRaces races = new LostRaces(SnapshotReads.events(entityManager), SnapshotReads.heads(store.connections()));
        store.insert(stored(append(1, ExpectedSequence.any())));
        Append other = append(2, ExpectedSequence.any());
        Append carriedOut = other.keeping(new Command("scope", "id", null));

        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(() -> races.replayOf(carriedOut, AppendScope.CALLERS_TRANSACTION, List.of()))
                .withCauseInstanceOf(DuplicateEventException.class);
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> races.replayOf(carriedOut, AppendScope.OWN_TRANSACTION, List.of()));
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> races.replayOf(other, AppendScope.CALLERS_TRANSACTION, List.of()));
    }
}
