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

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StoredEvent;

/**
 * What is true after a process that decides through snapshots was killed (SIGKILL) after any of its requests: a command
 * is carried out once, and a snapshot changes no answer.
 */
class DynamoDbSnapshotKillIT extends OnFreshTable {

    private final String name = Sample.stream().identifier();

    @ParameterizedTest
    @CsvSource({
        "TransactWrite,1",
        "TransactWrite,2",
        "TransactWrite,5",
        "PutItem,1",
        "PutItem,2",
        "PutItem,3",
        "PutObject,1",
        "PutObject,2",
        "DeleteObject,1",
        "GetItem,9",
        "GetObject,1",
        "Query,4"
    })
    void commands_are_carried_out_once_and_snapshots_change_no_answer(String kind, int nth) throws Exception {
        DyingProcess.killedAfter(store, kind, nth, DyingDecider.class, name);

        DyingDecider survivor = new DyingDecider(store, name);
        survivor.carryOutAll();

        List<StoredEvent> events = survivor.events();
        assertThat(events)
                .extracting(DyingDecider::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, DyingDecider.COMMANDS).boxed().toList());
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(DyingDecider.before(event)).isEqualTo(sumUpTo(events, event.sequence() - 1)));
        Snapshot snapshot = survivor.snapshot().orElseThrow();
        assertThat(snapshot.sequence()).isEqualTo(DyingDecider.COMMANDS);
        assertThat(DyingDecider.sum(snapshot)).isEqualTo(sumUpTo(events, snapshot.sequence()));
        assertThat(events.get((int) snapshot.sequence() - 1).id()).isEqualTo(snapshot.eventId());
        store.assembly.sweeper().sweep();
        assertThat(store.objects()).hasSize(1);
        assertThat(survivor.snapshot()).contains(snapshot);
    }

    private static long sumUpTo(List<StoredEvent> events, long sequence) {
        return events.stream()
                .filter(event -> event.sequence() <= sequence)
                .mapToLong(DyingDecider::number)
                .sum();
    }
}
