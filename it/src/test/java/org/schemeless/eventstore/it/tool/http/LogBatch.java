/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A batch for the log, over one stream or several of a domain. */
record LogBatch(List<Entry> events) {

    private static final int STREAMS = 8;
    private static final int LARGEST = 20;

    /** An event of it. */
    record Entry(String id, String domain, String identifier) {

        private String json() {
            return "{\"id\":\"" + id + "\",\"domain\":\"" + domain + "\",\"identifier\":\"" + identifier
                    + "\",\"type\":\"t\",\"payload\":" + identifier + "}";
        }
    }

    static LogBatch random(SplittableRandom random, String domain) {
        int stream = random.nextInt(STREAMS);
        boolean several = random.nextBoolean();
        return new LogBatch(IntStream.rangeClosed(1, 1 + random.nextInt(LARGEST))
                .mapToObj(i -> entry(Names.fresh("e"), domain, several ? random.nextInt(STREAMS) : stream))
                .toList());
    }

    /** One event alone, with an id that is known. */
    static LogBatch of(String id, String domain) {
        return new LogBatch(List.of(entry(id, domain, 0)));
    }

    private static Entry entry(String id, String domain, int stream) {
        return new Entry(id, domain, Integer.toString(stream));
    }

    String json() {
        return "{\"events\":" + array() + "}";
    }

    String json(long expectedSequence) {
        return "{\"events\":" + array() + ",\"expectedSequence\":" + expectedSequence + "}";
    }

    /** With the events of another one at its end. */
    String jsonWith(LogBatch other) {
        return new LogBatch(
                        Stream.concat(events.stream(), other.events.stream()).toList())
                .json();
    }

    private String array() {
        return events.stream().map(Entry::json).collect(joining(",", "[", "]"));
    }

    List<String> ids() {
        return events.stream().map(Entry::id).toList();
    }

    /** The ids of its events, each stream for itself. */
    Collection<List<String>> idsByStream() {
        return events.stream()
                .collect(groupingBy(Entry::identifier, mapping(Entry::id, toList())))
                .values();
    }
}
