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
import java.util.stream.IntStream;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** The payload of every event: a JSON object of 210 bytes. */
final class Payload {

    static final String TYPE = "deposited";

    private static final int BYTES = 210;

    private Payload() {}

    static String number(long number) {
        return json(number, BYTES);
    }

    private static String json(long number, int bytes) {
        String start = "{\"amount\":" + (number % 1000) + ".50,\"text\":\"";
        String end = "\"}";
        return start + "x".repeat(bytes - start.length() - end.length()) + end;
    }

    static List<NewEvent> events(StreamId stream, int size) {
        return batch(size).stream()
                .map(json -> NewEvent.in(stream, TYPE).payloadJson(json).build())
                .toList();
    }

    /** Events of another size. */
    static List<NewEvent> events(StreamId stream, int size, int bytes) {
        return IntStream.range(0, size)
                .mapToObj(i ->
                        NewEvent.in(stream, TYPE).payloadJson(json(i, bytes)).build())
                .toList();
    }

    static List<String> batch(int size) {
        return IntStream.range(0, size).mapToObj(Payload::number).toList();
    }
}
