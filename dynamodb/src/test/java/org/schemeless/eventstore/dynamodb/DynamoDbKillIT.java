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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.spi.LostRaceException;

/** What is true after the process of a writer was killed (SIGKILL) between any two of its requests. */
class DynamoDbKillIT extends OnFreshTable {

    private final String name = Sample.stream().identifier();

    /** Five transactions; the last one commits. */
    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,false", "4,false", "5,true"})
    void a_writer_of_101_events_killed_after_any_transaction_leaves_all_or_nothing(int nth, boolean stored)
            throws Exception {
        DyingWriter.killedAfter(store, "TransactWrite", nth, name, 101, 1);

        assertAllOrNothing(DyingWriter.batch(name, 101, 1), stored);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "0,1"})
    void a_writer_killed_after_its_only_transaction_leaves_command_and_events(int events, int streams)
            throws Exception {
        DyingWriter.killedAfter(store, "TransactWrite", 1, name, events, streams);

        assertThat(store.find(DyingWriter.command(name))
                        .map(kept -> kept.sequences().size()))
                .contains(events);
        assertThat(store.storage
                        .sequences(Set.of(DyingWriter.batch(name, 1, 1).get(0).stream()))
                        .values())
                .containsExactly((long) events);
        assertThatThrownBy(() -> store.append(List.of(), ExpectedSequence.any(), DyingWriter.command(name)))
                .isInstanceOf(LostRaceException.class);
    }

    /** Five transactions that stage, one that decides, and then the heads. */
    @ParameterizedTest
    @CsvSource({
        "TransactWrite,1,false",
        "TransactWrite,2,false",
        "TransactWrite,3,false",
        "TransactWrite,4,false",
        "TransactWrite,5,false",
        "TransactWrite,6,true",
        "UpdateItem,60,true",
        "UpdateItem,120,true"
    })
    void a_writer_of_120_streams_killed_after_any_transaction_leaves_all_or_nothing(
            String kind, int nth, boolean stored) throws Exception {
        DyingWriter.killedAfter(store, kind, nth, name, 120, 120);

        assertAllOrNothing(DyingWriter.batch(name, 120, 120), stored);
    }

    private void assertAllOrNothing(List<NewEvent> batch, boolean stored) {
        Set<StreamId> streams = batch.stream().map(NewEvent::stream).collect(Collectors.toSet());
        int before = stored ? batch.size() / streams.size() : 0;
        assertThat(store.storage.sequences(streams).values()).containsOnly((long) before);
        assertThat(streams).allSatisfy(each -> assertThat(store.all(each)).hasSize(before));
        Command command = DyingWriter.command(name);
        assertThat(store.find(command).isPresent()).isEqualTo(stored);
        assertThat(store.find(command).map(kept -> kept.sequences().keySet()))
                .isEqualTo(stored ? Optional.of(streams) : Optional.empty());

        NewEvent next = Sample.event(batch.get(batch.size() / 2).stream());
        store.append(List.of(next), ExpectedSequence.exactly(before));
        AppendResult again = store.appendClaimed(batch, ExpectedSequence.any());

        assertThat(again.replayed()).isEqualTo(stored);
        for (StreamId each : streams) {
            List<String> ids = batch.stream()
                    .filter(event -> event.stream().equals(each))
                    .map(NewEvent::id)
                    .toList();
            assertThat(store.all(each))
                    .extracting(StoredEvent::id)
                    .filteredOn(id -> !id.equals(next.id()))
                    .containsExactlyElementsOf(ids);
        }
        if (!stored) {
            assertThat(store.scan()).noneMatch(item -> item.containsKey(StreamHead.FENCE));
        }
    }
}
