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
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.GoneKeysException;

/** Two nodes append events of a subject, in several ways, while a third erases it again and again. */
class DynamoDbPersonalRacesIT extends OnFreshTable {

    private static final int ERASURES = 12;
    private static final int WRITERS = 4;
    private static final String NAME = "42";
    private static final Subject SUBJECT = PersonalNode.subject(NAME);

    private final Set<KeyId> gone = ConcurrentHashMap.newKeySet();
    private final Map<String, KeyId> stored = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Store> nodes = new ArrayList<>();

    @AfterEach
    void closeNodes() {
        nodes.forEach(Store::close);
    }

    /** Batches of one transaction, staged ones, and those that one item decides on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 60, 130})
    void no_event_is_stored_by_a_key_that_was_taken_away_before(int events) throws Exception {
        PersonalNode node = new PersonalNode(store);
        node.start();
        PersonalNode first = patient();
        PersonalNode second = patient();
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS + 1);
        List<Future<Void>> all = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            PersonalNode own = writer % 2 == 0 ? first : second;
            StreamId stream = StreamId.of("race", "w" + writer);
            all.add(executor.submit(work(() -> write(own, stream, events))));
        }
        PersonalNode eraser = patient();
        all.add(executor.submit(work(() -> erase(eraser))));
        for (Future<Void> one : all) {
            one.get();
        }
        executor.shutdown();

        assertThat(gone).hasSize(ERASURES);
        assertThat(refused).hasPositiveValue();
        int found = 0;
        for (KeyId key : Set.copyOf(stored.values())) {
            List<String> ids = node.eventsOf(key, 1000);
            assertThat(ids).allMatch(id -> key.equals(stored.get(id)));
            found += ids.size();
        }
        assertThat(found).isEqualTo(stored.size());
        IntStream.range(0, WRITERS)
                .forEach(writer -> assertThat(store.all(StreamId.of("race", "w" + writer)))
                        .allMatch(event -> node.name(event).isEmpty() == gone.contains(stored.get(event.id()))));
    }

    /** A node that waits as long as it takes on a machine that is busy. */
    private PersonalNode patient() {
        Store patient = store.with(own -> StoreSettings.withBudget(
                StoreSettings.withPatience(own, Duration.ofSeconds(5)), Duration.ofMinutes(5)));
        nodes.add(patient);
        return new PersonalNode(patient);
    }

    private Callable<Void> work(Callable<Void> work) {
        return () -> {
            try {
                return work.call();
            } finally {
                over.set(true);
            }
        };
    }

    /** Encrypts by the key it saw last, as a node does that has it in its cache. */
    private Void write(PersonalNode node, StreamId stream, int events) {
        while (!over.get()) {
            WrappedKey key = node.key(SUBJECT);
            for (int use = 0; use < 3; use++) {
                List<NewEvent> batch = IntStream.range(0, events)
                        .mapToObj(i -> PersonalNode.event(
                                events > 100 ? StreamId.of("race-" + stream.identifier(), "s" + i) : stream, NAME))
                        .toList();
                Append sealed = node.sealed(new Append(batch, ExpectedSequence.any(), Set.of()), subject -> key);
                boolean wasGone = gone.contains(key.id());
                try {
                    store(node, sealed);
                    assertThat(wasGone).isFalse();
                    batch.forEach(event -> stored.put(event.id(), key.id()));
                } catch (GoneKeysException e) {
                    refused.incrementAndGet();
                    break;
                }
            }
        }
        return null;
    }

    private static void store(PersonalNode node, Append sealed) {
        node.store
                .storage
                .append(AppendGroup.of(sealed), AppendScope.WITHOUT_TRANSACTION)
                .get(0)
                .result();
    }

    /** Each key once something was stored by it. */
    private Void erase(PersonalNode eraser) {
        for (int erased = 0; erased < ERASURES && !over.get(); erased++) {
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> over.get() || used(eraser).isPresent());
            used(eraser).ifPresent(key -> {
                assertThat(eraser.keys.remove(key)).isTrue();
                gone.add(key);
            });
        }
        return null;
    }

    private Optional<KeyId> used(PersonalNode eraser) {
        return eraser.keys.of(SUBJECT).map(WrappedKey::id).filter(stored::containsValue);
    }
}
