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
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.nothingNew;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;

/** What boundaries show after the writer of events with tags was killed between any two of its requests. */
class DynamoDbTagsKillIT extends OnFreshTable {

    private final String name = Sample.stream().identifier();
    private final EventQuery batchTag = EventQuery.tagged("batch", name);

    /** On a busy machine the clearing of many heads takes long. */
    private Store patient;

    @BeforeEach
    void openPatient() {
        patient = store.with(Duration.ofMinutes(5));
    }

    @AfterEach
    void closePatient() {
        patient.close();
    }

    /** By a signal, each time the process has carried out this request. */
    @ParameterizedTest
    @CsvSource({
        "TransactWrite,1,101,1,false",
        "TransactWrite,2,101,1,false",
        "TransactWrite,4,101,1,false",
        "TransactWrite,1,3,2,true",
        "TransactWrite,2,120,120,false",
        "TransactWrite,6,120,120,false",
        "UpdateItem,1,120,120,true",
        "UpdateItem,60,120,120,true"
    })
    void a_process_killed_after_any_request_leaves_all_pointers_or_none(
            String kind, int nth, int events, int streams, boolean stored) throws Exception {
        DyingWriter.killedTaggingAfter(store, kind, nth, name, events, streams);

        assertAllOrNothing(DyingWriter.tagged(name, events, streams), stored);
    }

    /** In this process, before it sends this transaction, of a staged batch and of one that is decided. */
    @ParameterizedTest
    @CsvSource({
        "TransactWrite,1,60,1",
        "TransactWrite,2,60,1",
        "TransactWrite,3,60,1",
        "TransactWrite,4,60,1",
        "TransactWrite,1,120,120",
        "TransactWrite,3,120,120",
        "TransactWrite,5,120,120",
        "TransactWrite,7,120,120",
    })
    void a_writer_killed_before_any_transaction_moves_no_boundary(String kind, int nth, int events, int streams) {
        Boundary before = store.storage.readBoundary(batchTag);
        kill(kind, nth, DyingWriter.tagged(name, events, streams));

        NewEvent next =
                Sample.builder(Sample.stream()).payload(1).tag("batch", name).build();
        patient.append(List.of(next), nothingNew(before));

        assertThat(store.storage.readBoundary(batchTag).events())
                .extracting(StoredEvent::id)
                .containsExactly(next.id());
        assertAllOrNothing(DyingWriter.tagged(name, events, streams), false, next);
    }

    /** Heads that the decision of a killed writer moves are left to the next writers of each, or to the sweep. */
    private void assertAllOrNothing(List<NewEvent> batch, boolean stored, NewEvent... others) {
        List<String> ids = batch.stream().map(NewEvent::id).toList();
        Set<String> found = ids(store.storage.readBoundary(batchTag));
        Set<String> half = ids(store.storage.readBoundary(EventQuery.tagged("half", name + 1)
                .or(EventQuery.tagged("half", name + 0))
                .or(EventQuery.tagged("half", name + "-1"))));
        assertThat(half).isEqualTo(stored ? Set.copyOf(ids) : Set.of());
        assertThat(found).hasSize((stored ? batch.size() : 0) + others.length);
        Boundary seen = store.storage.readBoundary(batchTag);

        NewEvent next =
                Sample.builder(Sample.stream()).payload(1).tag("batch", name).build();
        patient.append(List.of(next), nothingNew(seen));
        AppendResult again = patient.appendClaimed(batch, ExpectedSequence.any());

        assertThat(again.replayed()).isEqualTo(stored);
        List<String> all = store.storage.readBoundary(batchTag).events().stream()
                .map(StoredEvent::id)
                .toList();
        assertThat(all)
                .hasSize(batch.size() + 1 + others.length)
                .containsSubsequence(ids)
                .contains(next.id());
        Set<StreamId> streams = batch.stream().map(NewEvent::stream).collect(Collectors.toSet());
        assertThat(streams).allSatisfy(each -> patient.append(Sample.events(each, 1), any()));
        store.assembly.sweeper().sweep();
        assertThat(store.scan()).noneMatch(item -> item.containsKey(StreamHead.FENCE));
    }

    private static Set<String> ids(Boundary boundary) {
        return boundary.events().stream().map(StoredEvent::id).collect(Collectors.toSet());
    }
}
