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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.GoneKeysException;

/** What is true after a process was killed (SIGKILL) that appended personal members, or erased a subject. */
class DynamoDbPersonalKillIT extends OnFreshTable {

    private final String name = Sample.stream().identifier();
    private PersonalNode node;

    @BeforeEach
    void makeTheTable() {
        node = new PersonalNode(store);
        node.start();
    }

    /**
     * The first transaction of each subject makes its key. Then one event; 101 events in five transactions; 120 streams
     * of 120 subjects, staged, held and decided on.
     */
    @ParameterizedTest
    @CsvSource({
        "1,1,GetItem,1,false",
        "1,1,TransactWrite,1,false",
        "1,1,TransactWrite,2,true",
        "101,1,TransactWrite,2,false",
        "101,1,TransactWrite,4,false",
        "101,1,TransactWrite,5,false",
        "101,1,TransactWrite,6,true",
        "120,120,TransactWrite,60,false",
        "120,120,TransactWrite,121,false",
        "120,120,TransactWrite,125,false",
        "120,120,TransactWrite,127,false",
        "120,120,TransactWrite,128,true",
        "120,120,UpdateItem,60,true",
        "120,120,UpdateItem,180,true"
    })
    void a_writer_killed_after_any_request_leaves_all_or_nothing_and_keys_that_can_be_taken_away(
            int events, int subjects, String kind, int nth, boolean stored) throws Exception {
        DyingProcess.killedAfter(
                store,
                kind,
                nth,
                PersonalNode.class,
                "append",
                name,
                Integer.toString(events),
                Integer.toString(subjects));

        List<NewEvent> batch = PersonalNode.batch(name, events, subjects);
        Set<StreamId> streams = batch.stream().map(NewEvent::stream).collect(Collectors.toSet());
        assertThat(streams).allSatisfy(each -> assertThat(store.all(each)).hasSize(stored ? events / subjects : 0));
        Subject subject = PersonalNode.subject(name + "-000");
        List<String> found =
                node.keys.of(subject).map(key -> node.eventsOf(key.id(), 40)).orElse(List.of());
        assertThat(found).hasSize(stored ? events / subjects : 0);

        node.erase(subject);

        assertThat(node.keys.of(subject)).isEmpty();
        boolean again = node.append(new Append(batch, ExpectedSequence.any(), Set.of()).again())
                .replayed();
        assertThat(again).isEqualTo(stored);
        assertThat(streams).allSatisfy(each -> assertThat(store.all(each)).hasSize(events / subjects));
        assertThat(store.all(batch.get(0).stream()))
                .allMatch(event -> node.name(event).isPresent() == !stored);
        if (!stored) {
            assertThat(node.eventsOf(node.keys.of(subject).orElseThrow().id(), 40))
                    .hasSize(events / subjects);
            assertThat(store.scan()).noneMatch(item -> item.containsKey(StreamHead.FENCE));
        }
    }

    /** The event, in one transaction, and then the key, in one. */
    @ParameterizedTest
    @CsvSource({"GetItem,2,false", "TransactWrite,1,true", "GetItem,4,true", "TransactWrite,2,true"})
    void an_eraser_killed_after_any_request_has_not_begun_or_is_finished_by_others(String kind, int nth, boolean begun)
            throws Exception {
        List<NewEvent> batch = PersonalNode.batch(name, 3, 1);
        node.append(batch, ExpectedSequence.noStream());
        Subject subject = PersonalNode.subject(name + "-000");
        KeyId key = node.keys.of(subject).orElseThrow().id();
        Append late = node.sealed(new Append(
                List.of(PersonalNode.event(batch.get(0).stream(), name + "-000")), ExpectedSequence.any(), Set.of()));

        DyingProcess.killedAfter(store, kind, nth, PersonalNode.class, "erase", name + "-000");

        node.eraseAgain();

        assertThat(node.keys.of(subject).isPresent()).isEqualTo(!begun);
        assertThat(store.all(batch.get(0).stream()))
                .allMatch(event -> node.name(event).isEmpty() == begun);
        assertThat(node.eventsOf(key, 10)).hasSize(3);
        if (begun) {
            assertThatThrownBy(() -> store.append(late)).isInstanceOf(GoneKeysException.class);
        } else {
            store.append(late);
        }
    }
}
