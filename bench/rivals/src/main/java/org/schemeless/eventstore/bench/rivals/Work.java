/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.bench.rivals.Deposits.Deposited;

/**
 * What can be asked of a rival's clients.
 *
 * @param what the name of it
 * @param size how many events: of a batch, of a page, of the log
 * @param shared a stream, for what all clients do with the same one
 * @param length how many events that stream has
 */
record Work(String what, int size, StreamId shared, long length) {

    static final String DOMAIN = "bench";

    private static final Deposited WANTED = JsonText.parse(Payload.number(1)).as(Deposited.class);

    static StreamId stream(String name) {
        return StreamId.of(DOMAIN, name);
    }

    /** What one client does. */
    Step step() {
        String payload = Payload.number(1);
        return switch (what) {
            case "append" -> append();
            case "append-about" -> appendAbout();
            case "append-to-own" -> appendToOwn(payload);
            case "append-anywhere" -> client -> one(client.appendAnywhere(shared, payload));
            case "append-expecting" -> client -> one(client.appendExpecting(shared, payload));
            case "decide" -> decide();
            case "decide-there" -> client -> one(client.decide(shared, WANTED));
            case "read" -> client -> read(client.read(shared));
            case "read-page" ->
                client ->
                        read(client.readPage(shared, ThreadLocalRandom.current().nextLong(length - size), size));
            case "find" -> client -> read(requireAll(client.find(TaggedLog.query(length / size))));
            case "catch-up" -> client -> read(client.catchUp());
            case "read-log" -> client -> read(client.readLog(size));
            default -> throw new IllegalArgumentException("no such work: " + what);
        };
    }

    /** Each client has a stream of its own. */
    private Step append() {
        StreamId own = stream(UUID.randomUUID().toString());
        List<String> payloads = Payload.batch(size);
        long[] sequence = {0};
        return client -> {
            client.append(own, sequence[0], payloads);
            sequence[0] += size;
            return new Measured(1, size, 1, 0);
        };
    }

    /** The same, where the store has to find out where the stream is. */
    private static Step appendToOwn(String payload) {
        StreamId own = stream(UUID.randomUUID().toString());
        return client -> one(client.appendAnywhere(own, payload));
    }

    /** Each client has a person of its own. */
    private Step appendAbout() {
        String person = UUID.randomUUID().toString();
        long[] sequence = {0};
        return client -> {
            client.appendAbout(person, sequence[0], size);
            sequence[0] += size;
            return new Measured(1, size, 1, 0);
        };
    }

    /** Each client has short streams of its own. */
    private static Step decide() {
        ShortStream own = new ShortStream();
        return client -> one(client.decide(own.next(), WANTED));
    }

    private static Measured one(int tries) {
        return new Measured(1, 1, tries, 0);
    }

    private long requireAll(long found) {
        if (found != size) {
            throw new IllegalStateException(found + " events were found, not " + size);
        }
        return found;
    }

    private static Measured read(long events) {
        return new Measured(1, events, 1, 0);
    }
}
