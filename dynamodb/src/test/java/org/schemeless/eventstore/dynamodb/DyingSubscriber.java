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
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Appends an event for each event of a stream, as a subscription does that only writes to the store. */
final class DyingSubscriber {

    static final String NAME = "copies";
    static final int EVENTS = 12;

    private static final int BATCH = 5;
    private static final Duration LEASE = Duration.ofMillis(50);

    private final Store store;
    private final StreamId from;
    private final StreamId to;
    private final DynamoDbCheckpoints checkpoints;
    private int repeated;

    DyingSubscriber(Store store, String name) {
        this.store = store;
        this.from = StreamId.of("from", name);
        this.to = StreamId.of("to", name);
        this.checkpoints = new DynamoDbCheckpoints(new StorageLifecycle(store.assembly, store.transaction), LEASE);
    }

    public static void main(String[] arguments) throws IOException {
        String name = DyingProcess.own(arguments).get(0);
        DyingProcess.work(arguments, store -> new DyingSubscriber(store, name).handleAll());
    }

    void begin() {
        for (int i = 0; i < EVENTS; i++) {
            store.append(Sample.events(from, 1), ExpectedSequence.any());
        }
        store.assignPositions();
        checkpoints.create(NAME, 0);
    }

    void handleAll() {
        while (checkpoints.find(NAME).orElseThrow() < EVENTS) {
            batch();
        }
    }

    private void batch() {
        store.transaction.begin();
        OptionalLong checkpoint = checkpoints.take(NAME);
        if (checkpoint.isPresent()) {
            List<StoredEvent> events = store.storage.readLog(checkpoint.getAsLong(), BATCH).stream()
                    .filter(event -> event.position() <= EVENTS)
                    .toList();
            events.forEach(this::handle);
            checkpoints.move(NAME, events.get(events.size() - 1).position());
        }
        store.transaction.commit();
    }

    /** A command that was carried out is answered as the first time, as the service does it. */
    private void handle(StoredEvent event) {
        Command command = Command.handling(NAME, event);
        if (store.find(command).isPresent()) {
            repeated++;
            return;
        }
        store.append(List.of(Sample.builder(to).payload(event.position()).build()), ExpectedSequence.any(), command);
    }

    /** How many events came again that were handled before. */
    int repeated() {
        return repeated;
    }

    /** The positions of the events that were handled. */
    List<Long> handled() {
        return store.all(to).stream()
                .map(event -> event.payload().as(Long.class))
                .toList();
    }
}
