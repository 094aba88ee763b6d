/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** Events for tests, with id and time as the service stamps them. */
final class Sample {

    private Sample() {}

    static StreamId stream() {
        return StreamId.of("account", UUID.randomUUID().toString());
    }

    static NewEvent event(StreamId stream) {
        return event(stream, 1);
    }

    static NewEvent event(StreamId stream, int number) {
        return builder(stream).payloadJson("{\"number\":" + number + "}").build();
    }

    static NewEvent.Builder builder(StreamId stream) {
        return NewEvent.in(stream, "deposited")
                .id(UUID.randomUUID().toString())
                .created(Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    static List<NewEvent> events(StreamId stream, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> event(stream, i)).toList();
    }

    /** One event in each of so many streams, which have this name in common. */
    static List<NewEvent> overStreams(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(StreamId.of("many", "%s-%03d".formatted(name, i))))
                .toList();
    }

    /** An event whose payload is a string of so many characters. */
    static NewEvent large(StreamId stream, int characters) {
        return builder(stream).payload("x".repeat(characters)).build();
    }
}
