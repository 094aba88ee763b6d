/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * A process that carries out commands, each on the state that a snapshot and the events behind it fold to, and is
 * killed. The event of a command says which it was and the state before it.
 */
final class DyingDecider {

    static final int COMMANDS = 12;

    private static final String FOLD = "sum";
    private static final String SHAPE = "1";
    private static final int EVERY = 2;
    private static final String LARGE = "x".repeat(450_000);

    private final Store store;
    private final DynamoDbSnapshots snapshots;
    private final StreamId stream;

    DyingDecider(Store store, String name) {
        this.store = store;
        this.snapshots = new DynamoDbSnapshots(new StorageLifecycle(store.assembly));
        this.stream = StreamId.of("decided", name);
    }

    public static void main(String[] arguments) throws IOException {
        String name = DyingProcess.own(arguments).get(0);
        DyingProcess.work(arguments, store -> new DyingDecider(store, name).carryOutAll());
    }

    /** Commands that are sent again, as somebody does who got no answer. */
    void carryOutAll() {
        LongStream.rangeClosed(1, COMMANDS).forEach(this::carryOut);
    }

    private void carryOut(long number) {
        Command command = new Command("decided", stream.identifier() + "-" + number, null);
        if (store.find(command).isPresent()) {
            return;
        }
        Optional<Snapshot> snapshot = snapshot();
        long sequence = snapshot.map(Snapshot::sequence).orElse(0L);
        long before = snapshot.map(DyingDecider::sum).orElse(0L);
        for (StoredEvent event :
                store.storage.readStream(stream, sequence, 1_000).events()) {
            sequence = event.sequence();
            before += number(event);
        }
        NewEvent event = Sample.builder(stream)
                .payload(Map.of("number", number, "before", before))
                .build();
        store.append(List.of(event), ExpectedSequence.exactly(sequence), command);
        if ((sequence + 1) % EVERY == 0) {
            String state = before + number + ":" + ((sequence + 1) % (2 * EVERY) == 0 ? LARGE : "");
            snapshots.keep(new Snapshot(stream, FOLD, SHAPE, sequence + 1, event.id(), JsonText.string(state)));
        }
    }

    Optional<Snapshot> snapshot() {
        return snapshots.find(stream, FOLD, SHAPE);
    }

    static long sum(Snapshot snapshot) {
        String state = snapshot.state().as(String.class);
        return Long.parseLong(state.substring(0, state.indexOf(':')));
    }

    static long number(StoredEvent event) {
        return event.payload().value().asJsonObject().getJsonNumber("number").longValueExact();
    }

    static long before(StoredEvent event) {
        return event.payload().value().asJsonObject().getJsonNumber("before").longValueExact();
    }

    List<StoredEvent> events() {
        return new ArrayList<>(store.all(stream));
    }
}
